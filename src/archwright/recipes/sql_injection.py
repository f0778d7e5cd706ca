"""SQL put together from values: the values are bound instead."""

import libcst as cst

from archwright.port.rewrite import Scope
from archwright.port.sql import close_function, close_statement


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:  # noqa: ARG001
    """A function whose SQL takes its values as parameters. Raises Unmovable when the statement itself is computed."""
    if isinstance(node, cst.FunctionDef):
        return close_function(node, scope)
    if isinstance(node, cst.SimpleStatementLine) and not scope.hidden:
        return close_statement(node, scope)
    return None
