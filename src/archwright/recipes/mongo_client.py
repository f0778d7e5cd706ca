"""MongoDB clients: the address is a setting, and the server is asked for when it is first needed."""

import libcst as cst

from archwright.model.parts import Part, SettingPart
from archwright.model.ported import Improvement
from archwright.port.code import called, keyword, text_of
from archwright.port.example import SETTINGS, Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.source import Statement

CLIENTS = frozenset({"pymongo.MongoClient", "pymongo.mongo_client.MongoClient"})
NAME = "mongodb-address-in-settings"
SETTING = "mongodb_url"

EXAMPLES = (
    Example(
        "an address in the code",
        "from flask import Flask\nfrom pymongo import MongoClient\napp = Flask(__name__)\n"
        "client = MongoClient('mongodb+srv://ann:secret@cluster.example.net/notes')\n"
        "@app.route('/')\ndef index():\n    return str(client.notes.rows.count_documents({}))\n",
        {
            "app/repositories/queries.py": "client = MongoClient(settings.mongodb_url, connect=False)\n",
            SETTINGS: "mongodb_url: str = 'mongodb+srv://ann:secret@cluster.example.net/notes'\n",
        },
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`MongoClient("mongodb://...")` becomes `MongoClient(settings.mongodb_url, connect=False)`."""
    if not isinstance(node, cst.Call) or not isinstance(original, cst.Call):
        return None
    if scope.hidden or scope.meaning(original.func) not in CLIENTS or keyword(original, "connect"):
        return None
    args = list(node.args)
    if _address(original) == _first(scope):
        settings = scope.need_as("app.core.config", "settings", "app_settings")
        args[0] = args[0].with_changes(value=cst.parse_expression(f"{settings}.{SETTING}"))
    late = cst.Arg(cst.Name("False"), keyword=cst.Name("connect"), equal=_TIGHT)
    kept = [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in args]
    return node.with_changes(args=[*kept, late])


_TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def parts(original: Original) -> list[Part]:
    """The setting."""
    found = _addresses(original)
    return [SettingPart(SETTING, "str", repr(found[0][1]), secret=True)] if found else []


def improvements(original: Original) -> list[Improvement]:
    """Where the address stood."""
    return [
        Improvement(NAME, original.source.place_of(s.module, s.code.strip()), "an address in code", "MONGODB_URL")
        for s, _ in _addresses(original)[:1]
    ]


def _addresses(original: Original) -> list[tuple[Statement, str]]:
    found = []
    for statement in original.source:
        call = called(statement.node)
        if call is not None and original.meaning(statement, call.func) in CLIENTS and _address(call):
            found.append((statement, _address(call)))
    return found


def _first(scope: Scope) -> str:
    """The address that became the setting: the first one that a statement of the app makes a client with."""
    for statement in scope.source:
        call = called(statement.node)
        here = Scope(scope.source, statement.module, scope.objects)
        if call is not None and here.meaning(call.func) in CLIENTS and _address(call):
            return _address(call)
    return "nothing"


def _address(call: cst.Call) -> str:
    first = call.args[0] if call.args else None
    if first is None or (first.keyword and first.keyword.value != "host"):
        return ""
    return text_of(first.value) or ""
