"""Queries: what mapped classes and SQL text give back."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from archwright.port.schemas.columns import row_of
from archwright.port.schemas.shape import ANY, Key, Listed, Query, Row, Shape, Stored, scalar

if TYPE_CHECKING:
    from archwright.port.schemas.definitions import Definitions
    from archwright.port.schemas.reading import Reader

_SAME = frozenset(
    {
        "distinct",
        "filter",
        "filter_by",
        "join",
        "limit",
        "offset",
        "options",
        "order_by",
        "outerjoin",
        "paginate",
        "unique",
        "where",
    }
)
_ONE = frozenset(
    {"first", "first_or_404", "get", "get_or_404", "one", "one_or_404", "one_or_none", "scalar", "scalar_one",
     "scalar_one_or_none"}
)  # fmt: skip
_SELECT = re.compile(r"\s*select\s+(.*?)\s+from\s+[`\"\[]?(\w+)[`\"\]]?(.*)$", re.I | re.S)

_COUNTS = frozenset({"page", "pages", "per_page", "total"})
_COLUMN = re.compile(r"""(count\(.*\)|[\w.`"\[\]]+)(?:\s+(?:as\s+)?(\w+))?""", re.I | re.S)


def queried(call: ast.Call, reader: Reader) -> Shape | None:
    """What a call that asks for stored things gives; None when it asks for none."""
    func, first = call.func, call.args[0] if call.args else None
    entity = reader.scope.entity(first.id) if isinstance(first, ast.Name) else ""
    if isinstance(func, ast.Name):
        made = reader.scope.entity(func.id)
        if entity and reader.scope.meaning(func.id) == "app.core.compat.database.PageQuery":
            return Query(entity)
        return (
            Stored(made) if made else Query(entity, bare=True) if func.id == "select" and _alone(call, entity) else None
        )
    if not isinstance(func, ast.Attribute):
        return None
    if func.attr == "query" and _alone(call, entity):
        return Query(entity)
    if func.attr in ("get", "get_or_404") and entity:
        return Stored(entity)
    given = reader.shape(first) if func.attr in ("scalars", "scalar", "execute") and first is not None else None
    if isinstance(given, Query):
        return _run(given, func.attr)
    if func.attr in ("fetchall", "fetchone"):
        return _fetched(func, reader)
    owner = reader.shape(func.value)
    return _asked(owner, func.attr) if isinstance(owner, Query) else None


def _run(query: Query, verb: str) -> Shape:
    """What a session gives for a query that it is handed."""
    if verb == "scalar":
        return Stored(query.entity)
    return Query(query.entity) if verb == "scalars" else query


def _alone(call: ast.Call, entity: str) -> bool:
    return bool(entity) and len(call.args) == 1


def _asked(query: Query, verb: str) -> Shape:
    if verb in _SAME:
        return query
    if verb == "scalars":
        return Query(query.entity)
    if verb.startswith("scalar") or (verb in _ONE and not query.bare):
        return Stored(query.entity)
    if verb == "count":
        return scalar("int")
    return Listed(Stored(query.entity)) if verb == "all" and not query.bare else ANY


def of_page(query: Query, name: str) -> Shape:
    """What an attribute of a page of rows holds."""
    if name == "items":
        return Listed(Stored(query.entity))
    return scalar("bool") if name in ("has_next", "has_prev") else scalar("int") if name in _COUNTS else ANY


def related_to(entity: str, name: str, definitions: Definitions) -> Shape | None:
    """What a relation leads to, from either side; None when the name is none."""
    full = {facts.name: each for each, facts in definitions.entities.items()}
    here = definitions.entities[entity]
    own = [relation.target for relation in here.relations if relation.name == name]
    others = [
        f.name for f in definitions.entities.values() for r in f.relations if (r.target, r.backref) == (here.name, name)
    ]
    target = full.get(next(iter([*own, *others]), ""), "")
    if not target:
        return None
    key = f"{definitions.entities[target].table}."
    return Stored(target) if any(field.foreign_key.startswith(key) for field in here.fields) else Query(target)


def _fetched(func: ast.Attribute, reader: Reader) -> Shape:
    """Rows of the SQL text that the cursor ran; unknown when it ran different ones."""
    texts = reader.texts_run(func.value)
    known = _row(next(iter(texts)), reader) if len(texts) == 1 else None
    if known is None:
        return ANY
    return Listed(known) if func.attr == "fetchall" else known


def _row(text: str, reader: Reader) -> Row | None:
    found = _SELECT.match(text)
    if found is None:
        return None
    table = reader.scope.definitions.tables.get(found[2].lower())
    alone = table is not None and not re.search(r"\bjoin\b|^\s*,", found[3], re.I)
    whole = row_of(table) if table is not None and alone else Row(())
    if found[1].strip() == "*":
        return whole if whole.columns else None
    parts = [_COLUMN.fullmatch(part.strip()) for part in re.split(r",(?![^(]*\))", found[1])]
    known = {key.name.lower(): key.shape for key in whole.columns}
    columns = [_column(part, known) for part in parts if part is not None]
    return Row(tuple(columns), whole.entity) if len(columns) == len(parts) else None


def _column(part: re.Match[str], known: Mapping[str, Shape]) -> Key:
    """`name`, `table.name`, `COUNT(...)`, each maybe under another name."""
    is_count = part[1].lower().startswith("count(")
    bare = part[1].rpartition(".")[2].strip('`"[]')
    return Key(part[2] or bare, scalar("int") if is_count else known.get(bare.lower(), ANY))


def taken(row: Row, key: object) -> Shape:
    """One column of a row, by place or by name."""
    if isinstance(key, int) and not isinstance(key, bool) and -len(row.columns) <= key < len(row.columns):
        return row.columns[key].shape
    return next((column.shape for column in row.columns if column.name == key), ANY)
