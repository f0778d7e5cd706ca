"""Soft delete: a deleted row stays in its table, unseen, and can be restored."""

from collections.abc import Iterator

from archwright.build.resources.naming import key_name, key_parameter, read_shape
from archwright.build.resources.testing import test_words
from archwright.build.template import Templates
from archwright.kit.names import title
from archwright.model.blueprint import Blueprint, Entity, Wire
from archwright.model.parts import Part
from archwright.model.resources import CodePart, MethodPart, RoutePart, TraitPart

_templates = Templates(__name__)

TRAIT = "app/repositories/traits/soft_delete.py"


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A trait, and where rows are deleted and shown one by one, a way back."""
    entities = [entity for entity in blueprint.entities if entity.soft_delete]
    if entities:
        yield _templates.file(TRAIT)
    for entity in entities:
        yield TraitPart(entity.name, "SoftDelete", "app.repositories.traits.soft_delete", order=-40, single=True)
        # Of an external key there may be several deleted rows: which one is meant cannot be said.
        if "delete" in entity.actions and not entity.external_key:
            yield from _restoring(entity, blueprint.wire)
        if {"read", "list"} <= set(entity.actions):
            yield _test("unseen", entity, blueprint.wire)


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
