"""Steps that a table with rows in it can take, on SQLite and on PostgreSQL.

SQLite cannot change a column or a constraint: the table is written anew. PostgreSQL can, but some ways lock the table
for as long as all rows are read; here each takes the way that does not.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from io import StringIO
from typing import Any

import sqlalchemy as sa
from alembic import op

BATCH = 10_000
_NEW_KEYS = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
_afterwards: list[Callable[[], None]] = []


def safely(step: Callable[[], None]) -> Callable[[], None]:
    """An upgrade or downgrade that is done as a whole.

    SQLite: one transaction without foreign keys, which are checked at its end. PostgreSQL: one transaction for what is
    quick, and after it, one by one, what reads all rows. When that is interrupted, the next run goes on with it.
    """

    @wraps(step)
    def safe() -> None:
        _afterwards.clear()
        if _on_sqlite():
            with _sqlite():
                step()
        else:
            _in_two_parts(step, f"{step.__name__} {step.__globals__['revision']}")

    return safe


class Table:
    """A table as a revision leaves it."""

    def __init__(self, name: str, *elements: Any) -> None:
        self.name = name
        self.elements = elements

    def element(self, name: str) -> Any:
        """The column, constraint or index of that name."""
        return next(element for element in self.elements if element.name == name)


@contextmanager
def altered(table: Table) -> Iterator["Alteration"]:
    """What is called on the alteration is done, and `table` is how the table looks when the block ends."""
    if not _on_sqlite():
        yield Altering(table)
        return
    alteration = Alteration(table)
    yield alteration
    alteration.finish()


class Alteration:
    """Changes of one table. Names are those of columns, constraints and indexes of the table as it will be.

    SQLite: the rows are copied into a new table, which has everything that is not a value from its definition.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name = _quoted(table.name)
        columns = [element.name for element in table.elements if isinstance(element, sa.Column)]
        self.values = {name: _quoted(name) for name in columns}

    def add_column(self, name: str, fill: str = "") -> None:
        """A new column; rows that are there get `fill` (SQL), else the default of the column."""
        self.values.pop(name)
        if fill:
            self.values[name] = fill

    def drop_column(self, name: str) -> None:
        """The column goes, and its values with it."""

    def retype(self, name: str, *, using: str = "", sqlite: str = "") -> None:
        """The column has another type; `using` is SQL for the new value (`sqlite`: the same in SQLite's words)."""
        self.values[name] = sqlite or using or self.values[name]

    def require(self, name: str, fill: str = "") -> None:
        """The column cannot be empty any more; where it is, it gets `fill` (SQL)."""
        if fill:
            self.values[name] = f"coalesce({self.values[name]}, {fill})"

    def relax(self, name: str) -> None:
        """The column can be empty."""

    def default(self, name: str) -> None:
        """The database fills in another value, or none."""

    def replace(self, name: str, values: dict[str, str]) -> None:
        """Values of the column get other names."""
        self.values[name] = f"CASE {self.values[name]} {_cases(values)} ELSE {self.values[name]} END"

    def add(self, name: str) -> None:
        """A new constraint or index."""

    def drop(self, name: str, kind: str = "constraint") -> None:
        """A constraint or index goes."""

    def rename(self, was: str, name: str, kind: str = "constraint") -> None:
        """A constraint or index gets another name."""

    def finish(self) -> None:
        """The end of the block."""
        made = f"{self.table.name}__new"
        op.create_table(made, *(element for element in self.table.elements if not isinstance(element, sa.Index)))
        names = ", ".join(_quoted(name) for name in self.values)
        _run("INSERT INTO {} ({}) SELECT {} FROM {}", _quoted(made), names, ", ".join(self.values.values()), self.name)
        op.drop_table(self.table.name)
        op.rename_table(made, self.table.name)
        for element in self.table.elements:
            if isinstance(element, sa.Index):
                create_index(self.table.name, element)


class Altering(Alteration):
    """PostgreSQL: the table changes where it is."""

    def add_column(self, name: str, fill: str = "") -> None:
        column = self.table.element(name)
        own = column.server_default
        if fill:
            column.server_default = sa.DefaultClause(sa.text(_escaped(fill)))
        op.add_column(self.table.name, column)
        if fill:
            column.server_default = own
            self._set_default(name, own)

    def drop_column(self, name: str) -> None:
        op.drop_column(self.table.name, name)

    def retype(self, name: str, *, using: str = "", **_others: str) -> None:
        column = self.table.element(name)
        self._set_default(name, None)
        op.alter_column(self.table.name, name, type_=column.type, postgresql_using=using or None)
        self._set_default(name, column.server_default)

    def require(self, name: str, fill: str = "") -> None:
        check, column = _quoted(f"ck_{name}_required"), _quoted(name)
        _afterwards.append(lambda: self._require(check, column, fill))

    def relax(self, name: str) -> None:
        op.alter_column(self.table.name, name, nullable=True)

    def default(self, name: str) -> None:
        self._set_default(name, self.table.element(name).server_default)

    def replace(self, name: str, values: dict[str, str]) -> None:
        column = _quoted(name)
        found = ", ".join(_literal(value) for value in values)
        change = f"{column} = CASE {column} {_cases(values)} ELSE {column} END"
        # All at once: two values that swap their names must not meet a batch that was changed already.
        _run("UPDATE {} SET {} WHERE {} IN ({})", self.name, change, column, found)

    def add(self, name: str) -> None:
        element = self.table.element(name)
        if isinstance(element, sa.Index):
            create_index(self.table.name, element)
        elif isinstance(element, sa.UniqueConstraint):
            _afterwards.append(lambda: self._add_unique(element))
        else:
            _afterwards.append(lambda: self._add_unvalidated(element))

    def rename(self, was: str, name: str, kind: str = "constraint") -> None:
        if kind == "index":
            _run("ALTER INDEX {} RENAME TO {}", _quoted(was), _quoted(name))
        else:
            _run("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", self.name, _quoted(was), _quoted(name))

    def drop(self, name: str, kind: str = "constraint") -> None:
        if kind == "index":
            op.drop_index(name, self.table.name)
        else:
            op.drop_constraint(name, self.table.name)

    def _set_default(self, name: str, default: Any) -> None:
        op.alter_column(self.table.name, name, server_default=default.arg if default is not None else None)

    def _require(self, check: str, column: str, fill: str) -> None:
        """Rows are read under a lock that lets others write; SET NOT NULL then believes the check."""
        _run(f"ALTER TABLE {self.name} DROP CONSTRAINT IF EXISTS {check}")
        _run(f"ALTER TABLE {self.name} ADD CONSTRAINT {check} CHECK ({column} IS NOT NULL) NOT VALID")
        if fill:
            in_batches(self.table.name, f"{column} = {fill}", f"{column} IS NULL")
        _run(f"ALTER TABLE {self.name} VALIDATE CONSTRAINT {check}")
        _run(f"ALTER TABLE {self.name} ALTER COLUMN {column} SET NOT NULL")
        _run(f"ALTER TABLE {self.name} DROP CONSTRAINT {check}")

    def _add_unvalidated(self, element: Any) -> None:
        name = _quoted(element.name)
        _run(f"ALTER TABLE {self.name} DROP CONSTRAINT IF EXISTS {name}")
        if isinstance(element, sa.CheckConstraint):
            rule = str(element.sqltext.compile(dialect=op.get_context().dialect))
            _run("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({}) NOT VALID", self.name, name, rule)
        else:
            (key,) = element.elements
            target, _, column = key.target_fullname.rpartition(".")
            options: dict[str, Any] = {"ondelete": element.ondelete, "postgresql_not_valid": True}
            op.create_foreign_key(element.name, self.table.name, target, element.column_keys, [column], **options)
        _run(f"ALTER TABLE {self.name} VALIDATE CONSTRAINT {name}")

    def _add_unique(self, element: Any) -> None:
        name = _quoted(element.name)
        _run(f"ALTER TABLE {self.name} DROP CONSTRAINT IF EXISTS {name}")
        columns = [column if isinstance(column, str) else column.name for column in element._pending_colargs]
        _create_concurrently(self.table.name, sa.Index(element.name, *columns, unique=True))
        _run(f"ALTER TABLE {self.name} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}")


def create_index(table: str, index: Any) -> None:
    """Others may write while PostgreSQL makes the index."""
    if _on_sqlite():
        _create(table, index)
    else:
        _afterwards.append(lambda: _create_concurrently(table, index))


def inline(*keys: Any) -> tuple[Any, ...]:
    """References to a table that is not there yet: SQLite takes them, PostgreSQL gets them by `add_foreign_key`."""
    return keys if _on_sqlite() else ()


def add_foreign_key(table: str, name: str, column: str, target: str, ondelete: str | None = None) -> None:
    """A reference between two tables that refer to each other; both are new, so there are no rows to look at."""
    if not _on_sqlite():
        op.create_foreign_key(name, table, target, [column], ["id"], ondelete=ondelete)


def drop_foreign_key(table: str, name: str) -> None:
    """So that tables that refer to each other can go; SQLite does not mind."""
    if not _on_sqlite():
        op.drop_constraint(name, table)


def execute(statement: str) -> None:
    """SQL that both databases understand; `{key}` in it is a new UUID."""
    _run(statement.replace("{key}", _NEW_KEYS[op.get_context().dialect.name]))


def on_postgresql(*statements: str) -> None:
    """SQL that SQLite has no need of."""
    for statement in () if _on_sqlite() else statements:
        _run(statement)


def in_batches(table: str, change: str, where: str) -> None:
    """PostgreSQL: an UPDATE that never locks more than a few rows. After it, `where` must be true of none."""
    if op.get_context().as_sql:
        _run("UPDATE {} SET {} WHERE {}", _quoted(table), change, where)
        return
    update = "UPDATE {0} SET {1} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {0} WHERE {2} LIMIT {3}))"
    while _run(update, _quoted(table), change, where, BATCH).rowcount:
        pass


def refuse(table: str, query: str, reason: str) -> None:
    """Nothing is begun when the query finds a row: the new rules do not allow it."""
    if not op.get_context().as_sql and _run(query).first() is not None:
        raise RuntimeError(f"{table}: {reason}")


def _create(table: str, index: Any, **options: Any) -> None:
    columns = [column if isinstance(column, str) else column.name for column in index.expressions]
    op.create_index(index.name, table, columns, unique=index.unique, **index.dialect_kwargs, **options)


def _create_concurrently(table: str, index: Any) -> None:
    """What an interrupted run left behind is not valid and goes first."""
    _run(f"DROP INDEX CONCURRENTLY IF EXISTS {_quoted(index.name)}")
    _create(table, index, postgresql_concurrently=True)


@contextmanager
def _sqlite() -> Iterator[None]:
    """Dropping a table deletes its rows, and with foreign keys on, the rows that refer to them."""
    context = op.get_context()
    on = context.as_sql or bool(_run("PRAGMA foreign_keys").scalar())
    if on:
        _switch_foreign_keys("OFF")
    if context.as_sql or not _in_transaction():
        _run("BEGIN IMMEDIATE")
    if not context.as_sql and _run("PRAGMA foreign_keys").scalar():
        raise RuntimeError("Foreign keys cannot be switched off inside a transaction: begin none before the migration.")
    yield
    if context.as_sql:
        _run("COMMIT")
    elif broken := _run("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"Rows refer to rows that are not there: {[tuple(row) for row in broken[:5]]}")
    if on:
        _switch_foreign_keys("ON")


def _switch_foreign_keys(state: str) -> None:
    """SQLite ignores this inside a transaction, and an engine may begin one at every opportunity."""
    context = op.get_context()
    with context.autocommit_block():
        if not context.as_sql and _in_transaction():
            _run("COMMIT")
        _run(f"PRAGMA foreign_keys={state}")


def _in_two_parts(step: Callable[[], None], part: str) -> None:
    """PostgreSQL: a lock that is not to be had soon stops the migration and not the service."""
    if _interrupted(part):
        with _written_nowhere():
            step()
    else:
        _run("SET LOCAL lock_timeout = '10s'")
        _run("SET LOCAL app.migrating = 'on'")
        step()
        if _afterwards and not op.get_context().as_sql:
            _run("CREATE TABLE alembic_unfinished AS SELECT {} AS part", _literal(part))
    if not _afterwards:
        return
    with op.get_context().autocommit_block():
        _run("SET app.migrating = 'on'")
        try:
            for later in _afterwards:
                later()
        finally:
            _run("RESET app.migrating")
        _run("DROP TABLE IF EXISTS alembic_unfinished")


def _interrupted(part: str) -> bool:
    """Whether the first part was done in an earlier run."""
    if op.get_context().as_sql or _run("SELECT to_regclass('alembic_unfinished')").scalar() is None:
        return False
    unfinished = _run("SELECT part FROM alembic_unfinished").scalar()
    if unfinished != part:
        raise RuntimeError(
            f"The {unfinished} was interrupted: put right what stopped it and run it again, first of all."
        )
    return True


@contextmanager
def _written_nowhere() -> Iterator[None]:
    """What is done at once was done: only what comes afterwards is asked for."""
    context = op.get_context()
    impl = context.impl
    kept = context.as_sql, impl.as_sql, impl.output_buffer
    context.as_sql, impl.as_sql, impl.output_buffer = True, True, StringIO()
    try:
        yield
    finally:
        context.as_sql, impl.as_sql, impl.output_buffer = kept


def _on_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _in_transaction() -> bool:
    return bool(op.get_bind().connection.driver_connection.in_transaction)  # type: ignore[union-attr]


def _run(statement: str, *parts: object) -> Any:
    """The statement with its parts, as it stands: a colon in it begins no parameter."""
    if parts:
        statement = statement.format(*parts)
    if op.get_context().as_sql:
        op.execute(_escaped(statement))
        return None
    return op.get_bind().execute(sa.text(_escaped(statement)))


def _escaped(statement: str) -> str:
    return statement.replace("\\:", ":").replace(":", "\\:")


def _cases(values: dict[str, str]) -> str:
    return " ".join(f"WHEN {_literal(was)} THEN {_literal(now)}" for was, now in values.items())


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return op.get_context().dialect.identifier_preparer.quote(name)
