"""Debug mode: the backend has none, so that nobody can run code through an error page."""

import re

from archwright.model.ported import Improvement
from archwright.port.example import Example
from archwright.port.recipe import Original

NAME = "debug-off"
_SETS = re.compile(r"\bdebug\s*=\s*True\b|config\[[\"']DEBUG[\"']\]\s*=\s*True|^DEBUG\s*=\s*True", re.MULTILINE)
EXAMPLES = (
    Example(
        "the server is started without a debugger",
        "from flask import Flask\napp = Flask(__name__)\n"
        "@app.route('/')\ndef index():\n    return 'x'\nif __name__ == '__main__':\n    app.run(debug=True)\n",
        {"app/services/startup.py": ""},
    ),
)


def improvements(original: Original) -> list[Improvement]:
    """Each line that turns it on."""
    found = []
    for statement in original.source:
        for match in _SETS.finditer(statement.code):
            line = statement.code[statement.code.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0].strip()
            place = original.source.place_of(statement.module, line)
            found.append(Improvement(NAME, place, line, "python -m app serves without a debugger"))
    return found
