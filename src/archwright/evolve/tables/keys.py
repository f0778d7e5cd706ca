"""Unique keys, foreign keys and indexes of an entity."""

from collections.abc import Iterable, Iterator

from archwright.evolve import names
from archwright.evolve.tables.columns import ones, tenant_column
from archwright.model.blueprint import Blueprint, Entity, Relation
from archwright.model.schema import ForeignKey, Index, UniqueKey

ALIVE = "deleted_at IS NULL"


def foreign_keys(blueprint: Blueprint, entity: Entity) -> Iterator[ForeignKey]:
    """One for each relation to one."""
    for relation in ones(blueprint, entity):
        yield foreign_key(blueprint, entity.table, relation)


def foreign_key(blueprint: Blueprint, table: str, relation: Relation) -> ForeignKey:
    """The reference that a relation stands for."""
    target = blueprint.entity(relation.target).table
    name = names.constraint("fk", table, relation.column, target)
    return ForeignKey(name, relation.column, target, relation.on_delete)


def uniques(blueprint: Blueprint, entity: Entity) -> Iterator[UniqueKey]:
    """Per tenant where rows belong to one; among the rows that are not deleted where rows can be."""
    where = ALIVE if entity.soft_delete else ""
    for columns in dict.fromkeys(_unique_columns(blueprint, entity)):
        yield UniqueKey(names.constraint("uq", entity.table, *columns), columns, where)


def indexes(blueprint: Blueprint, entity: Entity, keys: Iterable[UniqueKey]) -> Iterator[Index]:
    """None that another index or unique key does the work of."""
    taken = [("id",), *(key.columns for key in keys if not key.where)]
    wanted = sorted(dict.fromkeys(_index_columns(blueprint, entity)), key=len, reverse=True)
    kept: list[tuple[str, ...]] = []
    for columns in wanted:
        if not any(other[: len(columns)] == columns for other in [*taken, *kept]):
            kept.append(columns)
    for columns in dict.fromkeys(_index_columns(blueprint, entity)):
        if columns in kept:
            yield Index(names.constraint("ix", entity.table, *columns), columns)


def stored_as(blueprint: Blueprint, entity: Entity, name: str) -> str:
    """The column of a field or of a relation."""
    for relation in ones(blueprint, entity):
        if relation.name == name:
            return relation.column
    return name


def _unique_columns(blueprint: Blueprint, entity: Entity) -> Iterator[tuple[str, ...]]:
    tenant = (tenant_column(blueprint),) if entity.tenant and blueprint.tenant else ()
    for field in entity.fields:
        if field.unique and not field.computed:
            yield (*(tenant if field.unique == "tenant" else ()), field.column)
    for relation in entity.ones:
        if relation.unique:
            yield (*(tenant if relation.unique == "tenant" else ()), relation.column)
    for group in entity.unique:
        yield tuple(dict.fromkeys((*tenant, *(stored_as(blueprint, entity, name) for name in group))))


def _index_columns(blueprint: Blueprint, entity: Entity) -> Iterator[tuple[str, ...]]:
    tenant = (tenant_column(blueprint),) if entity.tenant and blueprint.tenant else ()
    plain = {field.name: field for field in entity.fields if not field.computed}
    yield from ((relation.column,) for relation in ones(blueprint, entity))
    yield from ((field.column,) for field in plain.values() if field.index)
    manies = {relation.name for relation in entity.manies}
    for name in entity.listing.filter:
        if name in manies:
            continue  # the association table has the index
        if name not in plain or plain[name].type not in {"bool", "json", "text"}:
            yield (stored_as(blueprint, entity, name),)
    for name in (*entity.listing.sort, entity.listing.default_sort.lstrip("-")):
        if name and name != "id":
            yield tuple(dict.fromkeys((*tenant, stored_as(blueprint, entity, name), "id")))
    for group in entity.index:
        yield tuple(stored_as(blueprint, entity, name) for name in group)
