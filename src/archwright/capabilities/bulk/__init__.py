"""Bulk: many rows at once, all or none."""

from collections.abc import Iterator

from archwright.build.resources.naming import spelled
from archwright.build.resources.testing import test_words
from archwright.build.template import Templates
from archwright.kit.names import title
from archwright.model.blueprint import Blueprint, Entity, Wire
from archwright.model.parts import Part
from archwright.model.resources import CodePart, MethodPart, RoutePart, TraitPart

_templates = Templates(__name__)

MOST = 100
# How an error says that the item with index 1 is wrong; as a sentence where nothing else is said.
PLACES = {"envelope": '"field":"1"', "problem": '"field":"1"', "data": '"field":"1"', "fields": '"1":'}


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A trait, a route and a method for each entity of which many can be created."""
    entities = [entity for entity in blueprint.entities if entity.bulk and "create" in entity.actions]
    if entities:
        yield _templates.file("app/repositories/traits/bulk.py")
    for entity in entities:
        yield TraitPart(entity.name, "Bulk", "app.repositories.traits.bulk", order=-70)
        yield _method(entity)
        yield _route(entity)
        yield from _tests(entity, blueprint.wire)


def _method(entity: Entity) -> MethodPart:
    read = f"{entity.name}Read"
    rows = f"await self._{entity.plural}.add_all([each.model_dump() for each in data]{{more}})"
    return MethodPart(
        entity.name,
        "create_all",
        f"New {title(entity.name)}s, all or none.",
        f"data: Sequence[{entity.name}Create]",
        f"list[{read}]",
        f"return [{read}.model_validate(row) for row in {rows}]",
        verb="bulk",
        imports=("from collections.abc import Sequence",),
    )


def _route(entity: Entity) -> RoutePart:
    return RoutePart(
        entity.name,
        "post",
        "/bulk",
        f"create_{entity.plural}" if entity.plural != entity.slug else f"create_all_{entity.plural}",
        given=f"data: Annotated[list[{entity.name}Create], Body(min_length=1, max_length={MOST})]",
        returns=f"list[{entity.name}Read]",
        call=f"await {entity.plural}.create_all(data{{more}})",
        doc=f"Create up to {MOST} {title(entity.name)}s, all or none.",
        like="create",
        verb="bulk",
        status=201,
        answers=(409, 422),
    )


def _tests(entity: Entity, wire: Wire) -> Iterator[Part]:
    words = test_words(entity, wire)
    text = _templates.text("tests/bulk.py", **words, invalid=wire.invalid, place=PLACES.get(wire.errors, "1: "))
    yield CodePart(entity.name, "tests", text, order=60)
    given = [field for field in entity.fields if not (field.readonly or field.computed or field.type == "file")]
    unique = next((field.name for field in given if field.unique), None)
    if unique:
        text = _templates.text("tests/bulk_taken.py", **words, spelled=spelled(unique, wire))
        yield CodePart(entity.name, "tests", text, order=61)
