"""What a run of statements reads, binds and does, seen from the function around it."""

import ast
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from archwright.port.split.visible import visible


@dataclass(frozen=True)
class Flow:
    """`loads`: names read. `stores`: names bound. `sure`: bound on every path. `first`: read before being bound.
    `escapes`: control leaves the run (return, yield, await, a loop's break from outside)."""

    loads: frozenset[str]
    stores: frozenset[str]
    sure: frozenset[str]
    first: frozenset[str]
    escapes: bool
    statements: int


@lru_cache(maxsize=8192)
def flow_of(code: str) -> Flow:
    """The flow of statements given as text."""
    body = ast.parse(textwrap.dedent(code)).body
    loads: set[str] = set()
    stores: set[str] = set()
    for node in (inner for statement in body for inner in visible(statement)):
        if isinstance(node, ast.Name):
            (loads if isinstance(node.ctx, ast.Load) else stores).add(node.id)
        elif isinstance(node, ast.ExceptHandler | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            stores |= {node.name} if node.name else set()
        elif isinstance(node, ast.alias):
            stores.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            loads.add(node.target.id)
    sure, first = _walk(body, frozenset())
    return Flow(
        frozenset(loads), frozenset(stores), sure, frozenset(first), _escapes(body),
        sum(isinstance(node, ast.stmt) for statement in body for node in ast.walk(statement)),
    )  # fmt: skip


def _escapes(body: Iterable[ast.stmt], in_loop: bool = False) -> bool:
    for node in body:
        if isinstance(node, ast.Return | ast.Global | ast.Nonlocal):
            return True
        if isinstance(node, ast.Break | ast.Continue) and not in_loop:
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if any(isinstance(e, ast.Yield | ast.YieldFrom | ast.Await) for e in ast.walk(node)):
            return True
        loop = in_loop or isinstance(node, ast.For | ast.While | ast.AsyncFor)
        if any(_escapes(block, loop) for block in _blocks(node)):
            return True
    return False


def _blocks(node: ast.stmt) -> list[list[ast.stmt]]:
    blocks = [getattr(node, name) for name in ("body", "orelse", "finalbody") if getattr(node, name, None)]
    blocks += [handler.body for handler in getattr(node, "handlers", [])]
    blocks += [case.body for case in getattr(node, "cases", [])]
    return blocks


def _walk(body: Iterable[ast.stmt], bound: frozenset[str]) -> tuple[frozenset[str], set[str]]:
    """(names surely bound after the block, names read that were not surely bound before)."""
    first: set[str] = set()
    for node in body:
        blocks = _blocks(node) if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else []
        own = list(visible(node, frozenset(id(statement) for block in blocks for statement in block)))
        first |= {n.id for n in own if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)} - bound
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id not in bound:
            first.add(node.target.id)
        stored = {n.id for n in own if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        before = bound | stored
        ends = []
        caught = {id(handler.body): {handler.name} for handler in getattr(node, "handlers", []) if handler.name}
        for block in blocks:
            end, read = _walk(block, frozenset(before | caught.get(id(block), set())))
            first |= read
            ends.append(end)
        bound = _after(node, bound, frozenset(stored), ends)
    return bound, first


def _after(node: ast.stmt, bound: frozenset[str], stored: frozenset[str], ends: list[frozenset[str]]) -> frozenset[str]:
    if isinstance(node, ast.If) and node.orelse:
        return bound | frozenset.intersection(*ends)
    if isinstance(node, ast.With):
        return ends[0]
    if isinstance(node, ast.For | ast.While | ast.If | ast.Match):
        return bound | (stored if not isinstance(node, ast.For) else frozenset())
    if isinstance(node, ast.Try):
        return bound | _after_try(node, ends)
    names = {getattr(node, "name", None)} if isinstance(node, ast.FunctionDef | ast.ClassDef) else set()
    imports = {(a.asname or a.name).partition(".")[0] for a in getattr(node, "names", []) if isinstance(a, ast.alias)}
    return bound | stored | frozenset(n for n in names if n) | imports


def _after_try(node: ast.Try, ends: list[frozenset[str]]) -> frozenset[str]:
    """What is bound when a try is over; `ends` in the order of `_blocks`."""
    ways = list(ends)
    last = ways.pop(1 + bool(node.orelse)) if node.finalbody else frozenset()
    whole = frozenset().union(*ways[: 1 + bool(node.orelse)])
    return frozenset.intersection(whole, *ways[1 + bool(node.orelse) :]) | last
