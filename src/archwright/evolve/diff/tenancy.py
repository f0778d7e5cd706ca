"""Tenancy that is switched on: rows that belonged to nobody belong to a first tenant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archwright.evolve.diff import values
from archwright.evolve.diff.pairing import Pair
from archwright.model import change as c
from archwright.model.blueprint import Evolution
from archwright.model.schema import Column, Schema, Table

Found = Iterator[c.Change | c.Refusal]


def switched_on(pairs: Sequence[Pair], after: Schema) -> Found:
    """The tenant that has to be there before rows can refer to it."""
    homeless = [pair for pair in pairs if _homeless(pair)]
    names = sorted({_tenants(pair.after) for pair in homeless})
    for name in names:
        table = after.table(name)
        if table is not None:
            yield _first_tenant(table, tuple(pair.after.name for pair in homeless if _tenants(pair.after) == name))


def switched_off(pairs: Sequence[Pair], before: Schema) -> Found:
    """What the way back needs: a tenant for rows whose own is not known any more."""
    freed = [pair for pair in pairs if pair.former.row_level and not _has(pair.after, pair.before.row_level)]
    for name in sorted({_tenants(pair.former) for pair in freed}):
        table = before.table(name)
        first = _first_tenant(table, tuple(pair.after.name for pair in freed)) if table is not None else None
        if isinstance(first, c.DefaultTenant):
            yield c.KeepTenant(first.table, first.tables, first.values)


def housed(pair: Pair) -> Pair:
    """The same, with the first tenant as the value for rows without one."""
    if not _homeless(pair):
        return pair
    column = pair.after.column(pair.after.row_level)
    evolved = replace(column, evolution=Evolution(backfill=values.first_tenant(column)))
    columns = tuple(evolved if other.name == column.name else other for other in pair.after.columns)
    return replace(pair, after=replace(pair.after, columns=columns))


def _homeless(pair: Pair) -> bool:
    name = pair.after.row_level
    if not name or pair.after.column(name).evolution.backfill is not None:
        return False
    former = next((column for column in pair.before.columns if column.name == name), None)
    return former is None or (former.nullable and not pair.after.column(name).nullable)


def _has(table: Table, name: str) -> bool:
    return any(column.name == name for column in table.columns)


def _tenants(table: Table) -> str:
    return next((key.table for key in table.foreign_keys if key.column == table.row_level), "")


def _first_tenant(table: Table, tables: tuple[str, ...]) -> c.Change | c.Refusal:
    keys = {key.column for key in table.foreign_keys}
    given = [("id", values.value(table.column("id"), values.first_tenant(table.column("id"))))]
    for column in table.columns:
        if column.primary or column.nullable or column.default is not None or column.expression:
            continue
        if column.name in keys:
            message = f"Rows need a tenant, and a first row of `{table.name}` needs a `{column.name}`."
            return c.Refusal(tables[0], "", message, "Say `backfill` and the id of a tenant.", "backfill")
        given.append((column.name, _sample(column)))
    return c.DefaultTenant(
        table.name, tables, tuple(given), risk="locks", reason="All rows there are belong to one tenant at first."
    )


def _sample(column: Column) -> str:
    textual = column.type.kind in {"str", "text"} and not column.choices and column.evolution.backfill is None
    return values.value(column, "default") if textual else values.zero(column)
