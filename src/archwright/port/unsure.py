"""Names that a statement binds only on some of the ways through it."""

import ast
import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache

from archwright.port.names import bound_names

_Bound = frozenset[str] | None
"""What is bound at the end of a way; None for a way that does not come to its end."""
_EXITS = frozenset({"exit", "quit", "sys.exit", "os._exit"})


@lru_cache(maxsize=4096)
def unsure_names(code: str) -> frozenset[str]:
    """Names that module-level `code` binds, and may leave unbound."""
    return bound_names(code) - (_sure(ast.parse(textwrap.dedent(code)).body) or frozenset())


def _sure(body: Sequence[ast.stmt]) -> _Bound:
    found: frozenset[str] = frozenset()
    for statement in body:
        more = _of(statement)
        if more is None:
            return None
        found |= more
    return found


def _of(node: ast.stmt) -> _Bound:
    if isinstance(node, ast.If):
        return _common([_sure(node.body), _sure(node.orelse)])
    if isinstance(node, ast.Try):
        ways = _common([_sure([*node.body, *node.orelse]), *(_sure(handler.body) for handler in node.handlers)])
        return _joined(ways, _sure(node.finalbody))
    if isinstance(node, ast.With):
        return _joined(_targets(node.items), _sure(node.body))
    if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value:
        return _sure(node.body)
    if isinstance(node, ast.For | ast.While | ast.Match):
        return frozenset()
    return None if _ends(node) else bound_names(ast.unparse(node))


def _targets(items: Sequence[ast.withitem]) -> frozenset[str]:
    names = (node for item in items for node in ast.walk(item) if isinstance(node, ast.Name))
    return frozenset(name.id for name in names if isinstance(name.ctx, ast.Store))


def _ends(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(node, ast.Raise) or (isinstance(call, ast.Call) and ast.unparse(call.func) in _EXITS)


def _common(ways: Iterable[_Bound]) -> _Bound:
    ended = [way for way in ways if way is not None]
    return frozenset.intersection(*ended) if ended else None


def _joined(first: _Bound, then: _Bound) -> _Bound:
    return None if first is None or then is None else first | then
