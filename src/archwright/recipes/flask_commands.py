"""Commands of the `flask` program: plain functions in the backend, to be called from a script."""

import libcst as cst

from archwright.port.rewrite import Scope

_OWNERS = ("@flask.Flask.cli.", "@flask.Blueprint.cli.", "flask.current_app.cli.")


def rewrite(
    node: cst.CSTNode, original: cst.CSTNode, scope: Scope
) -> cst.RemovalSentinel | None:
    """`@app.cli.command("name")` falls away."""
    if not isinstance(node, cst.Decorator) or not isinstance(original, cst.Decorator):
        return None
    inner = original.decorator
    meaning = scope.meaning(inner.func if isinstance(inner, cst.Call) else inner)
    if not meaning.startswith(_OWNERS):
        return None
    scope.leave_gap("command", "the backend has no `flask` program: this is a plain function now", _code(original))
    return cst.RemoveFromParent()


def _code(node: cst.Decorator) -> str:
    return cst.Module([]).code_for_node(node).strip()
