"""Computed fields: not stored; a function of the user's own gives each from the row."""

from collections.abc import Iterator

from archwright.build.resources.kinds import FIELDS
from archwright.build.resources.naming import tuple_of
from archwright.build.resources.samples import sample
from archwright.build.template import Templates, file
from archwright.kit.names import title
from archwright.model.blueprint import Blueprint, Entity, Field
from archwright.model.parts import Part
from archwright.model.resources import ErrorPart, MiddlewarePart, TraitPart

_templates = Templates(__name__)

UNWRITTEN = ErrorPart("Unwritten", "not_written", 501, "Nobody has written this yet.")


ADDRESS = ("app/core/address.py", "app/api/address.py")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A slot for each such field, a trait that asks it, and a test that says what is still to be written."""
    entities = [entity for entity in blueprint.entities if _computed(entity)]
    if not entities:
        return
    yield UNWRITTEN
    yield file("tests/slots/unwritten.py", "resources/operations/unwritten.py")
    yield _templates.file("app/repositories/traits/computed.py")
    yield _templates.file(
        "tests/integration/conftest.py",
        slots=[(entity.slug, field.name, _sample(field)) for entity in entities for field in _computed(entity)],
        modules=[entity.slug for entity in entities],
    )
    if any(field.type == "url" for entity in entities for field in _computed(entity)):
        yield from (_templates.file(path) for path in ADDRESS)
        yield MiddlewarePart("Address", "app.api.address")
    for entity in entities:
        yield from _entity(entity)


def _computed(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.computed]


def _entity(entity: Entity) -> Iterator[Part]:
    fields = _computed(entity)
    words = title(entity.name)
    yield _templates.file(
        f"app/schemas/{entity.slug}_fields.py",
        "app/schemas/fields.py",
        slug=entity.slug,
        words=words,
        slots=[(field.name, _type(field), field.doc or _doc(field, words)) for field in fields],
        imports=sorted({line for field in fields if field.type in FIELDS for line in FIELDS[field.type].imports}),
    )
    names = [field.name for field in fields]
    yield _templates.file(
        f"tests/slots/test_{entity.slug}_fields.py", "tests/slots/fields.py", slug=entity.slug, words=words, names=names
    )
    yield TraitPart(
        entity.name,
        "Computed",
        "app.repositories.traits.computed",
        (f"slots: ClassVar[ModuleType] = {entity.slug}_fields", f"computed = {tuple_of(names)}"),
        (
            f"from app.schemas import {entity.slug}_fields",
            "from types import ModuleType",
            "from typing import ClassVar",
        ),
        order=-55,
    )


def _type(field: Field) -> str:
    kind = FIELDS[field.type].annotation if field.type in FIELDS else "str"
    return f"{kind} | None" if field.optional else kind


def _doc(field: Field, words: str) -> str:
    return f"The {field.name.replace('_', ' ')} of a {words}."


def _sample(field: Field) -> str:
    return sample(field, "1")
