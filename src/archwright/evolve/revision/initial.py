"""Tables as CREATE and DROP statements."""

from collections.abc import Iterable, Iterator

from archwright.evolve.names import quoted
from archwright.evolve.order import deferred
from archwright.evolve.revision import elements
from archwright.evolve.revision.code import broken, call, text
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
        yield protected(table.name, table.row_level)


def protected(table: str, column: str) -> str:
    """Rows are shown to the tenant that the transaction names in `app.tenant`, and all of them to a migration."""
    name = quoted(table)
    rule = (
        f"{quoted(column)}::text = current_setting('app.tenant', true) OR current_setting('app.migrating', true) = 'on'"
    )
    arguments = [text(f"ALTER TABLE {name} {state} ROW LEVEL SECURITY") for state in ("ENABLE", "FORCE")]
    policy = broken(f"CREATE POLICY tenant_isolation ON {name} USING ({rule})")
    return call("operations.on_postgresql", [*arguments, policy])


def unprotected(table: str) -> str:
    """Everybody sees all rows again."""
    name = quoted(table)
    arguments = [text(f"ALTER TABLE {name} {state} ROW LEVEL SECURITY") for state in ("NO FORCE", "DISABLE")]
    return call("operations.on_postgresql", [text(f"DROP POLICY tenant_isolation ON {name}"), *arguments])


def dropped(table: Table) -> Iterator[str]:
    """The table goes, and its indexes with it."""
    yield call("op.drop_table", [text(table.name)])


def later(tables: Iterable[Table]) -> frozenset[str]:
    """Names of the foreign keys that have to wait until all tables are there."""
    return frozenset(key.name for _, key in deferred(tables))
