"""Connections that a with-block looks after: handlers around it need not roll back or close them once more."""

import libcst as cst

from archwright.port.code import code_of, only
from archwright.port.split.kinds import Kinds

REPEATED = frozenset({"rollback", "close"})


def without_repeated_undoing(node: cst.FunctionDef, kinds: Kinds) -> cst.FunctionDef:
    """`with connect() as con:` has undone and let go of everything when `except: con.rollback()` is reached."""
    return node.with_changes(body=node.body.visit(_Handlers(kinds)))


class _Handlers(cst.CSTTransformer):
    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self._kinds = kinds

    def leave_Try(self, original_node: cst.Try, updated_node: cst.Try) -> cst.Try:  # noqa: N802
        opened = _opened(original_node.body) & self._kinds.handles
        if not opened:
            return updated_node
        repeated = _Repeated(opened)
        last = updated_node.finalbody
        return updated_node.with_changes(
            handlers=[handler.visit(repeated) for handler in updated_node.handlers],
            finalbody=last.visit(repeated) if last else None,
        )


class _Repeated(cst.CSTTransformer):
    """Takes `con.rollback()` and `con.close()` away."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__()
        self._names = names

    def leave_SimpleStatementLine(  # noqa: N802
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        small = only(original_node)
        if not isinstance(small, cst.Expr) or not isinstance(small.value, cst.Call):
            return updated_node
        owner, _, verb = code_of(small.value.func).rpartition(".")
        return cst.RemoveFromParent() if owner in self._names and verb in REPEATED else updated_node


def _opened(body: cst.BaseSuite) -> frozenset[str]:
    """Names that a with-block binds before anything else can fail: only then is the handler sure to have them."""
    first = body.body[0] if body.body else None
    if not isinstance(first, cst.With):
        return frozenset()
    names = (item.asname.name for item in first.items if item.asname is not None)
    return frozenset(name.value for name in names if isinstance(name, cst.Name))
