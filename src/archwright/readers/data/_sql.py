"""SQL text: which verb, which tables, which columns. sqlglot where it matters, cheap patterns to find candidates."""

import re
from functools import lru_cache
from typing import Any

from archwright.model.facts import Entity, Field
from archwright.model.place import Place

_VERB = re.compile(
    r"^\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*"
    r"(SELECT(?=\s.*\bFROM\b|\s+[\w*(])|INSERT(?=\s+(?:OR\s+\w+\s+)?INTO\b)|UPDATE(?=\s+\S+.*\bSET\b)|DELETE(?=\s+FROM\b)"
    r"|REPLACE(?=\s+INTO\b)|CREATE(?=\s+(?:TABLE|TEMP|UNIQUE|INDEX|VIEW|DATABASE|TRIGGER|VIRTUAL|SCHEMA)\b)"
    r"|DROP(?=\s+(?:TABLE|VIEW|INDEX|DATABASE)\b)|ALTER(?=\s+TABLE\b)|TRUNCATE(?=\s+\w+)|PRAGMA(?=\s+\w+)"
    r"|WITH(?=\s+(?:RECURSIVE\s+)?\w+\s*(?:\([^)]*\)\s*)?AS\s*\())",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(
    r"\b(?:FROM|INTO|UPDATE|JOIN|TABLE(?:\s+IF\s+(?:NOT\s+)?EXISTS)?)\s+([`\"\[]?[\w.]+)", re.IGNORECASE
)
CREATE_TABLE = re.compile(r"\bCREATE\s+(?:TEMP(?:ORARY)?\s+)?TABLE\b", re.IGNORECASE)
_DIALECTS = ("sqlite", "mysql", "postgres", "")


def verb_of(sql: str) -> str:
    """The upper-case verb of a text that looks like SQL; "" for any other text."""
    found = _VERB.match(sql[:4000])
    if not found:
        return ""
    verb = found[1].upper()
    # "Select your name from the list" is prose: SQL has a star, a comma, brackets, an operator, or capitals.
    looks = sql[found.start(1) : found.end(1)].isupper() or re.search(r"[*=(),;?%{]|\bfrom\s+\w+\s*$", sql)
    return verb if looks else ""


def tables_of(sql: str) -> tuple[str, ...]:
    """The tables a statement names, in order, each once."""
    names = [name.strip('`"[').rpartition(".")[2] for name in _TABLE.findall(sql)]
    keywords = {"select", "if", "set", "where", "values", "only", "not", "exists"}
    return tuple(dict.fromkeys(name for name in names if name and name.lower() not in keywords and not name.isdigit()))


def created_tables(sql: str, place: Place) -> list[Entity] | None:
    """An entity for each CREATE TABLE; None when no dialect reads the text."""
    trees = _parsed(sql)
    if trees is None:
        return None
    first = sql.count("\n", 0, len(sql) - len(sql.lstrip()))
    return [_entity(tree, sql, place, first) for tree in trees]


@lru_cache(maxsize=256)
def _parsed(sql: str) -> tuple[Any, ...] | None:
    # sqlglot takes 0.1 s to import; programs without CREATE TABLE do without it.
    import sqlglot
    from sqlglot import exp

    for dialect in _DIALECTS:
        try:
            trees = sqlglot.parse(_without_commands(sql), read=dialect or None)
        except (sqlglot.errors.SqlglotError, RecursionError):
            continue
        made = [tree for tree in trees if isinstance(tree, exp.Create) and tree.kind == "TABLE"]
        if made and all(isinstance(tree.this, exp.Schema | exp.Table) for tree in made):
            return tuple(made)
    return None


def _without_commands(sql: str) -> str:
    """Without the shell's own lines (`.mode`, `\\c`), blank so that lines hold."""
    return "\n".join("" if line.lstrip().startswith((".", "\\", "#")) else line for line in sql.split("\n"))


def _entity(tree: Any, sql: str, place: Place, first: int) -> Entity:
    from sqlglot import exp

    schema = tree.this
    table = schema.this if isinstance(schema, exp.Schema) else schema
    line = _line_of(sql, table.name, place, first)
    parts = schema.expressions if isinstance(schema, exp.Schema) else []
    keys = {item.name for part in parts for key in part.find_all(exp.PrimaryKey) for item in key.expressions}
    references = _references(parts)
    fields = tuple(_field(part, line, keys, references) for part in parts if isinstance(part, exp.ColumnDef))
    return Entity(table.name, table.name, "sql", line, fields)


def _line_of(sql: str, name: str, place: Place, first: int) -> Place:
    found = re.search(rf"\bTABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[`\"\[]?(?:\w+\.)?{re.escape(name)}\b", sql, re.IGNORECASE)
    return Place(place.file, place.line + (sql.count("\n", 0, found.start()) if found else first))


def _references(parts: list[Any]) -> dict[str, str]:
    from sqlglot import exp

    found: dict[str, str] = {}
    for part in parts:
        for key in part.find_all(exp.ForeignKey):
            target = _target(key.args.get("reference"))
            found.update({item.name: target for item in key.expressions})
    return found


def _target(reference: Any) -> str:
    if reference is None:
        return ""
    schema = reference.this
    column = schema.expressions[0].name if getattr(schema, "expressions", None) else ""
    name = schema.this.name if hasattr(schema.this, "name") else schema.name
    return f"{name}.{column}" if column else str(name)


def _field(part: Any, place: Place, keys: set[str], references: dict[str, str]) -> Field:
    from sqlglot import exp

    kinds = {type(item.kind): item.kind for item in part.constraints}
    default = kinds.get(exp.DefaultColumnConstraint)
    not_null = kinds.get(exp.NotNullColumnConstraint)
    primary = exp.PrimaryKeyColumnConstraint in kinds or part.name in keys
    reference = kinds.get(exp.Reference)
    return Field(
        part.name,
        part.kind.sql(dialect="sqlite") if part.kind else "",
        place,
        nullable=not primary and (not_null is None or bool(not_null.args.get("allow_null"))),
        primary_key=primary,
        unique=exp.UniqueColumnConstraint in kinds,
        default=default.this.sql() if default else None,
        foreign_key=_target(reference) if reference is not None else references.get(part.name, ""),
    )
