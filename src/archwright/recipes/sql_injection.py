"""SQL put together from values: the values are bound instead."""

import libcst as cst

from archwright.port.example import Example
from archwright.port.rewrite import Scope
from archwright.port.sql import close_function, close_statement

EXAMPLES = (
    Example(
        "a value in an f-string is bound",
        "import sqlite3\nfrom flask import Flask, request\napp = Flask(__name__)\n"
        "def find(title):\n    db = sqlite3.connect('notes.db')\n"
        "    return db.execute(f\"SELECT id FROM note WHERE title = '{title}'\").fetchall()\n"
        "@app.route('/')\ndef index():\n    return str(find(request.args['q']))\n",
        {
            "app/repositories/queries.py": "def find(title):\n    db = connect()\n"
            "    return db.execute('SELECT id FROM note WHERE title = ?', (str(title),)).fetchall()\n"
        },
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:  # noqa: ARG001
    """A function whose SQL takes its values as parameters. Raises Unmovable when the statement itself is computed."""
    if isinstance(node, cst.FunctionDef):
        return close_function(node, scope)
    if isinstance(node, cst.SimpleStatementLine) and not scope.hidden:
        return close_statement(node, scope)
    return None
