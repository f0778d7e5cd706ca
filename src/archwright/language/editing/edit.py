"""Changes -> the page with them, and everything else as it stood."""

from collections.abc import Iterable
from dataclasses import replace

from archwright.language.editing.changes import (
    AddEntity,
    Change,
    RemoveEntity,
    RemoveField,
    RenameField,
    SetField,
    SetOption,
)
from archwright.language.editing.surgery import cut, put, rename_key, replace_words
from archwright.language.loading import load
from archwright.language.nodes import Path, read
from archwright.language.writing import entity_part, field_line, relation_line
from archwright.model.blueprint import Blueprint, Entity, Evolution, Field, Relation

_MENTIONS = ("list", "unique", "index", "key", "owner", "access", "checks")


def edit(text: str, changes: Iterable[Change]) -> str:
    """Comments, order and spacing survive. Raises BlueprintErrors when the page does not load before a change."""
    for change in changes:
        text = _changed(text, change, load(text))
    return text


def _changed(text: str, change: Change, blueprint: Blueprint) -> str:
    match change:
        case SetField(entity, field):
            return _set_field(text, entity, field, blueprint)
        case RenameField():
            return _rename(text, change, blueprint)
        case RemoveField(entity, name):
            return _remove(text, entity, name)
        case AddEntity(entity):
            return put(text, ("entities", entity.name), entity_part(entity, blueprint))
        case RemoveEntity(name):
            return cut(text, ("entities", name))
        case SetOption(path, None):
            return cut(text, path)
        case SetOption(path, value):
            return put(text, path, value)


def _set_field(text: str, name: str, field: Field | Relation, blueprint: Blueprint) -> str:
    entity = blueprint.entity(name)
    root, _ = read(text)
    if name not in root.names("entities"):
        return put(text, ("entities", name), entity_part(_with(entity, field), blueprint))
    path: Path = ("entities", name, "fields", field.name)
    owner = field.name == entity.owner
    line = field_line(field) if isinstance(field, Field) else relation_line(field, owner=owner)
    if "type" in root.names(*path):
        text = put(text, (*path, "type"), line)
        return put(text, (*path, "doc"), field.doc) if field.doc else cut(text, (*path, "doc"))
    return put(text, path, {"type": line, "doc": field.doc} if field.doc else line)


def _with(entity: Entity, field: Field | Relation) -> Entity:
    if isinstance(field, Relation):
        others = tuple(each for each in entity.relations if each.name != field.name)
        return replace(entity, relations=(*others, field))
    rest = tuple(each for each in entity.fields if each.name != field.name)
    return replace(entity, fields=(*rest, field))


def _rename(text: str, change: RenameField, blueprint: Blueprint) -> str:
    entity = blueprint.entity(change.entity)
    path: Path = ("entities", change.entity)
    text = rename_key(text, (*path, "fields", change.old), change.new)
    for key in _MENTIONS:
        text = replace_words(text, (*path, key), change.old, change.new)
    for operation in blueprint.operations:
        if f"{{{entity.slug}}}" in operation.path:
            text = replace_words(text, ("operations", operation.name, "access"), change.old, change.new)
    if not change.was:
        return text
    both: tuple[Field | Relation, ...] = (*entity.fields, *entity.relations)
    field = next(each for each in both if each.name == change.old)
    evolution: Evolution = replace(field.evolution, was=change.old)
    return _set_field(text, change.entity, replace(field, name=change.new, evolution=evolution), load(text))


def _remove(text: str, entity: str, name: str) -> str:
    """The field, and it alone where an entity lists several; a group that names it makes no sense any more."""
    path: Path = ("entities", entity)
    root, _ = read(text)
    for key in ("filter", "sort", "include"):
        node = root.value_of((*path, "list", key))
        kept = [str(item.value) for item in node.items if item.value != name]
        if node.kind == "sequence" and len(kept) < len(node.items):
            text = put(text, (*path, "list", key), kept)
    for key in ("unique", "index"):
        groups = [[str(item.value) for item in group.items] for group in root.value_of((*path, key)).items]
        left = [group for group in groups if name not in group]
        if len(left) < len(groups):
            text = put(text, (*path, key), left) if left else cut(text, (*path, key))
    return cut(text, (*path, "fields", name))
