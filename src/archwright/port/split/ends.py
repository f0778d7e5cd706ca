"""Whether a function always reaches a return."""

import ast
import textwrap


def always_returns(code: str) -> bool:
    """Whether no path falls off the end of the one function that `code` defines."""
    function = ast.parse(textwrap.dedent(code)).body[0]
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    return _ends(function.body)


def _ends(body: list[ast.stmt]) -> bool:
    return any(_leaves(statement) for statement in body)


def _leaves(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Return | ast.Raise):
        return True
    if isinstance(statement, ast.If):
        return bool(statement.orelse) and _ends(statement.body) and _ends(statement.orelse)
    if isinstance(statement, ast.With):
        return _ends(statement.body)
    if isinstance(statement, ast.Try):
        if _ends(statement.finalbody):
            return True
        body = _ends(statement.body) or _ends(statement.orelse)
        return body and all(_ends(handler.body) for handler in statement.handlers)
    if isinstance(statement, ast.While):
        return isinstance(statement.test, ast.Constant) and bool(statement.test.value)
    return False
