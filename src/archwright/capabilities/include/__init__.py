"""Includes: `?include=project,labels` embeds what rows refer to: one query for each kind, however long the page."""

from collections.abc import Iterator

from archwright.build.resources.naming import spelled, wire_name
from archwright.build.resources.testing import test_words
from archwright.build.template import Templates
from archwright.kit.names import snake
from archwright.model.blueprint import Blueprint, Entity, Relation, Wire
from archwright.model.parts import Part
from archwright.model.resources import ArgumentPart, CodePart, QueryFieldPart, ReadFieldPart, TraitPart

_templates = Templates(__name__)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A trait that embeds, a parameter that asks for it, and a field of the answer for each relation."""
    entities = [entity for entity in blueprint.entities if entity.listing.include]
    if entities:
        yield _templates.file("app/repositories/traits/include.py")
        yield _templates.file("app/schemas/include.py")
        yield _templates.file("tests/queries.py")
    for entity in entities:
        yield from _entity(entity, blueprint)


def _entity(entity: Entity, blueprint: Blueprint) -> Iterator[Part]:
    relations = [each for each in entity.relations if each.name in entity.listing.include]
    yield _trait(entity, relations)
    yield from _asking(entity, relations)
    for relation in relations:
        yield from _shown(entity, relation, blueprint)
    yield from _tests(entity, relations[0], blueprint)


def _trait(entity: Entity, relations: list[Relation]) -> TraitPart:
    lines = [f'Included("{each.name}", "{wire_name(each)}", {each.target}.__table__)' for each in relations]
    return TraitPart(
        entity.name,
        "Including",
        "app.repositories.traits.include",
        (f"included = ({', '.join(lines)},)",),
        (
            "from app.repositories.traits.include import Included",
            *(f"from app.models.{snake(each.target)} import {each.target}" for each in relations),
        ),
        order=-50,
        single=True,
    )


def _asking(entity: Entity, relations: list[Relation]) -> Iterator[Part]:
    names = "|".join(each.name for each in relations)
    pattern = f'r"^({names})(,({names}))*$"'
    kind = f"Annotated[str, Field(pattern={pattern})] | None"
    yield QueryFieldPart(entity.name, "include", kind, "None")
    yield ArgumentPart(
        entity.name,
        ("read",),
        "include",
        "str | None",
        f"include: Annotated[str | None, Query(pattern={pattern})] = None",
        "include",
    )


def _shown(entity: Entity, relation: Relation, blueprint: Blueprint) -> Iterator[Part]:
    target = blueprint.entity(relation.target)
    read = f"{target.name}Read"
    kind = f"list[{read}] | None" if relation.many else f"{read} | None"
    where = f"from app.schemas.{target.slug} import {read}"
    imports = ["from app.schemas.include import embedded"]
    if target.name == entity.name:
        kind = f'"{kind}"'
    elif _leads(blueprint, target, entity.name):
        kind = f'"{kind}"'
        text = f"{where}  # noqa: E402 - they hold each other\n\n{entity.name}Read.model_rebuild(raise_errors=False)"
        yield CodePart(entity.name, "schemas", text)
    else:
        imports.append(where)
    yield ReadFieldPart(entity.name, relation.name, kind, tuple(imports), "embedded()")


def _leads(blueprint: Blueprint, start: Entity, goal: str) -> bool:
    """Whether what is embedded in `start` embeds `goal`, over however many steps."""
    seen, waiting = set[str](), [start]
    while waiting:
        entity = waiting.pop()
        seen.add(entity.name)
        targets = {each.target for each in entity.relations if each.name in entity.listing.include}
        if goal in targets:
            return True
        waiting += [blueprint.entity(name) for name in targets - seen]
    return False


def _tests(entity: Entity, relation: Relation, blueprint: Blueprint) -> Iterator[Part]:
    wire, target = blueprint.wire, snake(relation.target)
    words = {
        **test_words(entity, wire),
        "include": relation.name,
        "invalid": str(wire.invalid),
        "shown": spelled(relation.name, wire),
        "ids": spelled(wire_name(relation), wire),
        "made": _made(entity, relation, wire),
        "found": ('[item["id"] for item in row["{}"]]' if relation.many else 'row["{}"]["id"]').format(
            spelled(relation.name, wire)
        ),
    }
    imports = ["from tests.queries import counted"]
    imports += [f"from tests.factories.{target} import {target}"] if relation.many or relation.optional else []
    if "list" in entity.actions and not (relation.many and "create" not in entity.actions):
        yield CodePart(entity.name, "tests", _templates.text("tests/include.py", **words), tuple(imports), order=80)


def _made(entity: Entity, relation: Relation, wire: Wire) -> str:
    """An expression that makes a row which refers to another."""
    words, target = test_words(entity, wire), snake(relation.target)
    if relation.many:
        ids = f'{spelled(wire_name(relation), wire)}=[wire({target}()["id"])]'
        return f"client.post(PATH, json={words['opening']}{entity.slug}_body({ids}){words['closing']})"
    return f'{entity.slug}({relation.column}={target}()["id"])' if relation.optional else f"{entity.slug}()"
