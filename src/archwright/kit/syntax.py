"""Small questions to ask of a syntax tree."""

import ast
from collections.abc import Iterator, Mapping

# Where statements hold statements; lambdas and comprehensions hold none.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def dotted(node: ast.AST | None) -> str:
    """`a.b.c` for a chain of names; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not parts or not isinstance(node, ast.Name):
        return ""
    parts.append(node.id)
    return ".".join(reversed(parts))


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of keyword `name`, when it is given."""
    for item in call.keywords:
        if item.arg == name:
            return item.value
    return None


def argument(call: ast.Call, position: int, name: str = "") -> ast.expr | None:
    """The argument at `position`, or by `name`."""
    if position < len(call.args):
        return call.args[position]
    return keyword(call, name) if name else None


def source(node: ast.AST | None) -> str:
    """The code of a node, normalised; "" for None."""
    return ast.unparse(node) if node is not None else ""


def text(node: ast.AST | None, constants: Mapping[str, ast.expr] | None = None) -> str | None:
    """The string a node stands for: a literal, or literals joined by +, % or f-strings and named constants."""
    value = literal(node, constants or {})
    return value if isinstance(value, str) else None


def literal(node: ast.AST | None, constants: Mapping[str, ast.expr], depth: int = 0) -> object:
    """The value a node stands for when it can be told without running anything; None otherwise."""
    if depth > 20:
        return None
    match node:
        case ast.Constant():
            return node.value
        case ast.Name() if node.id in constants:
            return literal(constants[node.id], constants, depth + 1)
        case ast.List() | ast.Tuple() | ast.Set():
            return tuple(literal(item, constants, depth + 1) for item in node.elts)
        case ast.JoinedStr():
            return _joined([literal(part, constants, depth + 1) for part in node.values])
        case ast.FormattedValue(format_spec=None, conversion=-1):
            return literal(node.value, constants, depth + 1)
        case ast.BinOp(op=ast.Add()):
            return _added(literal(node.left, constants, depth + 1), literal(node.right, constants, depth + 1))
        case _:
            return None


def _joined(parts: list[object]) -> str | None:
    return "".join(map(str, parts)) if all(isinstance(part, str | int) for part in parts) else None


def _added(left: object, right: object) -> object:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return left + right
    return None


def keys(node: ast.AST | None) -> tuple[str, ...]:
    """The literal string keys of a dict display or of `dict(a=..., b=...)`."""
    match node:
        case ast.Dict():
            return tuple(key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
        case ast.Call(func=ast.Name(id="dict")):
            return tuple(item.arg for item in node.keywords if item.arg)
        case _:
            return ()


def pairs(node: ast.AST | None) -> Iterator[tuple[str, ast.expr]]:
    """Key and value of a dict display with literal keys, or of `dict(a=...)`."""
    match node:
        case ast.Dict():
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value
        case ast.Call(func=ast.Name(id="dict")):
            yield from ((item.arg, item.value) for item in node.keywords if item.arg)
        case _:
            return


def is_docstring(statement: ast.stmt) -> bool:
    """Whether a body's first statement is a docstring."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def count_statements(function: FunctionNode) -> int:
    """Statements in the body, nested ones too, the docstring not counted."""
    total = 0
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        total += isinstance(node, ast.stmt)
        for name in _BLOCKS:
            stack.extend(getattr(node, name, ()))
    return total - int(bool(function.body) and is_docstring(function.body[0]))
