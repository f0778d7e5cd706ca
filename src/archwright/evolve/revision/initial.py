"""Tables as CREATE and DROP statements."""

from collections.abc import Iterable, Iterator

from archwright.evolve.order import deferred
from archwright.evolve.revision import elements
from archwright.evolve.revision.code import call, text
from archwright.model.schema import Table


def created(table: Table, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """The table and its indexes."""
    late = [key for key in table.foreign_keys if key.name in without]
    columns = [elements.column(column, table) for column in table.columns]
    inline = [f"*operations.inline({elements.foreign_key(key)})" for key in late]
    arguments = [text(table.name), *columns, *elements.constraints(table, without), *inline]
    yield call("op.create_table", arguments)
    for index in elements.table_indexes(table):
        yield call("op.create_index", elements.index_arguments(index, table.name))
    if table.row_level:
        yield call("operations.protect", [text(table.name), text(table.row_level)])


def dropped(table: Table) -> Iterator[str]:
    """The table goes, and its indexes with it."""
    yield call("op.drop_table", [text(table.name)])


def later(tables: Iterable[Table]) -> frozenset[str]:
    """Names of the foreign keys that have to wait until all tables are there."""
    return frozenset(key.name for _, key in deferred(tables))
