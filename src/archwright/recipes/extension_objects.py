"""Objects of Flask extensions that have a counterpart: they move to `app/core/extensions.py`."""

import libcst as cst

from archwright.port.code import called, decorators, only, target
from archwright.port.counterparts import extensions, object_name
from archwright.port.example import Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.roles import Claim, Dropped, Home, Registered
from archwright.port.source import Statement

OBJECTS = tuple(sorted(extensions()))
REGISTERS = ("loader", "handler", "verify_", "get_password", "hash_password", "representation", "get_user_roles")


_START = "from flask import Flask\nfrom flask_login import LoginManager, login_required\nfrom flask_cors import CORS\n"
_VIEW = "@app.route('/')\n@login_required\ndef index():\n    return ''\n"
EXAMPLES = (
    Example(
        "an object loses the application and keeps its other arguments",
        _START + "app = Flask(__name__)\nlogin = LoginManager(app)\nCORS(app, origins=['https://a.example'])\n" + _VIEW,
        {"app/core/extensions.py": "login = LoginManager()\ncors = CORS(origins=['https://a.example'])\n"},
    ),
    Example(
        "what is set on an object stands beside it, init_app falls away",
        _START
        + "app = Flask(__name__)\nlogin = LoginManager()\nlogin.init_app(app)\nlogin.login_view = 'index'\n"
        + _VIEW,
        {
            "app/core/extensions.py": "login = LoginManager()\nlogin.login_view = 'index'\n",
            "app/services/startup.py": "",
        },
    ),
    Example(
        "what an object is given stands no higher than the object",
        "from flask import Flask\nfrom flask_assets import Bundle, Environment\napp = Flask(__name__)\n"
        "assets = Environment(app)\ncss = Bundle('a.css')\nassets.register('all', css)\n"
        "@app.route('/')\ndef index():\n    return ''\n",
        {
            "app/core/constants.py": "css = Bundle('a.css')\n",
            "app/core/extensions.py": "from app.core.constants import css\nassets.register('all', css)\n",
        },
    ),
    Example(
        "a function that the object calls is one of the hooks",
        _START + "app = Flask(__name__)\nlogin = LoginManager(app)\n"
        "@login.user_loader\ndef load(key):\n    return None\n" + _VIEW,
        {"app/api/hooks.py": "@login.user_loader\ndef load(key):\n    return None\n"},
    ),
)


def claim(statement: Statement, original: Original) -> Claim | None:
    """The object, what is set on it, and the functions that it calls."""
    call = called(statement.node)
    meaning = original.meaning(statement, call.func) if call else ""
    if meaning in OBJECTS:
        return Claim(Home("core", "extensions"), 10)
    if _class_of(meaning) and meaning.endswith(".init_app"):
        return Claim(Dropped("main installs the extension"), 10)
    place = target(statement.node)
    small = only(statement.node)
    if (
        "." in place
        and isinstance(small, cst.Assign)
        and _class_of(original.meaning(statement, small.targets[0].target))
    ):
        return Claim(Home("core", "extensions"), 10)
    for decorator in decorators(statement.node):
        inner = decorator.decorator
        meaning = original.meaning(statement, inner.func if isinstance(inner, cst.Call) else inner)
        verb = meaning.rpartition(".")[2]
        if _class_of(meaning) and any(word in verb for word in REGISTERS):
            return Claim(Registered(), 10)
    return None


def _class_of(meaning: str) -> str:
    return next((name for name in OBJECTS if meaning.startswith(f"@{name}.")), "")


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`LoginManager(app)` loses the application; a bare `CORS(app)` gets a name, so that main can install it."""
    if isinstance(node, cst.SimpleStatementLine) and isinstance(original, cst.SimpleStatementLine):
        return _with_name(node, original, scope)
    if (
        not isinstance(node, cst.Call)
        or not isinstance(original, cst.Call)
        or scope.meaning(original.func) not in OBJECTS
    ):
        return None
    kept = [arg for arg, old in zip(node.args, original.args, strict=True) if not _is_app(old, scope)]
    if len(kept) == len(node.args):
        return None
    return node.with_changes(args=[*kept[:-1], kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)] if kept else [])


def _is_app(arg: cst.Arg, scope: Scope) -> bool:
    return scope.meaning(arg.value) == "@flask.Flask"


def _with_name(node: cst.SimpleStatementLine, original: cst.SimpleStatementLine, scope: Scope) -> cst.CSTNode | None:
    small, old = only(node), only(original)
    if not isinstance(small, cst.Expr) or not isinstance(old, cst.Expr) or not isinstance(old.value, cst.Call):
        return None
    meaning = scope.meaning(old.value.func)
    if meaning not in OBJECTS:
        return None
    return node.with_changes(body=[cst.Assign([cst.AssignTarget(cst.Name(object_name(meaning)))], small.value)])
