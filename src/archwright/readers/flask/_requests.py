"""The bags of a request: which expressions stand for them, also behind a local name."""

import ast
from dataclasses import dataclass

from archwright.kit.syntax import argument, dotted, keyword, literal
from archwright.model.facts import ReadSource
from archwright.study.module import Module
from archwright.study.scopes import Scope

BAGS: dict[str, ReadSource] = {
    "flask.request.args": "query",
    "flask.request.form": "form",
    "flask.request.values": "form",
    "flask.request.json": "json",
    "flask.request.files": "file",
    "flask.request.headers": "header",
    "flask.request.cookies": "cookie",
    "flask.request.environ": "request",
    "flask.request.view_args": "request",
    "flask.session": "session",
}
BODIES = frozenset({"flask.request.data", "flask.request.stream", "flask.request.get_data"})
_JSON_CALLS = frozenset({"flask.request.get_json", "flask.request.json.copy"})
_PARSERS = ("flask_restful", "flask_restx", "flask_restplus")
_COPIES = frozenset({"to_dict", "copy"})
_LOADS = frozenset({"json.loads", "flask.json.loads", "simplejson.loads"})


@dataclass(frozen=True)
class Bag:
    """A bag and whether a missing one is tolerated (`get_json(silent=True)`)."""

    source: ReadSource
    origin: str


class Bags:
    """What names and expressions of one function stand for a bag of the request."""

    def __init__(self, module: Module, scope: Scope) -> None:
        self._module = module
        self._local: dict[str, Bag] = {}
        self.forms: set[str] = set()
        for assign in scope.of(ast.Assign):
            for target in assign.targets:
                self._learn(dotted(target), assign.value)
        for named in scope.of(ast.NamedExpr):
            self._learn(named.target.id, named.value)

    def bag(self, node: ast.expr) -> Bag | None:
        """The bag an expression stands for, if any."""
        name = dotted(node)
        if name:
            if name in self._local:
                return self._local[name]
            origin = self._module.origin(name)
            return Bag(BAGS[origin], origin) if origin in BAGS else None
        match node:
            case ast.BoolOp(op=ast.Or(), values=[first, *_]):
                return self.bag(first)
            case ast.IfExp(body=body):
                return self.bag(body)
            case ast.NamedExpr(value=value):
                return self.bag(value)
            case ast.Call():
                return self._called(node)
            case _:
                return None

    def body(self, node: ast.AST) -> bool:
        """Whether an expression is the raw body."""
        function = node.func if isinstance(node, ast.Call) else node
        if isinstance(function, ast.Attribute) and function.attr in ("decode", "read", "strip"):
            return self.body(function.value)
        return self._module.origin(function) in BODIES

    def _learn(self, name: str, value: ast.expr) -> None:
        bag = self.bag(value) if name else None
        if bag:
            self._local[name] = bag
        elif isinstance(value, ast.Call) and dotted(value.func).endswith("Form"):
            self.forms.add(name)

    def _called(self, call: ast.Call) -> Bag | None:
        origin = self._module.origin(call.func)
        if origin in _JSON_CALLS:
            return Bag("json", origin)
        if origin in _LOADS and call.args and self.body(call.args[0]):
            return Bag("json", origin)
        if origin.endswith(".parse_args") and any(name.startswith(_PARSERS) for name in self._module.imports.modules):
            return Bag("json", origin)
        if origin in ("dict", "list") and len(call.args) == 1:
            return self.bag(call.args[0])
        if isinstance(call.func, ast.Attribute) and call.func.attr in _COPIES:
            return self.bag(call.func.value)
        return None


def options(module: Module, call: ast.Call) -> tuple[str, str | None, str]:
    """Key, default (as source) and cast of `bag.get(key, default, type=cast)`."""
    key = literal(argument(call, 0, "key"), module.constants)
    default = argument(call, 1, "default")
    return (
        str(key) if key is not None else "",
        ast.unparse(default) if default is not None else None,
        dotted(keyword(call, "type")) or (dotted(call.args[2]) if len(call.args) > 2 else ""),
    )
