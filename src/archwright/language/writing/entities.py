"""Entities and operations -> their parts of the page."""

from dataclasses import replace
from typing import Any

from archwright.language.complete.entities import OWNER, default_sort
from archwright.language.documents import EntityDocument, ListDocument
from archwright.language.plurals import plural
from archwright.language.writing.lines import field_line, relation_line
from archwright.language.writing.policies import differing
from archwright.model.blueprint import ACTIONS, Access, Blueprint, Entity, Field, NamedShape, Operation, Relation, Shape


def entity_part(entity: Entity, blueprint: Blueprint, *, full: bool = False) -> dict[str, Any]:
    """The mapping below the entity's name."""
    part: dict[str, Any] = {"doc": entity.doc} if entity.doc else {}
    part |= _history(entity)
    if fields := _fields(entity, full=full):
        part["fields"] = fields
    if full or entity.plural != plural(entity.slug):
        part["plural"] = entity.plural
    if full or entity.table != entity.plural:
        part["table"] = entity.table
    part |= {"key": entity.external_key} if entity.external_key else {}
    part |= _groups(entity)
    if full or entity.actions != _decided_actions(entity, blueprint):
        part["actions"] = list(entity.actions)
    part |= _access(entity, blueprint, full=full)
    if "list" in entity.actions and (listing := _listing(entity, full=full)):
        part["list"] = listing
    if blueprint.tenant and entity.name != blueprint.tenant and (full or not entity.tenant):
        part["tenant"] = entity.tenant
    return part | _switches(entity, full=full)


def operation_part(operation: Operation, blueprint: Blueprint, *, full: bool = False) -> dict[str, Any]:
    """The mapping below the operation's name."""
    part: dict[str, Any] = {"route": f"{operation.method} {operation.path}"}
    part |= {"doc": operation.doc} if operation.doc else {}
    if full or operation.access != anyone(blueprint):
        part["access"] = " | ".join(operation.access.anyone_of)
    if not operation.input.empty:
        part["input"] = _shape(operation.input, full=full)
    if operation.form and (full or not any(field.type == "file" for field in operation.input.fields)):
        part["form"] = True
    for key in ("query", "headers", "cookies"):
        if fields := getattr(operation, key):
            part[key] = {field.name: _said(field, field_line(field, full=full)) for field in fields}
    if not operation.output.empty:
        part["output"] = _shape(operation.output, full=full)
    if full or operation.status != (204 if operation.output.empty else 200):
        part["status"] = operation.status
    if operation.errors:
        part["errors"] = {
            each.code: f"{each.status} {each.message}" if each.message else each.status for each in operation.errors
        }
    return part | ({"emits": operation.emits} if operation.emits else {})


def shape_part(shape: NamedShape) -> dict[str, Any]:
    """The lines below the shape's name."""
    return {
        **{field.name: _said(field, field_line(field)) for field in shape.fields},
        **{relation.name: _said(relation, relation_line(relation)) for relation in shape.relations},
    }


def anyone(blueprint: Blueprint) -> Access:
    """Who may when nothing is said."""
    return Access(("user",) if blueprint.auth else ("public",))


def _history(entity: Entity) -> dict[str, Any]:
    part: dict[str, Any] = {"was": entity.evolution.was} if entity.evolution.was else {}
    part |= {"split_from": entity.split_from} if entity.split_from else {}
    return part | ({"allow_data_loss": True} if entity.evolution.allow_data_loss else {})


def _fields(entity: Entity, *, full: bool) -> dict[str, Any]:
    lines = {field.name: _said(field, field_line(field, full=full)) for field in entity.fields}
    for index, relation in enumerate(entity.relations):
        mine = relation.name == entity.owner
        plain = relation == Relation(OWNER, relation.target, readonly=True)
        if mine and plain and index == len(entity.relations) - 1 and not full:
            continue
        lines[relation.name] = _said(relation, relation_line(relation, full=full, owner=mine))
    return lines


def _said(each: Field | Relation, line: str) -> str | dict[str, str]:
    return {"type": line, "doc": each.doc} if each.doc else line


def _groups(entity: Entity) -> dict[str, Any]:
    part: dict[str, Any] = {"unique": [list(each) for each in entity.unique]} if entity.unique else {}
    part |= {"index": [list(each) for each in entity.index]} if entity.index else {}
    return part | ({"checks": {each.name: each.expression for each in entity.checks}} if entity.checks else {})


def _decided_actions(entity: Entity, blueprint: Blueprint) -> tuple[str, ...]:
    is_user = blueprint.auth is not None and entity.name == blueprint.auth.entity
    return () if is_user or entity.name == blueprint.tenant else ACTIONS


def _access(entity: Entity, blueprint: Blueprint, *, full: bool) -> dict[str, Any]:
    said = {action: " | ".join(access.anyone_of) for action, access in entity.access}
    usual = " | ".join(anyone(blueprint).anyone_of)
    part: dict[str, Any] = {}
    if entity.owner and (full or entity.owner != OWNER or not any(_names_owner(each) for each in said.values())):
        part["owner"] = entity.owner
    if full:
        return part | ({"access": said} if said else {})
    unusual = {action: words for action, words in said.items() if words != usual}
    if len(said) > 1 and len(unusual) == len(said) and len(set(unusual.values())) == 1:
        return part | {"access": next(iter(unusual.values()))}
    return part | ({"access": unusual} if unusual else {})


def _names_owner(words: str) -> bool:
    return OWNER in words.split(" | ")


def _listing(entity: Entity, *, full: bool) -> dict[str, Any]:
    listing = entity.listing
    usual = listing.default_sort == default_sort(timestamps=entity.timestamps)
    values: dict[str, Any] = {
        "filter": list(listing.filter),
        "sort": list(listing.sort),
        "default": "" if usual and not full else listing.default_sort,
        "include": list(listing.include),
        "page": listing.page,
        "max": listing.max_page,
    }
    return differing(values, ListDocument, full=full)


def _switches(entity: Entity, *, full: bool) -> dict[str, Any]:
    values = {
        "timestamps": entity.timestamps,
        "soft_delete": entity.soft_delete,
        "lock": entity.versioned,
        "audit": entity.audit,
        "bulk": entity.bulk,
        "put": entity.put,
        "seed": entity.seed,
    }
    if full:
        needs = {"lock": "update", "bulk": "create", "put": "update"}
        values = {key: on for key, on in values.items() if on or needs.get(key, "") in ("", *entity.actions)}
    return differing(values, EntityDocument, full=full)


def _shape(shape: Shape, *, full: bool) -> str | dict[str, Any]:
    if shape.other:
        return f"{_shape(replace(shape, other=''), full=full)} | {shape.other}"
    if shape.kind:
        return shape.kind
    if shape.entity:
        return f"{shape.entity}[]" if shape.many else shape.entity
    lines = {field.name: _said(field, field_line(field, full=full)) for field in shape.fields}
    return lines | {each.name: _said(each, relation_line(each)) for each in shape.relations}
