"""Plain SQLAlchemy: where the data is becomes a setting, so that a path of the author's machine need not exist."""

import re
from pathlib import Path

import libcst as cst
from libcst import matchers

from archwright.model.parts import Part, SettingPart
from archwright.port.code import text_of
from archwright.port.example import Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.source import Own, Source

MAKERS = frozenset({"sqlalchemy.create_engine", "sqlalchemy.engine.create_engine"})

EXAMPLES = (
    Example(
        "the address of the data is a setting",
        "from flask import Flask\nfrom sqlalchemy import create_engine, text\napp = Flask(__name__)\n"
        "engine = create_engine('sqlite:////home/ada/notes.db')\n"
        "@app.route('/')\ndef index():\n    return str(engine.connect().execute(text('SELECT 1')).scalar())\n",
        {"app/repositories/queries.py": "engine = create_engine(settings.database_url)"},
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`create_engine("sqlite:///x.db")` asks the settings; an app with several databases keeps its addresses."""
    if not isinstance(node, cst.Call) or not isinstance(original, cst.Call) or _address(original, scope) is None:
        return None
    if len(_addresses(scope.source, scope.objects)) != 1:
        return None
    settings = scope.need_as("app.core.config", "settings", "app_settings")
    first = node.args[0].with_changes(value=cst.parse_expression(f"{settings}.database_url"))
    return node.with_changes(args=[first, *node.args[1:]])


def parts(original: Original) -> list[Part]:
    """The setting, when the app makes its engine from one literal address."""
    found = _addresses(original.source, original.objects)
    if len(found) != 1:
        return []
    url = found.pop()
    secret = bool(re.search(r"://[^/@]*:[^/@]*@", url))
    return [
        SettingPart("database_url", "str", repr(_reachable(url)), "Where the data is, as an SQLAlchemy URL.", secret)
    ]


def _addresses(source: Source, objects: dict[Own, str]) -> set[str]:
    """Every literal address that an engine is made with."""
    found: set[str] = set()
    for statement in source:
        scope = Scope(source, statement.module, objects)
        calls = matchers.findall(statement.node, matchers.Call())
        found |= {address for call in calls if isinstance(call, cst.Call) and (address := _address(call, scope))}
    return found


def _address(call: cst.Call, scope: Scope) -> str | None:
    return text_of(call.args[0].value) if call.args and scope.meaning(call.func) in MAKERS else None


def _reachable(url: str) -> str:
    """A SQLite file in a folder of another machine is looked for by its name in the backend's own."""
    path = url.removeprefix("sqlite:///")
    if url.startswith("sqlite:////") and not Path(path).parent.is_dir():
        return f"sqlite:///{Path(path).name}"
    return url
