"""Statements -> tables. A statement that cannot be read is a gap, and the others are read all the same."""

import logging
import re
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.sql.alterations import alter, comment, index
from archwright.design.intake.sql.declarations import PART, declare, name_of
from archwright.design.intake.sql.dialect import DIALECTS, dialect_of
from archwright.design.intake.sql.pieces import piecewise
from archwright.design.intake.sql.statements import Statement, statements
from archwright.design.intake.sql.tables import SourceSchema, SourceType

_LEAD = re.compile(r"(?:\s|--[^\n]*\n|#[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
_VIRTUAL = re.compile(r"\)\s+VIRTUAL\b", re.IGNORECASE)
_PARTITION = re.compile(r"ALTER\s+TABLE\s+.*\bATTACH\s+PARTITION\s+([\w.\"]+)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"CREATE\s+[\w\s]*?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\w.`\"\[\]]+\s*\(", re.IGNORECASE)
_READ = re.compile(
    r"CREATE\s+(?:GLOBAL\s+|LOCAL\s+)?(?:TEMP\w*\s+|UNLOGGED\s+|FOREIGN\s+)?TABLE\b|ALTER\s+TABLE\b"
    r"|CREATE\s+(?:UNIQUE\s+|FULLTEXT\s+|SPATIAL\s+)?INDEX\b|CREATE\s+TYPE\b|CREATE\s+DOMAIN\b|COMMENT\s+ON\b",
    re.IGNORECASE,
)
# What runs or guards a script and says nothing about the data.
_SILENT = re.compile(
    r"(?:SET|SELECT|BEGIN|COMMIT|START|PRAGMA|USE|DROP|LOCK|UNLOCK|ANALYZE|VACUUM|END|ROLLBACK|SHOW|PRINT"
    r"|CREATE\s+(?:DATABASE|SCHEMA|EXTENSION|SEQUENCE)|ALTER\s+(?:SEQUENCE|DATABASE|SCHEMA|TYPE|DOMAIN|EXTENSION)"
    r"|COMMENT\s+ON\s+(?:EXTENSION|SCHEMA|DATABASE|CONSTRAINT|INDEX|SEQUENCE))\b",
    re.IGNORECASE,
)
_OWNERSHIP = re.compile(
    r"ALTER\s+\S+\s+.*\bOWNER\s+TO\b|(?:GRANT|REVOKE)\b|ALTER\s+DEFAULT\s+PRIVILEGES", re.I | re.DOTALL
)
_ROWS = re.compile(r"(?:INSERT|COPY|REPLACE|UPDATE|DELETE|LOAD|WITH|MERGE|TRUNCATE)\b", re.IGNORECASE)
_MADE = re.compile(
    r"CREATE\s+(?:OR\s+REPLACE\s+)?(?:DEFINER\s*=\s*\S+\s+|ALGORITHM\s*=\s*\S+\s+|SQL\s+SECURITY\s+\w+\s+|CONSTRAINT\s+"
    r"|TEMP\w*\s+|RECURSIVE\s+)*(MATERIALIZED\s+VIEW|VIEW|TRIGGER|FUNCTION|PROCEDURE|AGGREGATE|RULE|POLICY|EVENT|OPERATOR)"
    r"\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.`\"]+)",
    re.IGNORECASE,
)
_REASONS = {
    "view": "a view is a query: write it as an operation",
    "trigger": "what a trigger does belongs into the service of its entity",
    "policy": "row level security comes from `tenancy` and `access`",
}
_ROUTINE = "a routine of the database: write it as an operation or a step of a service"


def read_schema(script: str, ledger: Ledger, dialect: str = "") -> SourceSchema:
    """Every table of the script."""
    schema = SourceSchema(dialect or dialect_of(script))
    quiet = logging.getLogger("sqlglot")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)
    try:
        for statement in statements(script):
            _take(statement, schema, ledger)
    finally:
        quiet.setLevel(level)
    return schema


def _take(statement: Statement, schema: SourceSchema, ledger: Ledger) -> None:
    bare = statement.text[_LEAD.match(statement.text).end() :]  # type: ignore[union-attr]
    made = _MADE.match(bare)
    if not bare.strip():
        return
    if made:
        kind = " ".join(made[1].lower().split())
        reason = _REASONS.get(kind.removeprefix("materialized "), _ROUTINE)
        ledger.tell_common(statement.line, f"{kind} `{made[2].replace('`', '').replace(chr(34), '')}`", reason)
    elif _OWNERSHIP.match(bare):
        ledger.tell_common(statement.line, "owners and grants", "rights in the database are given where it is run")
    elif _ROWS.match(bare):
        schema.rows += 1
        ledger.tell_common(statement.line, "rows", "only the schema is read: load the data when the tables are there")
    elif _READ.match(bare) and not _SILENT.match(bare):
        _read(bare, statement.line, schema, ledger)
    elif not _SILENT.match(bare):
        ledger.tell(statement.line, _first_words(bare), "this statement is not read")


def _read(text: str, line: int, schema: SourceSchema, ledger: Ledger) -> None:
    if re.match(r"CREATE\s+DOMAIN\b", text, re.IGNORECASE):
        _domain(text, line, schema, ledger)
        return
    if partition := _PARTITION.match(text):
        _part_of_another(partition[1], line, schema, ledger)
        return
    tree = _parsed(text, schema.dialect)
    if tree is None and (table := _TABLE.match(text)):
        tree = piecewise(text, table.end(), line, lambda each: _in_dialect(each, schema.dialect), ledger)
    if isinstance(tree, exp.Create) and tree.kind == "TABLE":
        declare(tree, text, line, schema, ledger)
    elif isinstance(tree, exp.Create) and tree.kind == "INDEX":
        index(tree, line, schema, ledger)
    elif isinstance(tree, exp.Create) and tree.kind == "TYPE" and isinstance(tree.expression, exp.DataType):
        schema.types[name_of(tree.this).lower()] = SourceType(tuple(e.name for e in tree.expression.expressions))
    elif isinstance(tree, exp.Alter):
        alter(tree, line, schema, ledger)
    elif isinstance(tree, exp.Comment):
        comment(tree, schema)
    else:
        reason = "this statement cannot be read" if tree is None else "this kind of statement is not carried over"
        ledger.tell(line + _trouble(text, schema.dialect), _first_words(text), reason)


def _part_of_another(name: str, line: int, schema: SourceSchema, ledger: Ledger) -> None:
    table = name.replace('"', "").rpartition(".")[2]
    schema.tables.pop(table.lower(), None)
    ledger.tell_common(line, f"`{table}`", PART)


def _domain(text: str, line: int, schema: SourceSchema, ledger: Ledger) -> None:
    """A domain is read as the table of its one column."""
    found = re.match(r"CREATE\s+DOMAIN\s+([\w.\"]+)\s+(?:AS\s+)?(.*)", text, re.IGNORECASE | re.DOTALL)
    tree = _parsed(f"CREATE TABLE d (value {found[2].rstrip('; ')})", schema.dialect) if found else None
    if found is None or not isinstance(tree, exp.Create):
        ledger.tell(line, _first_words(text), "this statement cannot be read")
        return
    column = tree.find(exp.ColumnDef)
    check = tree.find(exp.CheckColumnConstraint)
    name = found[1].replace('"', "").rpartition(".")[2].lower()
    schema.types[name] = SourceType(
        base=column.args.get("kind") if column else None, check=check.this if check else None
    )


def _parsed(text: str, dialect: str) -> Any:
    """The tree; None when no dialect reads the text."""
    for each in (dialect, *(other for other in DIALECTS if other != dialect)):
        if (tree := _in_dialect(text, each)) is not None:
            return tree
    return None


def _in_dialect(text: str, dialect: str) -> Any:
    """The tree, None when this dialect does not read the text. A generated column is the same whether it is stored."""
    try:
        tree = sqlglot.parse_one(_VIRTUAL.sub(") STORED", text), read=dialect)
    except (SqlglotError, RecursionError):
        return None
    return None if isinstance(tree, exp.Command) else tree


def _trouble(text: str, dialect: str) -> int:
    """How many lines below its first the statement cannot be read."""
    try:
        sqlglot.parse_one(text, read=dialect)
    except SqlglotError as error:
        places = getattr(error, "errors", None) or [{}]
        return max(0, int(places[0].get("line") or 1) - 1)
    except RecursionError:
        return 0
    return 0


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" ..." if len(words) > 6 else "")
