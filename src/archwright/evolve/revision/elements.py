"""Columns, constraints and indexes as SQLAlchemy is told of them."""

from collections.abc import Iterator

from archwright.evolve import names
from archwright.evolve.revision.code import sql, text, texts
from archwright.model.schema import CheckRule, Column, ColumnType, ForeignKey, Index, Table, UniqueKey

_PLAIN = {
    "text": "sa.Text()", "int": "sa.Integer()", "bigint": "sa.BigInteger()", "float": "sa.Float()",
    "bool": "sa.Boolean()", "date": "sa.Date()", "datetime": "sa.DateTime(timezone=True)", "time": "sa.Time()",
    "uuid": "sa.Uuid()", "json": "sa.JSON()", "bytes": "sa.LargeBinary()",
}  # fmt: skip


def type_code(kind: ColumnType) -> str:
    """`sa.String(120)`."""
    if kind.kind == "str":
        return f"sa.String({kind.length or ''})"
    if kind.kind == "decimal":
        return f"sa.Numeric({kind.precision}, {kind.scale})"
    return _PLAIN[kind.kind]


def column(column: Column, table: Table) -> str:
    """`sa.Column("title", sa.String(120), nullable=False)`."""
    arguments = [text(column.name), type_code(column.type)]
    if identity(column, table):
        # SQLite only counts up a column that is an INTEGER.
        variant = '.with_variant(sa.Integer(), "sqlite")' if column.type.kind == "bigint" else ""
        arguments[1:] = [type_code(column.type) + variant, "sa.Identity()"]
    arguments.append(f"nullable={column.nullable and not column.primary}")
    if default := default_code(column):
        arguments.append(f"server_default={default}")
    return f"sa.Column({', '.join(arguments)})"


def identity(column: Column, table: Table) -> bool:
    """Whether the database counts this column up."""
    keys = [other for other in table.columns if other.primary]
    refers = any(key.column == column.name for key in table.foreign_keys)
    return keys == [column] and column.type.kind in {"int", "bigint"} and not refers


def default_code(column: Column) -> str:
    """What the database fills in, "" for nothing."""
    if column.expression == "CURRENT_TIMESTAMP":
        return "sa.func.now()"
    if column.expression:
        return f"sa.text({sql(column.expression)})"
    if column.default is None:
        return ""
    if isinstance(column.default, bool):
        return "sa.true()" if column.default else "sa.false()"
    if isinstance(column.default, str):
        return text(column.default)
    return f"sa.text({text(names.literal(column.default))})"


def constraints(table: Table, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Primary key, foreign keys (but for those named in `without`), unique keys and checks."""
    keys = [text(column.name) for column in table.columns if column.primary]
    if keys:
        yield f"sa.PrimaryKeyConstraint({', '.join(keys)}, name={text(names.constraint('pk', table.name))})"
    yield from (foreign_key(key) for key in table.foreign_keys if key.name not in without)
    yield from (unique(key) for key in table.uniques if not key.where)
    yield from (check(rule) for rule in table.checks)


def foreign_key(key: ForeignKey) -> str:
    """`sa.ForeignKeyConstraint(...)`. What restricts is left to the default: that looks when the statement is done."""
    target = text(f"{key.table}.{key.target}")
    deleted = "" if key.on_delete == "restrict" else f", ondelete={text(key.on_delete.upper())}"
    return f"sa.ForeignKeyConstraint([{text(key.column)}], [{target}], name={text(key.name)}{deleted})"


def unique(key: UniqueKey) -> str:
    """`sa.UniqueConstraint(...)`."""
    return f"sa.UniqueConstraint({', '.join(text(name) for name in key.columns)}, name={text(key.name)})"


def check(rule: CheckRule) -> str:
    """`sa.CheckConstraint(...)`."""
    return f"sa.CheckConstraint({sql(rule.expression)}, name={text(rule.name)})"


def index_arguments(index: Index | UniqueKey, table: str) -> list[str]:
    """What `create_index` is told. A unique key with `where` is an index among some of the rows."""
    arguments = [text(index.name), text(table), texts(index.columns)]
    if isinstance(index, UniqueKey):
        where = f"sa.text({sql(index.where)})"
        arguments += ["unique=True", f"postgresql_where={where}", f"sqlite_where={where}"]
    return arguments


def index(index: Index | UniqueKey) -> str:
    """`sa.Index(...)`."""
    name, _, columns, *options = index_arguments(index, "")
    return f"sa.Index({', '.join([name, columns[1:-1], *options])})"


def empty(column: Column) -> str:
    """The column while nothing is in it."""
    return f"sa.Column({text(column.name)}, {type_code(column.type)}, nullable=True)"


def table_indexes(table: Table) -> tuple[Index | UniqueKey, ...]:
    """Everything that is made by CREATE INDEX."""
    return (*(key for key in table.uniques if key.where), *table.indexes)
