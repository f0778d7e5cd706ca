"""Whether a database is what a schema says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archwright.evolve.database.metadata import metadata
from archwright.model.schema import Schema

if TYPE_CHECKING:
    from sqlalchemy import Connection, Inspector
    from sqlalchemy import Table as SqlTable

Facts = dict[str, object]
_OURS = {"alembic_version", "alembic_unfinished"}


def drift(connection: "Connection", schema: Schema) -> tuple[str, ...]:
    """A line for everything in which the database differs; none when it is as it should be."""
    import sqlalchemy as sa

    inspector = sa.inspect(connection)
    wanted = metadata(schema).tables
    reflected = _reflected(inspector)
    there = set(reflected.columns) - _OURS
    lines = [f"{name}: the table is missing" for name in wanted if name not in there]
    lines += [f"{name}: the table is not in the schema" for name in sorted(there - set(wanted))]
    for name, table in wanted.items():
        if name in there:
            lines += _compared(name, _wanted(table, connection), _found(reflected, name, connection))
    return tuple(lines)


def _compared(name: str, wanted: Facts, found: Facts) -> Iterator[str]:
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key) != found.get(key):
            yield f"{name}: {key} is {found.get(key, 'missing')}, should be {wanted.get(key, 'absent')}"


def _wanted(table: "SqlTable", connection: "Connection") -> Facts:
    import sqlalchemy as sa

    dialect = connection.dialect
    facts: Facts = {"primary key": (str(table.primary_key.name), tuple(column.name for column in table.primary_key))}
    for column in table.columns:
        default: Any = column.server_default
        text = "" if default is None or isinstance(default, sa.Identity) else _compiled(default.arg, dialect)
        facts[f"column {column.name}"] = (column.type.compile(dialect), bool(column.nullable), _bare(text))
    for item in table.constraints:
        if isinstance(item, sa.ForeignKeyConstraint):
            ends = tuple(key.target_fullname for key in item.elements)
            facts[f"foreign key {item.name}"] = (tuple(item.column_keys), ends, item.ondelete)
        elif isinstance(item, sa.UniqueConstraint):
            facts[f"unique {item.name}"] = tuple(column.name for column in item.columns)
        elif isinstance(item, sa.CheckConstraint):
            facts[f"check {item.name}"] = _rule(_compiled(item.sqltext, dialect), dialect.name)
    for index in table.indexes:
        partial = index.dialect_kwargs.get(f"{dialect.name}_where") is not None
        names = tuple(column.name for column in index.columns)
        facts[f"index {index.name}"] = (names, bool(index.unique), partial)
    return facts


@dataclass(frozen=True)
class _Reflected:
    """Everything about all tables, by the kind of thing: one question for each kind, however many tables there are."""

    keys: Mapping[str, Any]
    columns: Mapping[str, Any]
    foreign_keys: Mapping[str, Any]
    uniques: Mapping[str, Any]
    checks: Mapping[str, Any]
    indexes: Mapping[str, Any]


def _reflected(inspector: "Inspector") -> _Reflected:
    found = (
        inspector.get_multi_pk_constraint(),
        inspector.get_multi_columns(),
        inspector.get_multi_foreign_keys(),
        inspector.get_multi_unique_constraints(),
        inspector.get_multi_check_constraints(),
        inspector.get_multi_indexes(),
    )
    return _Reflected(*({name: item for (_, name), item in kind.items()} for kind in found))


def _found(there: _Reflected, name: str, connection: "Connection") -> Facts:
    dialect = connection.dialect
    key = there.keys[name]
    facts: Facts = {"primary key": (str(key["name"]), tuple(key["constrained_columns"]))}
    for column in there.columns[name]:
        text = "" if column.get("identity") else str(column.get("default") or "")
        facts[f"column {column['name']}"] = (column["type"].compile(dialect), bool(column["nullable"]), _bare(text))
    for item in there.foreign_keys.get(name, ()):
        ends = tuple(f"{item['referred_table']}.{column}" for column in item["referred_columns"])
        facts[f"foreign key {item['name']}"] = (
            tuple(item["constrained_columns"]),
            ends,
            item["options"].get("ondelete"),
        )
    uniques = there.uniques.get(name, ())
    for unique in uniques:
        facts[f"unique {unique['name']}"] = tuple(unique["column_names"])
    for check in there.checks.get(name, ()):
        facts[f"check {check['name']}"] = _rule(check["sqltext"], dialect.name)
    for index in there.indexes.get(name, ()):
        if index["name"] not in {unique["name"] for unique in uniques}:
            partial = f"{dialect.name}_where" in index.get("dialect_options", {})
            facts[f"index {index['name']}"] = (tuple(index["column_names"]), bool(index["unique"]), partial)
    return facts


def _compiled(expression: Any, dialect: Any) -> str:
    if isinstance(expression, str):
        return expression
    return str(expression.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _bare(default: str) -> str:
    """Both databases write a default a little otherwise than they were told."""
    text = re.sub(r"::[\w ]+(\(\d+(,\d+)?\))?$", "", default.strip("()"))
    text = re.sub(r"^'(.*)'$", r"\1", text, flags=re.DOTALL)
    return "CURRENT_TIMESTAMP" if text in {"now(", "now()", "CURRENT_TIMESTAMP"} else text


def _rule(expression: str, dialect: str) -> str:
    """PostgreSQL writes the expression in its own words: there the name has to do."""
    return " ".join(expression.split()) if dialect == "sqlite" else "there"
