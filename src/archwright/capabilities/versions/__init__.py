"""Versions: optimistic locking. The version of a row is its ETag; who changes the row names the version he saw."""

from collections.abc import Iterator

from archwright.build.resources.naming import spelled
from archwright.build.resources.testing import CHANGED, changeable, test_words
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint, Entity, Wire
from archwright.model.parts import MainLine, Part
from archwright.model.resources import (
    AnswerPart,
    ArgumentPart,
    CodePart,
    ErrorPart,
    ReadFieldPart,
    RouteStepPart,
    SentHeaderPart,
    TraitPart,
    Verb,
)

_templates = Templates(__name__)

FILES = (
    "app/api/versions.py",
    "app/core/versions.py",
    "app/repositories/traits/versions.py",
    "docs/decisions/versions.md",
)
GUARDED: tuple[Verb, ...] = ("update", "delete", "replace")
TAGGED: tuple[Verb, ...] = ("create", "read", "update", "replace")
ERRORS = (
    ErrorPart("Stale", "stale", 412, "Somebody else has changed it in the meantime."),
    ErrorPart("VersionRequired", "version_required", 428, "Say which version you change: send its ETag as If-Match."),
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """ETags on answers, If-Match on changes, and a trait that compares the two."""
    entities = [entity for entity in blueprint.entities if entity.versioned]
    if not entities:
        return
    yield from (_templates.file(path) for path in FILES)
    yield from ERRORS
    yield MainLine(
        "app.add_exception_handler(NotModified, not_modified)",
        ("from app.api.versions import NotModified, not_modified",),
    )
    yield MainLine(
        "describe(app, if_match, IF_MATCH)",
        ("from app.api.routing import describe", "from app.api.versions import IF_MATCH, if_match"),
    )
    for entity in entities:
        yield from _entity(entity, blueprint.wire)


def _entity(entity: Entity, wire: Wire) -> Iterator[Part]:
    name = entity.name
    yield TraitPart(name, "Versioned", "app.repositories.traits.versions", order=-60)
    yield ReadFieldPart(name, "version", "int")
    yield ArgumentPart(
        name,
        GUARDED,
        "expected",
        "Versions",
        "if_match: IfMatch",
        "if_match",
        ("from app.api.versions import IfMatch",),
        ("from app.core.versions import Versions",),
    )
    imports = ("from app.api.versions import Seen",)
    tagged = "seen.tag({name}.version, {name})" if _more(entity) else "seen.tag({name}.version)"
    yield RouteStepPart(name, TAGGED, tagged, ("seen: Seen",), imports)
    yield AnswerPart(name, ("read",), 304)
    yield from (AnswerPart(name, GUARDED, status) for status in (412, 428))
    yield SentHeaderPart(name, GUARDED, "If-Match", "*")
    yield from _tests(entity, wire)


def _more(entity: Entity) -> bool:
    """Whether an answer may differ while the version stays: it says more than the row, or others write into the row."""
    computed = any(field.computed for field in entity.fields)
    emptied = any(relation.on_delete == "set null" for relation in entity.ones)
    return computed or emptied or bool(entity.manies or entity.listing.include)


def _tests(entity: Entity, wire: Wire) -> Iterator[Part]:
    words, changed = test_words(entity, wire), changeable(entity)
    for behaviour in ("read", "update", "delete"):
        if behaviour in entity.actions:
            yield CodePart(entity.name, "tests", _templates.text(f"tests/{behaviour}.py", **words), order=20)
    if changed and {"read", "update"} <= set(entity.actions):
        text = _templates.text("tests/stale.py", **words, spelled=spelled(changed.name, wire), changed=CHANGED)
        yield CodePart(entity.name, "tests", text, order=21)
