"""Imports inside of functions, taken out of them."""

from collections.abc import Callable

import libcst as cst


def lifted(
    node: cst.FunctionDef | cst.ClassDef, lift: Callable[[cst.ImportFrom], bool]
) -> cst.FunctionDef | cst.ClassDef:
    """The function or class without the imports that `lift` takes; those that may fail (`try`) stay."""
    made = node.visit(_Lifting(lift))
    assert isinstance(made, cst.FunctionDef | cst.ClassDef)
    return made


class _Lifting(cst.CSTTransformer):
    def __init__(self, lift: Callable[[cst.ImportFrom], bool]) -> None:
        super().__init__()
        self._lift = lift

    def visit_Try(self, node: cst.Try) -> bool:  # noqa: ARG002, N802
        return False

    def leave_SimpleStatementLine(  # noqa: N802
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        found = [small for small in original_node.body if isinstance(small, cst.ImportFrom)]
        alone = len(found) == len(original_node.body) == 1
        return cst.RemoveFromParent() if alone and self._lift(found[0]) else updated_node

    def leave_IndentedBlock(  # noqa: N802
        self,
        original_node: cst.IndentedBlock,  # noqa: ARG002
        updated_node: cst.IndentedBlock,
    ) -> cst.IndentedBlock:
        return updated_node if updated_node.body else updated_node.with_changes(body=[cst.parse_statement("pass")])
