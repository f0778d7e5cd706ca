"""Fields and relations as columns."""

from collections.abc import Iterator

from archwright.model.blueprint import Blueprint, Default, Entity, Field, Relation
from archwright.model.schema import Column, ColumnKind, ColumnType

NOW = "CURRENT_TIMESTAMP"
_KINDS: dict[str, ColumnKind] = {
    "str": "str", "email": "str", "url": "str", "file": "str", "enum": "str", "text": "text", "int": "int",
    "float": "float", "decimal": "decimal", "bool": "bool", "date": "date", "datetime": "datetime", "time": "time",
    "uuid": "uuid", "json": "json",
}  # fmt: skip
# An enum has room to grow: a longer choice shall not change the type.
_LENGTHS = {"str": 0, "email": 320, "url": 2048, "file": 1024, "enum": 64}
_MOMENTS = {("now", "datetime"): NOW, ("today", "date"): "CURRENT_DATE", ("now", "date"): "CURRENT_DATE"}


def key_type(blueprint: Blueprint) -> ColumnType:
    """The type of every id, and of what refers to one."""
    return ColumnType("uuid" if blueprint.wire.ids == "uuid" else "bigint")


def tenant_column(blueprint: Blueprint) -> str:
    """The column that says whose a row is, "" without tenancy."""
    return f"{blueprint.entity(blueprint.tenant).slug}_id" if blueprint.tenant else ""


def ones(blueprint: Blueprint, entity: Entity) -> tuple[Relation, ...]:
    """Relations held by a foreign key; also those to the owner and to the tenant when the page does not say them."""
    found = list(entity.ones)
    names = {relation.name for relation in found}
    if entity.owner and blueprint.auth and entity.owner not in names:
        found.append(Relation(entity.owner, blueprint.auth.entity))
    column = tenant_column(blueprint)
    if entity.tenant and column and column not in {relation.column for relation in found}:
        found.insert(0, Relation(column.removesuffix("_id"), blueprint.tenant))
    return tuple(found)


def columns(blueprint: Blueprint, entity: Entity) -> Iterator[Column]:
    """All columns of an entity, in the order in which the table lists them."""
    made = [Column("id", key_type(blueprint), primary=True)]
    logins = bool(blueprint.auth and blueprint.auth.entity == entity.name)
    made += [field_column(field, logins=logins) for field in entity.fields if not field.computed]
    made += [relation_column(blueprint, relation) for relation in ones(blueprint, entity)]
    made += _bookkeeping(entity)
    seen: set[str] = set()
    for column in made:  # what the page says comes before our own
        if column.name not in seen:
            yield column
        seen.add(column.name)


def field_column(field: Field, *, logins: bool = False) -> Column:
    """One field; `logins`: of those who log in. Nobody shall be two people by the case of an address."""
    default, expression = _default(field.default, field)
    return Column(
        field.column,
        field_type(field),
        nullable=field.optional,
        default=default,
        expression=expression,
        choices=field.choices if field.type == "enum" else (),
        folded=logins and field.type == "email",
        doc=field.doc,
        evolution=field.evolution,
    )


def field_type(field: Field) -> ColumnType:
    """The type a field is stored in."""
    kind = _KINDS[field.type]
    if kind == "decimal":
        return ColumnType(kind, precision=field.precision or 18, scale=field.scale)
    if field.wide:
        return ColumnType("bigint")
    if kind != "str":
        return ColumnType(kind)
    longest = max((len(choice) for choice in field.choices), default=0)
    return ColumnType(kind, length=max(int(field.bounds.high or _LENGTHS[field.type]), longest))


def relation_column(blueprint: Blueprint, relation: Relation) -> Column:
    """The foreign key of a relation to one."""
    return Column(
        relation.column,
        key_type(blueprint),
        nullable=relation.optional or relation.on_delete == "set null",
        doc=relation.doc,
        evolution=relation.evolution,
    )


def _bookkeeping(entity: Entity) -> Iterator[Column]:
    moment = ColumnType("datetime")
    if entity.timestamps:
        yield Column("created_at", moment, expression=NOW)
        yield Column("updated_at", moment, expression=NOW)
    if entity.soft_delete:
        yield Column("deleted_at", moment, nullable=True)
    if entity.versioned:
        yield Column("version", ColumnType("int"), default=1)


def _default(default: Default | None, field: Field) -> tuple[str | int | float | bool | None, str]:
    if default is None:
        return None, ""
    if default.kind != "literal":
        return None, _MOMENTS.get((default.kind, field.type), "")
    return default.value, ""
