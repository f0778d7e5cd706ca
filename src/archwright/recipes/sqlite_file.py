"""The app's one SQLite file: its path is a setting, `sqlite3.connect(...)` becomes `connect()`."""

import libcst as cst

from archwright.model.parts import Part, SettingPart
from archwright.model.ported import Improvement
from archwright.port.code import code_of
from archwright.port.example import SETTINGS, Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.tables import sqlite_file
from archwright.port.tables.place import CONNECT, connects, meaning_of

NEVER_PASSED = "check_same_thread"
"""A request may be served by several threads in turn: `connect` allows that to every connection."""

_VIEW = "@app.route('/')\ndef index():\n    return str(open_notes())\n"
EXAMPLES = (
    Example(
        "the file leaves the code, options stay with the call",
        "import sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n"
        "def open_notes():\n    return sqlite3.connect('notes.db', timeout=5, check_same_thread=False)\n" + _VIEW,
        {
            "app/repositories/queries.py": "from app.core.database import connect\n"
            "def open_notes():\n    return connect(timeout=5)\n"
        },
    ),
    Example(
        "a path from the environment becomes a setting",
        "import os, sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n"
        "PLACE = os.environ.get('NOTES_DB', 'notes.db')\ndef open_notes():\n    return sqlite3.connect(PLACE)\n"
        + _VIEW,
        {
            SETTINGS: "database_path: str = 'notes.db'\n",
            "app/repositories/queries.py": "def open_notes():\n    return connect()\n",
        },
    ),
    Example(
        "an app's own `connect` does not call itself",
        "import sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n"
        "def connect():\n    return sqlite3.connect('notes.db')\n"
        "@app.route('/')\ndef index():\n    return str(connect())\n",
        {
            "app/repositories/queries.py": "from app.core.database import connect as connect_file\n"
            "def connect():\n    return connect_file()\n"
        },
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """The place falls away, options are passed on."""
    if not isinstance(node, cst.Call) or not isinstance(original, cst.Call):
        return None
    if meaning_of(original, scope.module, scope.source) not in CONNECT or sqlite_file(scope.source) is None:
        return None
    name = scope.need_as("app.core.database", "connect", "connect_file")
    kept = [arg for arg in node.args[1:] if arg.keyword and arg.keyword.value != NEVER_PASSED]
    args = [*kept[:-1], kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)] if kept else []
    return cst.Call(cst.Name(name), args)


def parts(original: Original) -> list[Part]:
    """The setting, under the variable that the source reads it from."""
    file = sqlite_file(original.source)
    if file is None or not file.variable:
        return []
    return [SettingPart("database_path", "str", repr(file.path), "The file the data is in.", environment=file.variable)]


def improvements(original: Original) -> list[Improvement]:
    """The path is out of the code."""
    file = sqlite_file(original.source)
    if file is None:
        return []
    calls = ((statement, call) for statement in original.source for call in connects(statement, original.source))
    places = sorted({(original.source.place_of(s.module, code_of(call)), code_of(call)) for s, call in calls})
    return [
        Improvement("database-path-in-settings", place, code, "connect(), settings.database_path")
        for place, code in places
    ]
