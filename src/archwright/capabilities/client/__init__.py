"""A typed TypeScript client: one file without dependencies, for fetch."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.resources.naming import address, key_name, slash, spelled, wire_name
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint, Entity, Field, Relation
from archwright.model.parts import Part

_templates = Templates(__name__)
TYPES = {"bool": "boolean", "float": "number", "int": "number", "json": "Record<string, unknown>"}
LISTS = {
    "data": "{{ data: {name}[]; meta: {{ {place} }} }}",
    "named": "{{ {several}: {name}[]; {count}: number }}",
    "page": "{{ items: {name}[]; {place} }}",
    "plain": "{name}[]",
}
PLACES = {"keyset": "next: string | null", "number": "total: number | null", "offset": "total: number | null"}


@dataclass(frozen=True)
class Shape:
    """An entity in TypeScript: its lines for reading, creating and changing, and the type of a list."""

    entity: Entity
    path: str
    key: str
    read: tuple[str, ...]
    create: tuple[str, ...]
    update: tuple[str, ...]
    listed: str
    one: str


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing when the page does not ask for it."""
    if "client" in blueprint.deploy:
        shapes = [_shape(entity, blueprint) for entity in blueprint.entities if entity.actions]
        yield _templates.file("clients/typescript/client.ts", shapes=shapes, slash=slash(blueprint.wire))


def _shape(entity: Entity, blueprint: Blueprint) -> Shape:
    wire = blueprint.wire
    written = [field for field in entity.fields if not (field.readonly or field.computed or field.type == "file")]
    related = [relation for relation in entity.relations if not relation.readonly]
    read = [f"id: {_id(blueprint)}"]
    read += [_line(field, blueprint) for field in entity.fields if not field.hidden]
    read += [_reference(relation, blueprint) for relation in entity.relations]
    read += [f"{spelled(name, wire)}: string" for name in ("created_at", "updated_at") if entity.timestamps]
    create = [_line(each, blueprint, free=each.optional or each.default is not None) for each in written]
    create += [_reference(each, blueprint, free=each.optional or each.many) for each in related]
    update = [_line(each, blueprint, free=True) for each in written if not each.fixed]
    update += [_reference(each, blueprint, free=True) for each in related if not each.fixed]
    several = spelled(entity.plural, wire)
    count = spelled(f"{entity.plural}_count", wire)
    listed = LISTS[wire.lists].format(name=entity.name, place=PLACES[wire.pages], several=several, count=count)
    one = f"{{ {spelled(entity.slug, wire)}: {{}} }}" if wire.wrap else "{}"
    return Shape(
        entity,
        address(entity, wire),
        spelled(key_name(entity), wire),
        tuple(read),
        tuple(create),
        tuple(update),
        listed,
        one,
    )


def _id(blueprint: Blueprint) -> str:
    return {"int": "number", "uuid": "string"}[blueprint.wire.ids]


def _line(field: Field, blueprint: Blueprint, *, free: bool = False) -> str:
    kind = " | ".join(f'"{choice}"' for choice in field.choices) or TYPES.get(field.type, "string")
    mark = "?" if free else ""
    return f"{spelled(field.name, blueprint.wire)}{mark}: {kind}{' | null' if field.optional else ''}"


def _reference(relation: Relation, blueprint: Blueprint, *, free: bool = False) -> str:
    kind = _id(blueprint) + ("[]" if relation.many else " | null" if relation.optional else "")
    return f"{spelled(wire_name(relation), blueprint.wire)}{'?' if free else ''}: {kind}"
