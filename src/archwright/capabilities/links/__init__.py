"""Links: relations to many, held by association tables, written with the row and read once a page."""

from collections.abc import Iterator

from archwright.build.resources.naming import spelled, wire_name
from archwright.build.resources.testing import sent, test_words
from archwright.build.template import Templates
from archwright.evolve import association_columns, association_name
from archwright.kit.names import camel, snake
from archwright.model.blueprint import Blueprint, Entity, Relation
from archwright.model.parts import Part
from archwright.model.resources import CodePart, TraitPart

_templates = Templates(__name__)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A trait for each entity that has such a relation, with what it needs to know of each."""
    entities = [entity for entity in blueprint.entities if entity.manies]
    if entities:
        yield _templates.file("app/repositories/traits/links.py")
    for entity in entities:
        yield _trait(entity, blueprint)
        relation = next((each for each in entity.manies if not each.readonly), None)
        if relation:
            yield from _tests(entity, relation, blueprint)


def _trait(entity: Entity, blueprint: Blueprint) -> TraitPart:
    lines = [_link(entity, relation, blueprint) for relation in entity.manies]
    imports = {f"from app.models.{snake(model)} import {model}" for model in _models(entity)}
    return TraitPart(
        entity.name,
        "Linked",
        "app.repositories.traits.links",
        (f"links = ({', '.join(lines)},)",),
        ("from app.repositories.traits.links import Link", *sorted(imports)),
        order=-20,
    )


def _link(entity: Entity, relation: Relation, blueprint: Blueprint) -> str:
    near, far = association_columns(blueprint, entity, relation)
    between = camel(association_name(entity, relation))
    return f'Link("{wire_name(relation)}", {between}.__table__, "{near}", "{far}", {relation.target}.__table__)'


def _models(entity: Entity) -> Iterator[str]:
    for relation in entity.manies:
        yield camel(association_name(entity, relation))
        yield relation.target


def _tests(entity: Entity, relation: Relation, blueprint: Blueprint) -> Iterator[Part]:
    target = snake(relation.target)
    imports = (f"from tests.factories.{target} import {target}",)
    words = {
        **test_words(entity, blueprint.wire),
        "name": spelled(wire_name(relation), blueprint.wire),
        "target": target,
        "headers": sent("update"),
    }
    for behaviour, needed in (("links", {"create", "read"}), ("relink", {"update", "read"})):
        if needed <= set(entity.actions) and not (behaviour == "relink" and relation.fixed):
            text = _templates.text(f"tests/{behaviour}.py", **words)
            yield CodePart(entity.name, "tests", text, imports, order=40)
