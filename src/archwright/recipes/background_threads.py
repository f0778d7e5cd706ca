"""Threads that are started once and go on for ever: the server ends without waiting for them."""

import libcst as cst

from archwright.port.code import code_of, keyword
from archwright.port.example import Example
from archwright.port.rewrite import Scope

NAME = "background-thread"
_START = (
    "import threading\nfrom flask import Flask\napp = Flask(__name__)\n"
    "@app.route('/')\ndef index():\n    return 'x'\ndef work():\n    while True:\n        pass\n"
)
EXAMPLES = (
    Example(
        "a thread under the main guard keeps no server alive",
        _START + "if __name__ == '__main__':\n    threading.Thread(target=work).start()\n    app.run()\n",
        {"app/services/startup.py": "threading.Thread(target=work, daemon=True).start()\n"},
    ),
    Example(
        "a thread that says itself what it is stays as it is",
        _START + "threading.Thread(target=work, daemon=False).start()\n",
        {"app/services/startup.py": "threading.Thread(target=work, daemon=False).start()\n"},
    ),
    Example(
        "a thread that is told what it is stays as it is",
        _START + "worker = threading.Thread(target=work)\nworker.daemon = True\nworker.start()\n",
        {"app/core/constants.py": "worker = threading.Thread(target=work)\n"},
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`Thread(target=work)` that is made when the application starts becomes `Thread(target=work, daemon=True)`."""
    if scope.keeps_behaviour or scope.hidden or not isinstance(node, cst.Call) or not isinstance(original, cst.Call):
        return None
    if scope.meaning(original.func) != "threading.Thread" or keyword(original, "daemon") or _is_told(scope):
        return None
    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    daemon = cst.Arg(cst.Name("True"), keyword=cst.Name("daemon"), equal=tight)
    made = node.with_changes(args=[*(arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in node.args), daemon])
    scope.improve(NAME, code_of(original), code_of(made))
    return made


def _is_told(scope: Scope) -> bool:
    """Whether the module says of any thread what it is."""
    said = "".join(statement.code for statement in scope.source.modules[scope.module].statements)
    return ".daemon" in said or ".setDaemon" in said
