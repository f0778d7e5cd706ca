"""Models that SQLite took and PostgreSQL takes too: what SQLite never held an app to is not asked of it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from archwright.model.parts import Part, Parts, TextFile
from archwright.model.platform import DatabaseNeed

_COLUMNS = frozenset({"Column", "mapped_column"})
# Hashes and tokens are longer than the length that an author thought of for a password.
_GROWS = re.compile(r"passw|passwd|pwd|pass_?hash|hash|digest|token|secret|api_?key|public_?id|uuid", re.IGNORECASE)
_ENOUGH = 512

Edit = tuple[int, int, str]


def portable(parts: Parts, database: DatabaseNeed) -> Parts:
    """The parts, with models that hold on both. An app that was not on SQLite knows its own lengths."""
    if database.kind != "models" or not database.default_url.startswith("sqlite"):
        return parts
    return Parts(tuple(_portable(part) for part in parts.items))


def _portable(part: Part) -> Part:
    if not isinstance(part, TextFile) or not part.path.startswith("app/models/"):
        return part
    source = part.text.encode()
    for start, end, text in sorted(_edits(part.text), reverse=True):
        source = source[:start] + text.encode() + source[end:]
    return replace(part, text=source.decode())


def _edits(text: str) -> Iterator[Edit]:
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for owner in ast.parse(text).body:
        if isinstance(owner, ast.ClassDef):
            for name, column in _columns(owner):
                for call in (node for node in ast.walk(column) if isinstance(node, ast.Call)):
                    yield from _edit(call, starts, f"{_table(owner)}_{name}", name)


def _columns(owner: ast.ClassDef) -> Iterator[tuple[str, ast.Call]]:
    for statement in owner.body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        value = getattr(statement, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Call) and _called(value) in _COLUMNS:
            yield target.id, value


def _edit(call: ast.Call, starts: list[int], unique: str, column: str) -> Iterator[Edit]:
    """A length that is too short for what grows; a name, which PostgreSQL wants for a type of its own."""
    first = call.args[0] if call.args else None
    if not isinstance(first, ast.Constant):
        return
    if _called(call) == "String" and isinstance(first.value, int) and first.value < _ENOUGH and _GROWS.search(column):
        yield starts[call.lineno - 1] + call.col_offset, _end(call, starts), ast.unparse(call.func)
    elif _called(call) == "Enum" and isinstance(first.value, str) and "name" not in {k.arg for k in call.keywords}:
        last = max(_end(each, starts) for each in (*call.args, *(keyword.value for keyword in call.keywords)))
        yield last, last, f', name="{unique}"'


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _end(call: ast.expr, starts: list[int]) -> int:
    assert call.end_lineno is not None
    assert call.end_col_offset is not None
    return starts[call.end_lineno - 1] + call.end_col_offset


def _table(owner: ast.ClassDef) -> str:
    for statement in owner.body:
        value = getattr(statement, "value", None)
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__tablename__":
            return str(value.value) if isinstance(value, ast.Constant) else owner.name.lower()
    return owner.name.lower()
