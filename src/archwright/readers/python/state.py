"""Module-level values that functions change: process-wide state, and lists or dicts used as a store."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import dotted, keys
from archwright.kit.words import words
from archwright.model.facts import Entity, Field, State
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope

_MAKERS = {
    "list": "list",
    "dict": "dict",
    "set": "set",
    "collections.defaultdict": "dict",
    "collections.OrderedDict": "dict",
    "collections.Counter": "dict",
    "collections.deque": "deque",
    "queue.Queue": "queue",
}
_CHANGES = words(
    """
    append add insert extend update pop popitem remove discard clear setdefault appendleft popleft sort reverse put
    """
)
_STATEMENTS = (ast.Assign, ast.AnnAssign)
EXAMPLES = (
    Example(
        "count = 0\nseen = []\nNAMES = ['a']\n"
        "def bump():\n    global count\n    count += 1\n    seen.append(count)\n"
        "def show():\n    return count, NAMES\n",
        ("states: count int written by bump read by show", "states: seen list written by bump read by nobody"),
    ),
    Example(
        "todos = [{'id': 1, 'title': 'x'}]\nusers = {}\n"
        "def add():\n    todos.append({'id': 2, 'title': 'y', 'done': False})\n    users['a'] = {'name': 'a'}\n",
        (
            "entities: todos (memory todos): id int, title str, done bool",
            "entities: users (memory users): name str",
        ),
    ),
)


def read(module: Module) -> Iterator[State | Entity]:
    """State and stores of one module."""
    values = dict(_mutable(module))
    if "global " in module.text:
        values |= {name: value for name, value in _globals(module) if name not in values}
    if not values:
        return
    functions = [scope for scope in module.functions if scope.names & set(values)]
    for name, (kind, value) in values.items():
        writers = [scope for scope in functions if _writes(scope, name)]
        if not writers:
            continue
        readers = [
            scope.name
            for scope in functions
            if name in scope.names and scope not in writers and not _shadows(scope, name)
        ]
        yield State(name, kind, module.place(value), tuple(scope.name for scope in writers), tuple(readers))
        yield from _store(module, name, value, writers)


def _mutable(module: Module) -> Iterator[tuple[str, tuple[str, ast.expr]]]:
    for name, value in module.constants.items():
        kind = _kind(module, value)
        if kind and not name.startswith("__"):
            yield name, (kind, value)


def _kind(module: Module, value: ast.expr) -> str:
    match value:
        case ast.List() | ast.ListComp():
            return "list"
        case ast.Dict() | ast.DictComp():
            return "dict"
        case ast.Set() | ast.SetComp():
            return "set"
        case ast.Call():
            return _MAKERS.get(module.origin(value.func), "")
        case _:
            return ""


def _globals(module: Module) -> Iterator[tuple[str, tuple[str, ast.expr]]]:
    """Names declared `global` somewhere; the kind is that of the first value given at module level."""
    named = {name for scope in module.functions for item in scope.of(ast.Global) for name in item.names}
    for statement in module.tree.body:
        if not isinstance(statement, _STATEMENTS) or statement.value is None:
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Name) and target.id in named:
                named.discard(target.id)
                value = statement.value
                kind = _kind(module, value) or (
                    type(value.value).__name__ if isinstance(value, ast.Constant) else "object"
                )
                yield target.id, (kind, value)


def _writes(scope: Scope, name: str) -> bool:
    if any(name in item.names for item in scope.of(ast.Global)):
        return any(
            _targets(item, name)
            for kind in (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.With)
            for item in scope.of(kind)
        ) or (_changes(scope, name))
    return not _shadows(scope, name) and _changes(scope, name)


def _changes(scope: Scope, name: str) -> bool:
    """`name.append(...)`, `name[...] = ...`, `name[...].update(...)`, `del name[...]`."""
    for call in scope.of(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in _CHANGES and _root(call.func.value) == name:
            return True
    return any(not isinstance(item.ctx, ast.Load) and _root(item) == name for item in scope.of(ast.Subscript))


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _targets(item: ast.AST, name: str) -> bool:
    targets = getattr(item, "targets", None) or [getattr(item, "target", None)]
    return any(
        isinstance(part, ast.Name) and part.id == name for target in targets if target for part in ast.walk(target)
    )


def _shadows(scope: Scope, name: str) -> bool:
    """Whether the function has a local of the same name."""
    node = scope.node
    if any(name in item.names for item in scope.of(ast.Global)):
        return False
    arguments = node.args if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else None
    if arguments and any(item.arg == name for item in [*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs]):
        return True
    return any(dotted(target) == name for item in scope.of(ast.Assign) for target in item.targets)


def _store(module: Module, name: str, value: ast.expr, writers: list[Scope]) -> Iterator[Entity]:
    """An entity when dictionaries are put into the list or dict."""
    fields: dict[str, Field] = {}
    for record in [*_records(value), *(item for scope in writers for item in _written_records(scope, name))]:
        for key, item in zip(record.keys, record.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                fields.setdefault(key.value, Field(key.value, _type(item), module.place(key)))
    if fields:
        yield Entity(name, name, "memory", module.place(value), tuple(fields.values()))


def _records(value: ast.expr) -> list[ast.Dict]:
    items = value.elts if isinstance(value, ast.List) else value.values if isinstance(value, ast.Dict) else []
    return [item for item in items if isinstance(item, ast.Dict) and keys(item)]


def _written_records(scope: Scope, name: str) -> Iterator[ast.Dict]:
    local = {
        dotted(target): item.value
        for item in scope.of(ast.Assign)
        for target in item.targets
        if isinstance(item.value, ast.Dict)
    }
    values = [call.args[-1] for call in scope.of(ast.Call) if _adds(call, name)]
    values += [
        item.value
        for item in scope.of(ast.Assign)
        for target in item.targets
        if isinstance(target, ast.Subscript) and dotted(target.value) == name
    ]
    for value in values:
        record = local.get(value.id, value) if isinstance(value, ast.Name) else value
        if isinstance(record, ast.Dict):
            yield record


def _adds(call: ast.Call, name: str) -> bool:
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr in ("append", "insert")
        and dotted(function.value) == name
        and bool(call.args)
    )


def _type(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return "" if node.value is None else type(node.value).__name__
    kinds = {ast.List: "list", ast.Dict: "dict", ast.JoinedStr: "str", ast.ListComp: "list"}
    return kinds.get(type(node), "")
