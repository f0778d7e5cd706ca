"""Commands of the `flask` program: plain functions in the backend, to be called from a script."""

import libcst as cst

from archwright.port.example import Example
from archwright.port.rewrite import Scope

_OWNERS = ("@flask.Flask.cli.", "@flask.Blueprint.cli.", "flask.current_app.cli.")
EXAMPLES = (
    Example(
        "a command is a plain function",
        "from flask import Flask\napp = Flask(__name__)\n"
        "@app.cli.command('greet')\ndef greet():\n    print('hello')\n"
        "@app.route('/')\ndef index():\n    return 'x'\n",
        {"app/services/logic.py": "def greet():\n    print('hello')"},
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.RemovalSentinel | None:
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
