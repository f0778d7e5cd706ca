"""Reading needs from the source: which keys, through aliases and local helpers, and constants beside them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from archwright.prove.child.cover import Function, OwnFunction
from archwright.prove.child.journey.needs import Need
from archwright.prove.child.journey.vocabulary import Vocabulary, dotted

_BAGS = {
    "form": "form",
    "args": "query",
    "values": "values",
    "json": "json",
    "get_json": "json",
    "files": "file",
    "headers": "header",
    "cookies": "cookie",
    "data": "body",
    "get_data": "body",
}
_GETTERS = ("get", "getlist", "pop", "setdefault", "get_list")
_CASTS = ("int", "float", "loads", "b64decode", "fromisoformat", "strptime", "Decimal")
_PASSES = ("to_dict", "copy", "decode", "strip", "lower", "upper", "items", "keys")


class Harvest:
    """Needs of functions. Calls of the application's own functions are followed two deep."""

    def __init__(self, functions: list[OwnFunction], vocabulary: Vocabulary) -> None:
        self._functions: dict[str, Function] = {}
        for function in functions:
            self._functions.setdefault(function.name.rsplit(".", 1)[-1], function.node)
        self._words = vocabulary

    def need(self, function: Function, bags: dict[str, str] | None = None, depth: int = 0) -> Need:
        """What the function reads. `bags`: parameters that hold a whole bag of the request."""
        reading = _Reading(function, dict(bags or {}), self._words)
        need = reading.need
        if depth < 2:
            for call in reading.calls:
                target = self._functions.get(dotted(call.func).rsplit(".", 1)[-1])
                if target is not None and target is not function:
                    need.merge(self.need(target, reading.passed(call, target), depth + 1))
        return need


class _Reading:
    def __init__(self, function: Function, bags: dict[str, str], words: Vocabulary) -> None:
        self.need = Need()
        self.bags = bags
        self.calls: list[ast.Call] = []
        self._origins: dict[str, tuple[str, str]] = {}
        self._loops: dict[str, list[str]] = {}
        self._words = words
        for argument in function.args.args:
            if argument.arg not in ("self", "cls") and argument.arg not in bags:
                self._origins[argument.arg] = ("path", argument.arg)
        nodes = list(ast.walk(function))
        for node in nodes:
            self._alias(node)
        for node in nodes:
            self._read(node)
        for node in nodes:
            self._compare(node)

    def passed(self, call: ast.Call, target: Function) -> dict[str, str]:
        """Parameters of the called function that receive a bag."""
        names = [each.arg for each in target.args.args if each.arg not in ("self", "cls")]
        pairs = [*zip(names, call.args), *((each.arg, each.value) for each in call.keywords if each.arg)]  # noqa: B905 - not in older Pythons
        return {name: bag for name, node in pairs for bag in [self.bag(node)] if bag}

    def bag(self, node: ast.AST) -> str:
        """The source a whole bag comes from: `request.form`, `request.get_json()`, a name for one, one of several."""
        if isinstance(node, ast.BoolOp):
            return next((bag for each in node.values for bag in [self.bag(each)] if bag), "")
        if isinstance(node, ast.Await):
            return self.bag(node.value)
        if isinstance(node, ast.Name):
            return self.bags.get(node.id, "")
        if isinstance(node, ast.Call):
            return self._bag_of_call(node)
        if isinstance(node, ast.Attribute) and dotted(node.value).split(".")[-1] in ("request", "req"):
            return _BAGS.get(node.attr, "")
        return ""

    def _bag_of_call(self, node: ast.Call) -> str:
        if dotted(node.func) in ("dict", "json.loads", "loads", "MultiDict") and node.args:
            bag = self.bag(node.args[0])
            return "json" if bag == "body" else bag
        if isinstance(node.func, ast.Attribute):
            if node.func.attr in _PASSES:
                return self.bag(node.func.value)
            return self.bag(node.func) if node.func.attr in ("get_json", "get_data") else ""
        return ""

    def _alias(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name, bag = node.targets[0].id, self.bag(node.value)
            if bag:
                self.bags[name] = bag
            self._loops.setdefault(name, self._words.texts(node.value))
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
            known = self._loops.get(node.iter.id) if isinstance(node.iter, ast.Name) else None
            self._loops[node.target.id] = known or self._words.texts(node.iter)

    def _read(self, node: ast.AST) -> None:
        for source, key in self._reads(node):
            self.need.add(source, key)
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            origin = self._origin(node.value)
            if origin:
                self._origins[node.targets[0].id] = origin
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
            self._each(node.target.id, node.iter)
        elif isinstance(node, ast.Call):
            self.calls.append(node)
            self._of_call(node)
        elif isinstance(node, ast.Attribute):
            self.need.body |= self.bag(node) == "json"
            self.need.raw |= self.bag(node) == "body"
            self.need.basic |= dotted(node).endswith("request.authorization")

    def _reads(self, node: ast.AST) -> Iterator[tuple[str, str]]:
        if isinstance(node, ast.Subscript):
            yield from self._in(node.value, self._keys(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr in _GETTERS:
                yield from self._in(node.func.value, self._keys(node.args[0]))
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            yield from self._in(node.comparators[0], self._keys(node.left))

    def _in(self, holder: ast.expr, keys: list[str]) -> Iterator[tuple[str, str]]:
        """Keys of a bag, or of an object inside a JSON body."""
        bag = self.bag(holder)
        if bag:
            yield from ((bag, key) for key in keys)
            return
        outer = self._origins.get(holder.id) if isinstance(holder, ast.Name) else None
        if keys and not isinstance(holder, ast.Name):
            outer = next(iter(self._reads(holder)), None)
        if outer and outer[0] == "json":
            yield from (("json", f"{outer[1]}.{key}") for key in keys)

    def _keys(self, node: ast.AST) -> list[str]:
        if isinstance(node, ast.Name):
            return (
                self._loops.get(node.id) or [each for each in self._words.constants(node) if isinstance(each, str)][:1]
            )
        return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []

    def _each(self, name: str, items: ast.expr) -> None:
        """`for item in data["items"]`: the name stands for one of the list."""
        origin = ("json", "") if self.bag(items) == "json" else self._origin(items)
        if origin and origin[0] == "json" and not isinstance(items, ast.Call):
            self._origins[name] = ("json", origin[1] + "[]")

    def _of_call(self, call: ast.Call) -> None:
        name = dotted(call.func)
        last = name.rsplit(".", 1)[-1]
        for field, kind in self._words.forms.get(last, {}).items():
            self.need.add("file" if kind == "FileField" else "form", field)
            self.need.casts[field] = kind
        if last == "parse_args":
            for source, key in self._words.parsers.get(name.rsplit(".", 1)[0], ()):
                self.need.add(source, key)
        if last in _CASTS and call.args:
            origin = self._origin(call.args[0])
            self.need.casts.update({origin[1]: last} if origin else {})
        if last in self._words.columns:
            self.need.models.append(last)

    def _origin(self, node: ast.AST) -> tuple[str, str] | None:
        """The one value of the request that an expression is made of."""
        for each in ast.walk(node):
            for source, key in self._reads(each):
                return source, key
            if isinstance(each, ast.Name) and each.id in self._origins:
                return self._origins[each.id]
        return None

    def _compare(self, node: ast.AST) -> None:
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            self._beside(node.left, node.comparators[0])
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for side in sides:
                for other in sides:
                    if other is not side:
                        self._beside(side, other)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("startswith", "endswith") and node.args:
                self._beside(node.func.value, node.args[0])
            elif node.func.attr == "get" and node.args:
                self._beside(node.args[0], node.func.value)
        elif isinstance(node, ast.Subscript):
            self._beside(node.slice, node.value)

    def _beside(self, side: ast.expr, other: ast.expr) -> None:
        values = self._words.constants(other)
        origin = self._origin(side) if values else None
        if not origin:
            self._credential(side, values)
            return
        is_length = isinstance(side, ast.Call) and dotted(side.func) == "len"
        for value in values:
            if value is None and origin[0] != "json":
                continue
            self.need.add(origin[0], origin[1], *_around(value, is_length))

    def _credential(self, side: ast.expr, values: list[Any]) -> None:
        """`auth.username == "admin"`: not a key of a bag, but a word to log in with."""
        name = dotted(side).rsplit(".", 1)[-1].lower()
        if any(word in name for word in ("user", "pass", "login", "pwd", "mail")):
            self.need.credentials += [(name, value) for value in values if isinstance(value, str) and value]


def _around(value: Any, is_length: bool) -> list[Any]:
    if isinstance(value, bool) or value is None:
        return [value]
    if isinstance(value, int) and is_length:
        return ["x" * size for size in (value - 1, value, value + 1) if 0 <= size < 5000]
    if isinstance(value, (int, float)):
        return [value, value - 1, value + 1]
    return [value]
