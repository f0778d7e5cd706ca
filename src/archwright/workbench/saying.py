"""A change by hand -> the change of the page that says the same."""

from dataclasses import replace
from decimal import Decimal

from archwright.evolve import field_column
from archwright.language import Change, RemoveField, SetField, SetOption
from archwright.model.blueprint import Blueprint, Bounds, Default, Entity, Field, FieldType, Relation
from archwright.model.drift import Drift, Limits, WrittenColumn
from archwright.model.schema import Column, ColumnKind

_TYPES: dict[ColumnKind, FieldType] = {
    "str": "str", "text": "text", "int": "int", "bigint": "int", "float": "float", "decimal": "decimal",
    "bool": "bool", "date": "date", "datetime": "datetime", "time": "time", "uuid": "uuid", "json": "json",
}  # fmt: skip
_BIG = Bounds(high=Decimal(2**63 - 1))


class CannotBeSaidError(Exception):
    """The language has no word for it."""


def change_of(drift: Drift, blueprint: Blueprint) -> Change:
    """What to write. Raises CannotBeSaidError."""
    entity = blueprint.entity(drift.entity)
    match drift.topic:
        case "column":
            return _column(drift, entity, blueprint)
        case "limits":
            return _limits(drift, entity)
        case "unique" | "index":
            return _key(drift, entity)
        case "route":
            return _actions(drift, entity)
        case "filters" | "sorts":
            columns = drift.value if isinstance(drift.value, tuple) else ()
            names = [_field_name(entity, column) for column in columns]
            return SetOption(("entities", entity.name, "list", drift.topic.removesuffix("s")), names)
        case "searched":
            return _searched(drift, entity)
        case "answer" if drift.value is None and _has_field(entity, drift.name[0]):
            return SetField(entity.name, replace(entity.field(drift.name[0]), hidden=True))
        case "answer":
            raise CannotBeSaidError("it is in no table; if the service gives it, write it with `computed`")
        case "check":
            raise CannotBeSaidError("give it a name under `checks` of the entity")


def is_said(drift: Drift, blueprint: Blueprint) -> bool:
    """Whether the page says it already, perhaps by another change that was taken."""
    entity = blueprint.entity(drift.entity)
    known = {each.name for each in entity.fields} | {each.column for each in entity.ones}
    if drift.topic == "answer" and drift.value is True:
        return drift.name[0] in known
    if drift.topic in ("answer", "limits", "unique", "index") and drift.value is None:
        return not set(drift.name) <= known
    return drift.topic == "check" and drift.value is None


def _column(drift: Drift, entity: Entity, blueprint: Blueprint) -> Change:
    name = drift.name[0]
    relation = next((each for each in entity.ones if each.column == name), None)
    field = next((each for each in entity.fields if each.name == name), None)
    if not isinstance(drift.value, WrittenColumn):
        if relation is None and field is None:
            raise CannotBeSaidError("it belongs to a switch of the entity, or to logins")
        return RemoveField(entity.name, relation.name if relation else name)
    if drift.value.trouble:
        raise CannotBeSaidError(drift.value.trouble)
    if drift.value.reference is not None:
        return SetField(entity.name, _relation(drift.value, relation, blueprint))
    if relation is not None:
        raise CannotBeSaidError("it refers to nothing any more")
    return SetField(entity.name, _field(drift.value.column, field))


def _relation(written: WrittenColumn, known: Relation | None, blueprint: Blueprint) -> Relation:
    assert written.reference is not None
    name = written.column.name
    target = next((each.name for each in blueprint.entities if each.table == written.reference.table), "")
    if not name.endswith("_id") or not target:
        raise CannotBeSaidError("a relation is a column that ends with _id and refers to an entity")
    relation = known or Relation(name.removesuffix("_id"), target)
    deletes = written.reference.on_delete
    return replace(relation, target=target, optional=written.column.nullable, on_delete=deletes)


def _field(column: Column, known: Field | None) -> Field:
    kind = _TYPES.get(column.type.kind)
    if kind is None:
        raise CannotBeSaidError("there is no type for bytes; a `file` is kept beside the database")
    field = known or Field(column.name, kind)
    before = field_column(field)
    if before.type.kind != column.type.kind:
        field = replace(
            field, type=kind, bounds=_BIG if column.type.kind == "bigint" else Bounds(), pattern="", choices=()
        )
    if column.type != before.type or known is None:
        field = _sized(field, column)
    if (column.default, column.expression) != (before.default, before.expression):
        field = replace(field, default=_default(column))
    return replace(field, optional=column.nullable)


def _sized(field: Field, column: Column) -> Field:
    size = column.type
    if size.kind == "decimal":
        return replace(field, precision=size.precision or 18, scale=size.scale or (0 if size.precision else 2))
    if size.kind != "str":
        return field
    if field.type != "str":
        raise CannotBeSaidError(f"the length of an {field.type} is decided; write it as str(..{size.length})")
    return replace(field, bounds=replace(field.bounds, high=Decimal(size.length)))


def _default(column: Column) -> Default | None:
    if column.expression:
        return Default("now")
    return None if column.default is None else Default("literal", column.default)


def _limits(drift: Drift, entity: Entity) -> Change:
    field = _known(entity, drift.name[0])
    limits = drift.value if isinstance(drift.value, Limits) else Limits()
    try:
        low, high = (Decimal(each) if each else None for each in (limits.low, limits.high))
    except ArithmeticError as error:
        raise CannotBeSaidError("a limit is a number") from error
    return SetField(entity.name, replace(field, bounds=Bounds(low, high, limits.above, limits.below)))


def _key(drift: Drift, entity: Entity) -> Change:
    there = drift.value is True
    names = tuple(_field_name(entity, column) for column in drift.name)
    if len(names) > 1 or (drift.topic == "index" and not _has_field(entity, names[0])):
        groups = [list(each) for each in (entity.unique if drift.topic == "unique" else entity.index)]
        if not there and list(names) not in groups:
            raise CannotBeSaidError("other words of the page ask for it: sorts, relations, tenancy")
        left = [*groups, list(names)] if there else [each for each in groups if each != list(names)]
        return SetOption(("entities", entity.name, drift.topic), left or None)
    relation = next((each for each in entity.ones if each.name == names[0]), None)
    if relation is not None:
        return SetField(entity.name, replace(relation, unique="all" if there else ""))
    field = _known(entity, names[0])
    if drift.topic == "unique":
        return SetField(entity.name, replace(field, unique="all" if there else ""))
    if not there and not field.index:
        raise CannotBeSaidError("other words of the page ask for it: sorts, filters, tenancy")
    return SetField(entity.name, replace(field, index=there))


def _actions(drift: Drift, entity: Entity) -> Change:
    actions = [each for each in entity.actions if each != drift.name[0] or drift.value]
    if drift.value and drift.name[0] not in actions:
        actions.append(drift.name[0])  # type: ignore[arg-type]
    return SetOption(("entities", entity.name, "actions"), actions)


def _searched(drift: Drift, entity: Entity) -> Change:
    wanted = set(drift.value if isinstance(drift.value, tuple) else ())
    differing = [each for each in entity.fields if each.search != (each.name in wanted)]
    if len(differing) != 1:
        raise CannotBeSaidError("write `search` behind each field that is searched")
    return SetField(entity.name, replace(differing[0], search=differing[0].name in wanted))


def _known(entity: Entity, name: str) -> Field:
    if not _has_field(entity, name):
        raise CannotBeSaidError("the entity has no such field")
    return entity.field(name)


def _has_field(entity: Entity, name: str) -> bool:
    return any(each.name == name for each in entity.fields)


def _field_name(entity: Entity, column: str) -> str:
    return next((each.name for each in entity.ones if each.column == column), column)
