"""Gives each piece of a view a connection of its own where one connection served several of them.

A piece may begin with a new connection when nothing hangs on the old one: what was written is committed, and the piece
asks before it fetches.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of, only, root_name, statement, target
from archwright.port.split.cut import text_of_block
from archwright.port.split.flow import flow_of
from archwright.port.split.kinds import Kinds

_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)\b", re.IGNORECASE)
_ASKING = frozenset({"cursor", "execute", "executemany", "executescript"})


@dataclass(frozen=True)
class Connections:
    """How one function opens its connections and cursors, and which it lets go of.

    `closed`: handles that are closed somewhere; `at_last`: those of them that are closed in a `finally`.
    """

    openings: dict[str, cst.SimpleStatementLine]
    closed: frozenset[str]
    at_last: frozenset[str]


def connections_of(node: cst.FunctionDef, kinds: Kinds) -> Connections:
    """What a view says of its connections; a handle that is bound twice has no opening."""
    found = _Handles(kinds)
    node.visit(found)
    openings = {name: lines[0] for name, lines in found.bound.items() if len(lines) == 1 and lines[0] is not None}
    return Connections(
        {name: line for name, line in openings.items() if _is_plain(line, openings, kinds)},
        frozenset(found.closed), frozenset(found.at_last),
    )  # fmt: skip


def is_closing(run: Sequence[cst.BaseStatement], kinds: Kinds) -> bool:
    """Whether a run does nothing but let go of connections."""
    return all(_closed(each) & kinds.handles for each in run)


def with_own_connections(
    run: Sequence[cst.BaseStatement], kinds: Kinds, connections: Connections
) -> list[cst.BaseStatement] | None:
    """The run with what it needs opened in it, and closed; None when it goes on with what was begun before it."""
    code = text_of_block(run)
    flow = flow_of(code)
    opened = [name for name in connections.openings if name in flow.sure]
    needed = _needed(flow.first & kinds.handles, connections)
    if needed is None or not _asks_first(code, kinds.handles) or _leaves_open_ends(code):
        return None
    lines = [connections.openings[name].with_changes(leading_lines=[]) for name in needed]
    return _let_go([*lines, *run], [*needed, *opened], connections)


def is_idle(run: Sequence[cst.BaseStatement], connections: Connections) -> bool:
    """Whether a run only opens what is used later."""
    return all(target(each) in connections.openings for each in run)


class _Handles(cst.CSTVisitor):
    """Where handles are bound and closed."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self._kinds = kinds
        self._last = 0
        self.bound: dict[str, list[cst.SimpleStatementLine | None]] = {}
        self.closed: set[str] = set()
        self.at_last: set[str] = set()

    def visit_Finally(self, node: cst.Finally) -> None:  # noqa: ARG002, N802
        self._last += 1

    def leave_Finally(self, original_node: cst.Finally) -> None:  # noqa: ARG002, N802
        self._last -= 1

    def visit_AsName(self, node: cst.AsName) -> None:  # noqa: N802
        self.bound.setdefault(code_of(node.name), []).append(None)

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:  # noqa: N802
        if (name := target(node)) in self._kinds.handles:
            self.bound.setdefault(name, []).append(node)
        closed = _closed(node) & self._kinds.handles
        self.closed |= closed
        self.at_last |= closed if self._last else set()


def _closed(line: cst.BaseStatement) -> frozenset[str]:
    """The name that a line closes: `conn.close()`."""
    small = only(line)
    code = code_of(small.value) if isinstance(small, cst.Expr) else ""
    return frozenset({code.removesuffix(".close()")} if code.endswith(".close()") else ())


def _is_plain(line: cst.SimpleStatementLine, openings: dict[str, cst.SimpleStatementLine], kinds: Kinds) -> bool:
    """`connect()`, `conn.cursor(dictionary=True)`: rests on nothing but what was opened so before it."""
    small = only(line)
    if not isinstance(small, cst.Assign) or not isinstance(small.value, cst.Call):
        return False
    call = small.value
    if isinstance(call.func, cst.Attribute) and call.func.attr.value not in {"cursor", "connect"}:
        return False
    known = (kinds.database | openings.keys()) - {target(line)}
    return flow_of(f"({code_of(call)})\n").loads - known <= {root_name(call.func)} - (kinds.handles - openings.keys())


def _needed(handles: frozenset[str], connections: Connections) -> list[str] | None:
    """The handles and those they are made of, in the order of their opening; None when one cannot be opened again."""
    wanted = set(handles)
    while True:
        if not wanted <= connections.openings.keys():
            return None
        lines = text_of_block([connections.openings[name] for name in wanted])
        more = flow_of(lines).loads & connections.openings.keys() - wanted
        if not more:
            return [name for name in connections.openings if name in wanted]
        wanted |= more


def _asks_first(code: str, handles: frozenset[str]) -> bool:
    """Whether each handle is asked something before an answer is fetched from it."""
    first: dict[str, tuple[int, int, str]] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in handles:
            place = (node.lineno, node.col_offset, node.attr)
            first[node.value.id] = min(first.get(node.value.id, place), place)
    asked = {name for name, (_, _, verb) in first.items() if verb in _ASKING}
    return all(name in asked or (verb in {"commit", "close"} and asked) for name, (_, _, verb) in first.items())


def _leaves_open_ends(code: str) -> bool:
    """Whether something may be written that is not committed at the end."""
    written = code.rpartition(".commit()")[2]
    return bool(_WRITES.search(written)) or bool(re.search(r"\.execute(?:many)?\(\s*(?!f?[\"'])", written))


def _let_go(run: list[cst.BaseStatement], opened: list[str], connections: Connections) -> list[cst.BaseStatement]:
    """The run closes what it opened as the view did: in a `finally`, or as its last step."""
    code = text_of_block(run)
    left = [name for name in reversed(opened) if name in connections.closed and f"{name}.close()" not in code]
    if not left:
        return run
    closings = [f"{name}.close()" for name in left]
    if connections.at_last.isdisjoint(left):
        return [*run, *(statement(f"{each}\n") for each in closings)]
    start = next(i for i, each in enumerate(run) if target(each) == left[-1]) + 1
    shell = statement("try:\n    pass\nfinally:\n" + "".join(f"    {each}\n" for each in closings))
    return [*run[:start], shell.with_changes(body=cst.IndentedBlock(run[start:]))]
