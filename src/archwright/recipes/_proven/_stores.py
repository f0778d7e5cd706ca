"""Lists and dictionaries of records that an app keeps in memory, where every use of them is understood."""

import ast
import keyword
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archwright.port.levels import DATABASES
from archwright.port.source import External, Own, Source, Statement, is_import
from archwright.recipes._proven._values import Kind, NotUnderstoodError, Records, literal

_RESERVED = frozenset({"position", "key", "metadata", "registry"})
_METHODS = {
    "dict": frozenset({"get", "items", "keys", "values", "pop", "clear"}),
    "list": frozenset({"append", "remove", "pop", "clear"}),
}
READERS = frozenset({"len", "list", "sorted", "enumerate", "any", "all", "sum", "min", "max", "next", "iter", "filter",
                     "map", "zip", "set", "tuple", "reversed", "bool"})  # fmt: skip
"""Functions that only go through what they are given."""


@dataclass(frozen=True)
class Store:
    """One of them. `key`: the type of a dictionary's keys, "" for a list. `first`: what is in it at the start."""

    own: Own
    shape: Literal["dict", "list"]
    key: str
    fields: tuple[tuple[str, Kind], ...]
    first: tuple[tuple[tuple[str, object], ...], ...]


@lru_cache(maxsize=4)
def stores(source: Source) -> dict[Own, Store]:
    """All that are understood; none beside a database, which may have tables of the same names."""
    origins = [origin for module in source.modules.values() for origin in module.imports.values()]
    if any(isinstance(o, External) and o.module.partition(".")[0] in DATABASES for o in origins):
        return {}
    found = {}
    for statement in source:
        own, value = _bound(statement)
        if own is not None and value is not None:
            try:
                found[own] = _store(own, value, source, statement)
            except NotUnderstoodError:
                continue
    return found


def _bound(statement: Statement) -> tuple[Own | None, ast.List | ast.Dict | None]:
    body = ast.parse(statement.code).body if "=" in statement.code and not statement.tail else []
    if len(body) == 1 and isinstance(body[0], ast.Assign) and len(body[0].targets) == 1:
        target, value = body[0].targets[0], body[0].value
        if isinstance(target, ast.Name) and isinstance(value, ast.List | ast.Dict):
            return Own(statement.module, target.id), value
    return None, None


def _store(own: Own, value: ast.List | ast.Dict, source: Source, made: Statement) -> Store:
    shape: Literal["dict", "list"] = "dict" if isinstance(value, ast.Dict) else "list"
    records = Records()
    first = []
    keys = value.keys if isinstance(value, ast.Dict) else [None] * len(value.elts)
    for key, item in zip(keys, value.values if isinstance(value, ast.Dict) else value.elts, strict=True):
        records.add(item, None)
        start = (("key", records.add_key(key, None)),) if shape == "dict" else ()
        first.append((*start, *literal(item)))
    uses = list(_uses(own, source, made))
    if not uses:
        raise NotUnderstoodError
    changes = sum(_read(tree, name, shape, records) for tree, name in uses)
    if not changes or not records.fields:
        raise NotUnderstoodError
    names = [name for name, _ in records.kinds()]
    if any(name in _RESERVED or not name.isidentifier() or keyword.iskeyword(name) for name in names):
        raise NotUnderstoodError
    return Store(own, shape, records.key_kind() if shape == "dict" else "", records.kinds(), tuple(first))


def _uses(own: Own, source: Source, made: Statement) -> Iterator[tuple[ast.stmt, str]]:
    """Functions and classes that use the store, each with its name there."""
    for statement in source:
        if statement is made or is_import(statement.node):
            continue
        if statement.module == own.module and own.name in statement.binds:
            raise NotUnderstoodError
        for name in statement.uses:
            if source.origin(statement.module, name) == own:
                tree = ast.parse(statement.code).body[0]
                if not isinstance(tree, ast.FunctionDef | ast.ClassDef):
                    raise NotUnderstoodError
                yield tree, name


def _read(tree: ast.stmt, name: str, shape: str, records: Records) -> int:
    """How often the store is changed in a function. Raises NotUnderstoodError."""
    changes = 0
    inside = {each for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for each in ast.walk(node)}
    if any(isinstance(node, ast.Name) and node.id == name and node not in inside for node in ast.walk(tree)):
        raise NotUnderstoodError
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        parents = {child: node for node in ast.walk(function) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(function):
            if isinstance(node, ast.Global | ast.Nonlocal) and name in node.names:
                raise NotUnderstoodError
            if isinstance(node, ast.Name) and node.id == name:
                changes += _use(node, parents, function, shape, records)
        records.check(function, name)
    return changes


def _use(
    node: ast.Name, parents: dict[ast.AST, ast.AST], function: ast.FunctionDef, shape: str, records: Records
) -> int:
    above = parents[node]
    if not isinstance(node.ctx, ast.Load):
        raise NotUnderstoodError
    if isinstance(above, ast.Subscript) and above.value is node:
        return _element(above, parents, function, shape, records)
    if isinstance(above, ast.Attribute):
        return _method(above, parents, function, shape, records)
    if not (is_bare(above, node) or _is_looked_at(above, node)):
        raise NotUnderstoodError
    return 0


def _element(
    node: ast.Subscript, parents: dict[ast.AST, ast.AST], function: ast.FunctionDef, shape: str, records: Records
) -> int:
    above = parents[node]
    if isinstance(node.slice, ast.Slice) or isinstance(above, ast.AugAssign):
        raise NotUnderstoodError
    if isinstance(node.ctx, ast.Store):
        if shape == "list" or not isinstance(above, ast.Assign) or len(above.targets) != 1:
            raise NotUnderstoodError
        records.add_key(node.slice, function)
        records.add(above.value, function)
    return not isinstance(node.ctx, ast.Load)


def _method(
    node: ast.Attribute, parents: dict[ast.AST, ast.AST], function: ast.FunctionDef, shape: str, records: Records
) -> int:
    call = parents[node]
    if not isinstance(call, ast.Call) or call.func is not node or node.attr not in _METHODS[shape] or call.keywords:
        raise NotUnderstoodError
    if node.attr == "append":
        records.add(call.args[0], function)
    return node.attr in ("append", "remove", "pop", "clear")


def is_bare(above: ast.AST, node: ast.AST) -> bool:
    """Whether the whole store is handed on as a value."""
    if isinstance(above, ast.Call):
        return node in above.args and not (isinstance(above.func, ast.Name) and above.func.id in READERS)
    return isinstance(above, ast.Return | ast.keyword) or (isinstance(above, ast.Dict) and node in above.values)


def _is_looked_at(above: ast.AST, node: ast.AST) -> bool:
    if isinstance(above, ast.Compare):
        return node in above.comparators and all(isinstance(op, ast.In | ast.NotIn) for op in above.ops)
    if isinstance(above, ast.For | ast.comprehension):
        return above.iter is node
    if isinstance(above, ast.Call):
        return isinstance(above.func, ast.Name) and above.func.id in READERS
    return isinstance(above, ast.If | ast.IfExp) or (isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not))
