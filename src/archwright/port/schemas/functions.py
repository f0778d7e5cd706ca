"""Functions of the app: what goes in, and what comes out."""

import ast
from collections.abc import Callable

from archwright.port.schemas.definitions import Function
from archwright.port.schemas.shape import Shape
from archwright.port.split.ends import always_returns


def returns_of(function: Function) -> list[ast.expr | None]:
    """The values that a function returns, in the order they stand in, those of nested functions left out."""
    found: list[ast.expr | None] = []

    class Returns(ast.NodeVisitor):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            """Returns for itself."""

        def visit_Lambda(self, node: ast.Lambda) -> None:
            """Returns for itself."""

        def visit_Return(self, node: ast.Return) -> None:
            found.append(node.value)

    visitor = Returns()
    for statement in function.body:
        visitor.visit(statement)
    return found


def is_generator(function: Function) -> bool:
    """Whether calling it gives an iterator, not what it returns."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))


def parameters(function: Function, call: ast.Call, shape: Callable[[ast.expr], Shape]) -> dict[str, Shape]:
    """What the parameters of a function are in one call; nothing when it is called with stars."""
    names = [arg.arg for arg in function.args.args]
    if any(isinstance(arg, ast.Starred) for arg in call.args) or any(each.arg is None for each in call.keywords):
        return {}
    defaults = function.args.defaults
    kept = dict(zip(reversed(names), reversed(defaults), strict=False))
    found = {name: shape(value) for name, value in kept.items() if isinstance(value, ast.Constant)}
    found |= {each.arg: shape(each.value) for each in call.keywords if each.arg}
    return found | {name: shape(arg) for name, arg in zip(names, call.args, strict=False)}


def may_end_silently(function: Function) -> bool:
    """Whether it may come to its end without a return."""
    return not always_returns(ast.unparse(function))
