"""Soft delete: a deleted row stays in its table, unseen, and can be restored; so does what would go with it."""

from collections.abc import Iterator

from archwright.build.resources.naming import key_name, key_parameter, read_shape, spelled
from archwright.build.resources.testing import test_words
from archwright.build.template import Templates
from archwright.kit.names import snake, title
from archwright.model.blueprint import Blueprint, Entity, Relation, Wire
from archwright.model.parts import Part
from archwright.model.resources import CodePart, MethodPart, RoutePart, TraitPart

_templates = Templates(__name__)

TRAIT = "app/repositories/traits/soft_delete.py"
BELOW = "app/repositories/traits/below.py"


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A trait, and where rows are deleted and shown one by one, a way back."""
    entities = [entity for entity in blueprint.entities if entity.soft_delete]
    if entities:
        yield _templates.file(TRAIT)
        yield _templates.file("docs/decisions/soft-delete.md")
    for entity in entities:
        yield TraitPart(entity.name, "SoftDelete", "app.repositories.traits.soft_delete", order=-40, single=True)
        # Of an external key there may be several deleted rows: which one is meant cannot be said.
        if "delete" in entity.actions and not entity.external_key:
            yield from _restoring(entity, blueprint.wire)
        if {"read", "list"} <= set(entity.actions):
            yield _test("unseen", entity, blueprint.wire)
    below = {entity.name: found for entity in blueprint.entities if (found := list(_above(entity, blueprint)))}
    if below:
        yield _templates.file(BELOW)
    for name, relations in below.items():
        yield from _below(blueprint.entity(name), relations, blueprint)


def _above(entity: Entity, blueprint: Blueprint) -> Iterator[Relation]:
    """What the rows of an entity go with, because it may be deleted softly or go with something itself."""
    for relation in entity.ones:
        target = blueprint.entity(relation.target)
        tree = target == entity and entity.soft_delete
        if relation.on_delete == "cascade" and (tree or _mortal(target, blueprint, (entity.name,))):
            yield relation


def _mortal(entity: Entity, blueprint: Blueprint, seen: tuple[str, ...]) -> bool:
    """Whether its rows may be gone and still be there. A circle of tables is not followed twice."""
    if entity.name in seen:
        return False
    higher = (blueprint.entity(each.target) for each in entity.ones if each.on_delete == "cascade")
    return entity.soft_delete or any(_mortal(each, blueprint, (*seen, entity.name)) for each in higher)


def _below(entity: Entity, relations: list[Relation], blueprint: Blueprint) -> Iterator[Part]:
    lines = [f'        ("{each.column}", {each.target}.__table__),\n' for each in relations]
    imports = sorted({f"from app.models.{snake(each.target)} import {each.target}" for each in relations})
    attribute = f"above = (\n{''.join(lines)}    )"
    yield TraitPart(
        entity.name, "Below", "app.repositories.traits.below", (attribute,), tuple(imports), order=-45, single=True
    )
    user = blueprint.auth.entity if blueprint.auth else ""
    plain = (each for each in relations if each.target not in (entity.name, user) and not each.readonly)
    shown = next((each for each in plain if blueprint.entity(each.target).soft_delete), None)
    if shown and {"read", "list", "create"} <= set(entity.actions):
        yield _below_test(entity, shown, blueprint.wire)


def _below_test(entity: Entity, relation: Relation, wire: Wire) -> CodePart:
    target = snake(relation.target)
    words = {"column": relation.column, "sent_as": spelled(relation.column, wire), "target": target}
    text = _templates.text("tests/below.py", **words, **test_words(entity, wire))
    imports = ("from app.core.clock import utc_now", f"from tests.factories.{target} import {target}")
    return CodePart(entity.name, "tests", text, imports, order=12)


def _restoring(entity: Entity, wire: Wire) -> Iterator[Part]:
    key = key_name(entity)
    words = title(entity.name)
    row = f"await self._{entity.plural}.restore({key})"
    call = f"await {entity.plural}.restore({key})"
    yield MethodPart(
        entity.name,
        "restore",
        f"The {words} as it was before it was deleted.",
        key_parameter(entity, wire),
        f"{entity.name}Read",
        f"return {entity.name}Read.model_validate({row})",
    )
    yield RoutePart(
        entity.name,
        "post",
        f"/{{{key}}}/restore",
        f"restore_{entity.slug}",
        given=key_parameter(entity, wire),
        returns=read_shape(entity, wire),
        call=call,
        doc=f"Bring a deleted {words} back.",
        like="delete",
        answers=(404, 409, 422),
    )
    yield _test("restore", entity, wire)


def _test(name: str, entity: Entity, wire: Wire) -> CodePart:
    text = _templates.text(f"tests/{name}.py", **test_words(entity, wire))
    return CodePart(entity.name, "tests", text, ("from app.core.clock import utc_now",), order=10)
