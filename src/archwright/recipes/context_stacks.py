"""The context stacks of old Flask: what is kept on their top is kept on `g`."""

import libcst as cst

from archwright.port.example import Example
from archwright.port.rewrite import Scope

TOPS = frozenset(
    f"flask.{module}{stack}.top" for module in ("", "globals.") for stack in ("_app_ctx_stack", "_request_ctx_stack")
)
EXAMPLES = (
    Example(
        "what old Flask kept on the top of a stack is kept on g",
        "from flask import Flask, _app_ctx_stack\napp = Flask(__name__)\n"
        "def kept():\n    top = _app_ctx_stack.top\n    return getattr(top, 'kept', '')\n"
        "@app.route('/')\ndef index():\n    return kept()\n",
        {"app/services/logic.py": "top = g"},
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`_app_ctx_stack.top` becomes `g`."""
    if not isinstance(node, cst.Attribute) or not isinstance(original, cst.Attribute):
        return None
    if scope.meaning(original) not in TOPS:
        return None
    scope.need("app.core.compat.globals", "g")
    return cst.Name("g")
