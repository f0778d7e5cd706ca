"""Files that describe the interface: named relative to the module they are used in, found from the top."""

from pathlib import PurePosixPath

import libcst as cst

from archwright.port.code import text_of
from archwright.port.example import Example
from archwright.port.rewrite import Scope

MARKS = frozenset({"flasgger.swag_from", "flasgger.utils.swag_from"})

EXAMPLES = (
    Example(
        "a view that a file describes",
        "from flasgger import Swagger, swag_from\nfrom flask import Flask\napp = Flask(__name__)\nSwagger(app)\n"
        "@app.route('/')\n@swag_from('index.yml')\ndef index():\n    return ''\n",
        {"app/core/extensions.py": "swagger = Swagger()\n"},
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`swag_from("x.yml")` in a package becomes `swag_from("package/x.yml")`."""
    if not isinstance(node, cst.Call) or not isinstance(original, cst.Call) or not node.args:
        return None
    name = text_of(original.args[0].value) if scope.meaning(original.func) in MARKS else None
    folder = PurePosixPath(scope.source.modules[scope.module].path).parent
    if not name or name.startswith("/") or folder == PurePosixPath():
        return None
    moved = cst.SimpleString(f'"{folder / name}"')
    return node.with_changes(args=[node.args[0].with_changes(value=moved), *node.args[1:]])
