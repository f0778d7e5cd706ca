"""`__file__`: paths beside the source file are paths in the backend's own folder."""

import libcst as cst

from archwright.port.example import Example
from archwright.port.rewrite import Scope

EXAMPLES = (
    Example(
        "a path beside the source file",
        "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
        "HERE = os.path.dirname(os.path.abspath(__file__))\n"
        "@app.route('/')\ndef index():\n    return open(os.path.join(HERE, 'data.txt')).read()\n",
        {
            "app/core/constants.py": "from app.core.paths import SOURCE_FILE\n"
            "HERE = os.path.dirname(os.path.abspath(SOURCE_FILE))\n",
            "app/core/paths.py": 'SOURCE_FILE = str(ROOT / "app.py")\n',
        },
    ),
)


def rewrite(_node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`__file__` becomes a path in the folder that the carried files are in."""
    if not isinstance(original, cst.Name) or original.value != "__file__":
        return None
    scope.need("app.core.paths", "SOURCE_FILE")
    return cst.Name("SOURCE_FILE")
