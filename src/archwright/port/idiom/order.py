"""Whether reads that may fail can be done before the view begins."""

import re

import libcst as cst

from archwright.port.code import code_of, dotted

HARMLESS = frozenset({"strip", "lower", "upper", "get", "get_json", "getlist", "print"})


def may_come_first(node: cst.FunctionDef, read: str) -> bool:
    """Whether every read (a pattern of its text) stands before anything that has an effect, and under no condition."""
    assert isinstance(node.body, cst.IndentedBlock)
    clean = True
    for statement in node.body.body:
        reads = re.search(rf"\b{read}", code_of(statement)) is not None
        late = not clean or not isinstance(statement, cst.SimpleStatementLine) or _calls_before(statement)
        if reads and late:
            return False
        clean = clean and not _has_effect(statement)
    return True


def _calls_before(statement: cst.CSTNode) -> bool:
    """Whether another call may fail before the read: its arguments are read before the one outermost call is made."""
    return len([name for name in _calls(statement) if name not in HARMLESS]) > 1


def _has_effect(statement: cst.CSTNode) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine):
        return True
    return any(name not in HARMLESS for name in _calls(statement)) or not all(
        isinstance(small, cst.Assign | cst.AnnAssign | cst.Expr) for small in statement.body
    )


def _calls(statement: cst.CSTNode) -> list[str]:
    found: list[str] = []

    class Calls(cst.CSTVisitor):
        def visit_Call(self, node: cst.Call) -> None:  # noqa: N802
            func = node.func
            found.append(func.attr.value if isinstance(func, cst.Attribute) else dotted(func) or "?")

    statement.visit(Calls())
    return found
