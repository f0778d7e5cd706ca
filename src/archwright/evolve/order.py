"""In which order tables can be made."""

from collections.abc import Iterable

from archwright.model.schema import ForeignKey, Schema, Table


def schema(tables: Iterable[Table]) -> Schema:
    """The tables, each after those it refers to; a circle begins with the first in the alphabet."""
    left = {table.name: table for table in sorted(tables, key=lambda table: table.name)}
    made: list[Table] = []
    while left:
        chosen = next((table for table in left.values() if not _waits(table, left)), None) or next(iter(left.values()))
        made.append(left.pop(chosen.name))
    return Schema(tuple(made))


def deferred(tables: Iterable[Table]) -> tuple[tuple[Table, ForeignKey], ...]:
    """The references to a table that comes later: they are added when all tables are there."""
    ordered = list(tables)
    place = {table.name: number for number, table in enumerate(ordered)}
    return tuple(
        (table, key) for table in ordered for key in table.foreign_keys if place.get(key.table, -1) > place[table.name]
    )


def _waits(table: Table, left: dict[str, Table]) -> bool:
    return any(key.table in left and key.table != table.name for key in table.foreign_keys)
