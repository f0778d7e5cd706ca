"""A schema as SQLAlchemy's MetaData. SQLAlchemy is imported only when this is called."""

from typing import TYPE_CHECKING, Any

from archwright.evolve import names
from archwright.evolve.revision.elements import identity
from archwright.model.schema import Column, ColumnType, Schema, Table

if TYPE_CHECKING:
    from sqlalchemy import MetaData


def metadata(schema: Schema) -> "MetaData":
    """All tables, as the migrations make them."""
    import sqlalchemy as sa

    made = sa.MetaData()
    for table in schema.tables:
        sa.Table(table.name, made, *(_column(column, table) for column in table.columns), *_elements(table))
    return made


def _column(column: Column, table: Table) -> Any:
    import sqlalchemy as sa

    kind = _type(column.type)
    counted = [sa.Identity()] if identity(column, table) else []
    if counted and column.type.kind == "bigint":
        kind = kind.with_variant(sa.Integer(), "sqlite")
    nullable = column.nullable and not column.primary
    return sa.Column(column.name, kind, *counted, nullable=nullable, server_default=_default(column))


def _type(kind: ColumnType) -> Any:
    import sqlalchemy as sa

    plain: dict[str, Any] = {
        "text": sa.Text, "int": sa.Integer, "bigint": sa.BigInteger, "float": sa.Float, "bool": sa.Boolean,
        "date": sa.Date, "time": sa.Time, "uuid": sa.Uuid, "json": sa.JSON, "bytes": sa.LargeBinary,
    }  # fmt: skip
    if kind.kind == "str":
        return sa.String(kind.length or None)
    if kind.kind == "decimal":
        return sa.Numeric(kind.precision, kind.scale)
    return sa.DateTime(timezone=True) if kind.kind == "datetime" else plain[kind.kind]()


def _default(column: Column) -> Any:
    import sqlalchemy as sa

    if column.expression:
        return sa.func.now() if column.expression == "CURRENT_TIMESTAMP" else sa.text(column.expression)
    if isinstance(column.default, bool):
        return sa.true() if column.default else sa.false()
    if column.default is None or isinstance(column.default, str):
        return column.default
    return sa.text(names.literal(column.default))


def _elements(table: Table) -> list[Any]:
    import sqlalchemy as sa

    found: list[Any] = []
    keys = [column.name for column in table.columns if column.primary]
    if keys:
        found.append(sa.PrimaryKeyConstraint(*keys, name=names.constraint("pk", table.name)))
    for key in table.foreign_keys:
        target, deleted = f"{key.table}.{key.target}", None if key.on_delete == "restrict" else key.on_delete.upper()
        found.append(sa.ForeignKeyConstraint([key.column], [target], name=key.name, ondelete=deleted))
    for unique in table.uniques:
        if unique.where:
            where = sa.text(unique.where)
            found.append(
                sa.Index(unique.name, *unique.columns, unique=True, postgresql_where=where, sqlite_where=where)
            )
        else:
            found.append(sa.UniqueConstraint(*unique.columns, name=unique.name))
    found += [sa.CheckConstraint(rule.expression.replace(":", "\\:"), name=rule.name) for rule in table.checks]
    return found + [sa.Index(index.name, *index.columns) for index in table.indexes]
