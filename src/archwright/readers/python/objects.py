"""Variables made by a call: `app = Flask(...)`, `bp = Blueprint(...)`. Other readers join on these notes."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import dotted
from archwright.model.notes import Made
from archwright.study.module import Module
from archwright.study.scopes import Scope

WORDS = ("flask", "Flask", "sqlalchemy")
EXAMPLES = ()


def read(module: Module) -> Iterator[Made]:
    """Every assignment of a call, or of another name, to a name."""
    for scope in module.scopes:
        for assign in scope.of(ast.Assign):
            for target in assign.targets:
                yield from _made(module, scope, target, assign.value)
        for annotated in scope.of(ast.AnnAssign):
            yield from _made(module, scope, annotated.target, annotated.value)


def _made(module: Module, scope: Scope, target: ast.expr, value: ast.expr | None) -> Iterator[Made]:
    variable = dotted(target)
    name = scope.name if scope.is_function or not scope.name else ""
    if not variable:
        return
    if isinstance(value, ast.Call) and _matters(scope, dotted(value.func)):
        yield Made(
            name,
            variable,
            module.origin(value.func),
            module.place(value),
            tuple(dotted(argument) for argument in value.args),
            tuple(_string(argument) for argument in value.args),
            tuple((item.arg, _string(item.value) or dotted(item.value)) for item in value.keywords if item.arg),
        )
    elif value is not None and dotted(value) and not scope.is_function:
        yield Made(name, variable, "", module.place(value), (dotted(value),))


def _matters(scope: Scope, called: str) -> bool:
    """Inside functions, only classes and factories; the rest would be every second line of a program."""
    last = called.rpartition(".")[2]
    return bool(called) and (
        not scope.is_function or last[:1].isupper() or "app" in last or last in ("as_view", "namespace")
    )


def _string(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
