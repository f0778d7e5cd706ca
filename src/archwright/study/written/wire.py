"""Schemas, repositories and routes of an entity."""

import ast
from collections.abc import Iterator, Mapping

from archwright.kit.syntax import dotted, keyword
from archwright.model.drift import Limits, Topic
from archwright.study.written.facts import Fact, assigned, classes, parsed, words

_LISTS: dict[str, Topic] = {"filters": "filters", "sortable": "sorts", "searched": "searched"}
_ACTIONS = {"post": "create", "patch": "update", "delete": "delete"}
_LOW, _HIGH = ("min_length", "ge", "gt"), ("max_length", "le", "lt")


def schema_facts(text: str, entity: str) -> Iterator[Fact]:
    """Limits of what is sent, and what is answered."""
    module = parsed(text)
    if module is None:
        return
    aliases = dict(assigned(module.body))
    for node in classes(module):
        fields = [each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
        if node.name == f"{entity}Create":
            yield from (fact for each in fields for fact in _limits(each, aliases))
        if node.name == f"{entity}Read":
            yield from (Fact("answer", (dotted(each.target),), True, each.lineno) for each in fields)


def repository_facts(text: str, entity: str) -> Iterator[Fact]:
    """Filters, sorts and what a search looks at."""
    module = parsed(text)
    for node in classes(module) if module else ():
        if node.name == f"{entity}Repository":
            for name, value in assigned(node.body):
                if name in _LISTS:
                    yield Fact(_LISTS[name], (), words(value), value.lineno)


def route_facts(text: str) -> Iterator[Fact]:
    """The plain routes: list, create, read, update, delete."""
    module = parsed(text)
    for node in module.body if module else ():
        for call in getattr(node, "decorator_list", ()):
            if isinstance(call, ast.Call) and dotted(call.func).startswith("router.") and call.args:
                yield from _route(call, dotted(call.func).removeprefix("router."))


def _route(call: ast.Call, method: str) -> Iterator[Fact]:
    path = str(call.args[0].value) if isinstance(call.args[0], ast.Constant) else "?"
    parts = [part for part in path.split("/") if part]
    action = _ACTIONS.get(method, "read" if parts else "list") if method in (*_ACTIONS, "get") else ""
    plain = not parts if action in ("list", "create") else len(parts) == 1 and parts[0].startswith("{")
    if action and plain:
        yield Fact("route", (action,), True, call.lineno)


def _limits(node: ast.AnnAssign, aliases: Mapping[str, ast.expr]) -> Iterator[Fact]:
    named = [
        aliases[each.id] for each in ast.walk(node.annotation) if isinstance(each, ast.Name) and each.id in aliases
    ]
    calls = [each for part in (node.annotation, *named) for each in ast.walk(part) if isinstance(each, ast.Call)]
    fields = [call for call in calls if dotted(call.func) == "Field"]
    line = named[0].lineno if named else node.lineno
    if fields:
        low, high = _said(fields[0], _LOW), _said(fields[0], _HIGH)
        limits = Limits(low[1], high[1], low[0] == "gt", high[0] == "lt")
        yield Fact("limits", (dotted(node.target),), limits, line)


def _said(call: ast.Call, names: tuple[str, ...]) -> tuple[str, str]:
    for name in names:
        node = keyword(call, name)
        if node is not None:
            inner = node.args[0] if isinstance(node, ast.Call) and node.args else node
            return name, str(inner.value) if isinstance(inner, ast.Constant) else ast.unparse(inner)
    return "", ""
