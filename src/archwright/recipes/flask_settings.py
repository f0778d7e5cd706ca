"""Configuration: literals and environment look-ups become fields of `Settings`; what is computed stays code."""

import ast
import re
from collections.abc import Iterator

import libcst as cst

from archwright.model.parts import Part, SettingPart
from archwright.port.code import called, code_of, only, target, text_of
from archwright.port.example import SETTINGS, Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.roles import Claim, Dropped, Home
from archwright.port.source import Own, Statement
from archwright.recipes._settings_objects import Configured, computed_values, of_file, of_object

CONFIG = "@flask.Flask.config"
SECRETS = ("SECRET", "PASSWORD", "TOKEN", "API_KEY", "PRIVATE")
ATTRIBUTES = frozenset({"@flask.Flask.secret_key", "@flask.Flask.permanent_session_lifetime"})
"""Attributes that stand for a key."""
JSON_FORMAT = frozenset(f"@flask.Flask.json.{name}" for name in ("compact", "ensure_ascii", "mimetype", "sort_keys"))
DATABASE_KEYS = frozenset({"SQLALCHEMY_DATABASE_URI"})
SERVER_KEYS = frozenset({"SQLALCHEMY_TRACK_MODIFICATIONS", "SQLALCHEMY_ECHO", "DEBUG", "ENV", "TEMPLATES_AUTO_RELOAD",
                         "SQLALCHEMY_TRACK_MODIFICATION"})  # fmt: skip
MAPPING = f"{CONFIG}.from_mapping"
UPDATES = frozenset({f"{CONFIG}.update", MAPPING})
UNREAD = frozenset({f"{CONFIG}.from_envvar", f"{CONFIG}.from_prefixed_env"})
READ_ELSEWHERE = frozenset(
    {f"{CONFIG}.from_object", f"{CONFIG}.from_pyfile", f"{CONFIG}.from_file", f"{CONFIG}.from_json"}
)
"""What they read may be nothing that the source tells: a file that is not there, a name from the environment."""
COMMON = frozenset({"DEBUG", "HOME", "HOST", "HOSTNAME", "LANG", "LOGNAME", "NAME", "PATH", "PORT", "PWD", "SHELL",
                    "TERM", "TZ", "USER", "USERNAME"})  # fmt: skip
"""Variables that machines set for other ends."""
PLAIN = str | int | float | bool | bytes
"""What a variable of the environment can say."""


_START = "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
_VIEW = "@app.route('/')\ndef index():\n    return ''\n"
EXAMPLES = (
    Example(
        "literals become fields, by name or all at once",
        _START
        + "app.secret_key = 'x'\napp.config['PAGE_SIZE'] = 20\napp.config.update(TITLE='Notes', RATE=0.5)\n"
        + _VIEW,
        {
            SETTINGS: "secret_key: str = 'x'\npage_size: int = 20\ntitle: str = 'Notes'\nrate: float = 0.5\n",
            "app/core/configuration.py": "",
        },
    ),
    Example(
        "look-ups in the environment become fields with their default",
        _START + "app.config['MAIL'] = os.environ.get('MAIL_SERVER', 'localhost')\n"
        "app.config['KEY'] = os.getenv('KEY') or 'none'\napp.config['ROOT'] = os.environ['ROOT']\n" + _VIEW,
        {SETTINGS: "mail: str = 'localhost'\nkey: str = 'none'\nroot: str | None = None\n"},
    ),
    Example(
        "a look-up that may find nothing is a text or nothing",
        _START + "app.config['BUCKET'] = os.environ.get('BUCKET', None)\napp.config['REGION'] = os.getenv('REGION')\n"
        "app.config['ZONE'] = os.environ.get('ZONE') or None\n" + _VIEW,
        {SETTINGS: "bucket: str | None = None\nregion: str | None = None\nzone: str | None = None\n"},
    ),
    Example(
        "a default that no variable can say stays code",
        _START + "app.config['ORIGINS'] = os.environ.get('ORIGINS', ['a', 'b'])\n" + _VIEW,
        {"app/core/configuration.py": "current_app.config['ORIGINS'] = os.environ.get('ORIGINS', ['a', 'b'])\n"},
    ),
    Example(
        "a dictionary of settings gives its items",
        "config = {'TITLE': 'Notes', 'RATE': 0.5}\n" + _START + "app.config.from_mapping(config)\n" + _VIEW,
        {SETTINGS: "title: str = 'Notes'\nrate: float = 0.5\n", "app/services/startup.py": ""},
    ),
    Example(
        "a dictionary that is made when the application starts is read then",
        _START + "more = {'TITLE': 'Notes'}\nmore['RATE'] = len(os.sep)\napp.config.from_mapping(more)\n" + _VIEW,
        {"app/core/configuration.py": "current_app.config.update(more)\n"},
    ),
    Example(
        "the last value of a key wins",
        _START + "app.config['PAGE_SIZE'] = 20\napp.config['PAGE_SIZE'] = 30\n" + _VIEW,
        {SETTINGS: "page_size: int = 30\n"},
    ),
    Example(
        "a class of settings gives its attributes",
        _START + "class Config:\n    TITLE = 'Notes'\napp.config.from_object(Config)\n" + _VIEW,
        {SETTINGS: "title: str = 'Notes'\n"},
    ),
    Example(
        "what a class of settings computes is computed",
        _START + "class Config:\n    TITLE = 'Notes'\n    SECRET_KEY = os.environ.get('KEY') or os.urandom(24)\n"
        "app.config.from_object(Config)\n" + _VIEW,
        {
            SETTINGS: "title: str = 'Notes'\n",
            "app/core/configuration.py": "current_app.config['SECRET_KEY'] = os.environ.get('KEY') or os.urandom(24)\n",
        },
    ),
    Example(
        "what the module itself computes is read where it is",
        _START + "FOLDER = os.path.join('a', 'b')\napp.config.from_object(__name__)\n" + _VIEW,
        {"app/core/configuration.py": "current_app.config['FOLDER'] = FOLDER\n"},
    ),
    Example(
        "a class of settings gives what it inherits too",
        _START + "class Base:\n    TITLE = 'Notes'\n    RATE = 0.5\nclass Own(Base):\n    RATE = 0.7\n"
        "choices = {'own': Own}\napp.config.from_object(choices['own'])\n" + _VIEW,
        {SETTINGS: "title: str = 'Notes'\nrate: float = 0.7\n"},
    ),
    Example(
        "classes that speak of each other are no settings",
        _START + "class Left:\n    def other(self):\n        return Right()\n"
        "class Right:\n    def other(self):\n        return Left()\n" + _VIEW,
        {"app/core/constants.py": "class Left:\n    def other(self):\n        return Right()\n"},
    ),
    Example(
        "what only the machine of the original knows is left to the environment",
        _START
        + "app.config.from_object(os.environ['SETTINGS'])\napp.config.from_pyfile('mine.py', silent=True)\n"
        + _VIEW,
        {"app/services/startup.py": "", "app/core/configuration.py": ""},
    ),
    Example(
        "a computed attribute of the application is a computed setting",
        _START + "from datetime import timedelta\napp.secret_key = os.urandom(24)\n"
        "app.permanent_session_lifetime = timedelta(minutes=5)\n" + _VIEW,
        {
            "app/core/configuration.py": "current_app.config['SECRET_KEY'] = os.urandom(24)\n"
            "current_app.config['PERMANENT_SESSION_LIFETIME'] = timedelta(minutes=5)\n",
        },
    ),
    Example(
        "how JSON is written is configured where the rest is",
        _START + "app.json.sort_keys = False\napp.json.ensure_ascii = False\n" + _VIEW,
        {"app/core/configuration.py": "json_format.sort_keys = False\njson_format.ensure_ascii = False\n"},
    ),
    Example(
        "what is computed stays code, without what is not",
        _START + "app.config.update(TITLE='Notes', FOLDER=os.path.join('a', 'b'))\n" + _VIEW,
        {
            SETTINGS: "title: str = 'Notes'\n",
            "app/core/configuration.py": "current_app.config['FOLDER'] = os.path.join('a', 'b')\n",
        },
    ),
)


def claim(statement: Statement, original: Original) -> Claim | None:
    """`app.config[...] = ...`, `app.secret_key = ...`, `app.config.update(...)`, `from_object(...)`."""
    scope = Scope(original.source, statement.module, original.objects)
    call = called(statement.node)
    if call is not None and scope.meaning(call.func) in UNREAD:
        return Claim(Dropped("the environment and .env say the settings"), 20)
    if _is_configuration(statement, original):
        return Claim(Dropped("app/core/config.py holds it"), 20)
    found = list(configured(statement.node, scope))
    meaning = scope.meaning(call.func) if call is not None else ""
    if not found and _is_json_format(statement.node, scope):
        return Claim(Home("core", "configuration"), 20)
    if not found and meaning in READ_ELSEWHERE:
        return Claim(Dropped("the environment and .env say the settings"), 20)
    if not found:
        return Claim(Home("core", "configuration"), 20) if meaning in UPDATES else None
    if all(_is_setting(*each) for each in found):
        return Claim(Dropped("app/core/config.py holds it"), 20)
    return Claim(Home("core", "configuration"), 20)


def _is_json_format(node: cst.CSTNode, scope: Scope) -> bool:
    """`app.json.sort_keys = False`."""
    small = only(node)
    return isinstance(small, cst.Assign) and scope.meaning(small.targets[0].target) in JSON_FORMAT


def _is_setting(key: str, value: cst.BaseExpression, scope: Scope) -> bool:
    return key in DATABASE_KEYS | SERVER_KEYS or setting_of(key, value, scope) is not None


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """Of several keys set at once only the computed ones stay in code, one line each; attributes become keys."""
    if isinstance(node, cst.Call) and isinstance(original, cst.Call) and scope.meaning(original.func) == MAPPING:
        return node.with_changes(func=cst.ensure_type(node.func, cst.Attribute).with_changes(attr=cst.Name("update")))
    if isinstance(node, cst.Attribute) and scope.meaning(original) in JSON_FORMAT:
        scope.need("app.core.compat.json", "json_format")
        return node.with_changes(value=cst.Name("json_format"))
    if not isinstance(node, cst.SimpleStatementLine):
        return None
    if isinstance(only(node), cst.Assign) and isinstance(only(original), cst.Assign):
        return _with_key(node, original, scope)
    if not isinstance(only(original), cst.Expr):
        return None
    found = list(configured(original, scope))
    call = called(original)
    reads = call is not None and scope.meaning(call.func) == f"{CONFIG}.from_object"
    if not found or not (reads or any(_is_setting(*each) for each in found)):
        return None
    computed = [each[0] for each in found if not _is_setting(*each)]
    values = computed_values(found, call, scope) if call is not None and reads else dict(configured_values(node))
    scope.need("app.core.compat.context", "current_app")
    lines = [f'current_app.config["{key}"] = {code_of(values[key])}\n' for key in computed if key in values]
    return cst.FlattenSentinel([cst.parse_statement(line) for line in lines])  # type: ignore[return-value]


def _with_key(node: cst.SimpleStatementLine, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`app.secret_key = os.urandom(24)` as the key that it stands for."""
    small, before = (cst.ensure_type(only(each), cst.Assign) for each in (node, original))
    if len(before.targets) != 1 or scope.meaning(before.targets[0].target) not in ATTRIBUTES:
        return None
    key = code_of(before.targets[0].target).rpartition(".")[2].upper()
    scope.need("app.core.compat.context", "current_app")
    place = cst.ensure_type(cst.parse_expression(f'current_app.config["{key}"]'), cst.Subscript)
    return node.with_changes(body=[small.with_changes(targets=[small.targets[0].with_changes(target=place)])])


def configured_values(node: cst.CSTNode) -> Iterator[tuple[str, cst.BaseExpression]]:
    """(key, value) of a rewritten `config.update(...)`."""
    call = called(node)
    for arg in call.args if call else ():
        yield from [(arg.keyword.value, arg.value)] if arg.keyword else _pairs(arg.value)


def configured(node: cst.CSTNode, scope: Scope) -> Iterator[Configured]:
    """(key, value, the scope the value stands in) of each configuration that a statement makes."""
    small = only(node)
    if isinstance(small, cst.Assign) and len(small.targets) == 1:
        yield from ((*pair, scope) for pair in _assigned(small.targets[0].target, small.value, scope))
    call = called(node)
    meaning = scope.meaning(call.func) if call else ""
    if call is not None and meaning in UPDATES:
        yield from ((arg.keyword.value, arg.value, scope) for arg in call.args if arg.keyword)
        for given in (arg.value for arg in call.args if arg.keyword is None):
            named = _named_settings(given, scope) if isinstance(given, cst.Name) else None
            yield from named or ((*pair, scope) for pair in _pairs(given))
    if call is not None and meaning == f"{CONFIG}.from_object" and call.args:
        yield from of_object(call.args[0].value, scope)
    if call is not None and meaning == f"{CONFIG}.from_pyfile" and call.args:
        yield from of_file(call.args[0].value, scope)


def _named_settings(name: cst.Name, scope: Scope) -> list[Configured] | None:
    """The items of a dictionary that has a name, when all are settings and nothing adds to it."""
    module = scope.source.modules[scope.module]
    binder = module.binder(name.value)
    small = only(binder.node) if binder else None
    changes = re.compile(rf"\b{name.value}(?:\[[^\]]*\]\s*=[^=]|\.(?:update|pop|setdefault)\()")
    if not isinstance(small, cst.Assign) or any(changes.search(s.code) for s in module.statements):
        return None
    found = [(key, value, scope) for key, value in _pairs(small.value)]
    return found if found and all(_is_setting(*each) for each in found) else None


def _assigned(
    place: cst.BaseExpression, value: cst.BaseExpression, scope: Scope
) -> Iterator[tuple[str, cst.BaseExpression]]:
    if scope.meaning(place) in ATTRIBUTES:
        yield code_of(place).rpartition(".")[2].upper(), value
    elif isinstance(place, cst.Subscript) and scope.meaning(place.value) == CONFIG:
        index = place.slice[0].slice
        key = text_of(index.value) if isinstance(index, cst.Index) else None
        if key:
            yield key, value


def _pairs(node: cst.BaseExpression) -> Iterator[tuple[str, cst.BaseExpression]]:
    if isinstance(node, cst.Call) and code_of(node.func) == "dict":
        yield from ((arg.keyword.value, arg.value) for arg in node.args if arg.keyword)
    for element in node.elements if isinstance(node, cst.Dict) else ():
        if isinstance(element, cst.DictElement) and (key := text_of(element.key)):
            yield key, element.value


def _is_configuration(statement: Statement, original: Original, above: frozenset[Statement] = frozenset()) -> bool:
    """Whether a class (or a name for it) serves `config.from_object` and nothing else.

    `above`: what it was asked for; two classes that use each other serve nothing by that.
    """
    if statement in above or (not isinstance(statement.node, cst.ClassDef) and target(statement.node) == ""):
        return False
    users = [s for s in original.source if s is not statement and _uses(s, statement, original)]
    return bool(users) and all(_hands_on(user, original, above | {statement}) for user in users)


def _uses(user: Statement, statement: Statement, original: Original) -> bool:
    origins = (original.source.origin(user.module, name) for name in user.uses)
    return any(isinstance(o, Own) and o.module == statement.module and o.name in statement.binds for o in origins)


def _hands_on(user: Statement, original: Original, above: frozenset[Statement]) -> bool:
    if isinstance(user.node, cst.ClassDef):
        return _is_configuration(user, original, above)
    call = called(user.node)
    if call is not None:
        return original.meaning(user, call.func) == f"{CONFIG}.from_object"
    small = only(user.node)
    return (
        isinstance(small, cst.Assign) and isinstance(small.value, cst.Name) and _is_configuration(user, original, above)
    )


def setting_of(key: str, value: cst.BaseExpression, scope: Scope) -> SettingPart | None:
    """The field for a key; None when the value is more than a literal or an environment look-up."""
    secret = any(word in key.upper() for word in SECRETS)
    literal = _literal(value, scope)
    if literal is not None:
        own = f"APP_{key.upper()}" if key.upper() in COMMON else ""
        return SettingPart(key.lower(), _type(literal), repr(literal), "", secret, own)
    variable, default = _environment(value, scope)
    if variable is None:
        return None
    known = default not in ("", "None")
    kind = _type(ast.literal_eval(default)) if known else "str | None"
    return SettingPart(key.lower(), kind, default or "None", "", secret and known, variable)


def _literal(value: cst.BaseExpression, scope: Scope) -> object:
    own = scope.source.origin(scope.module, code_of(value)) if isinstance(value, cst.Name) else None
    if isinstance(own, Own) and own.name and (binder := scope.source.modules[own.module].binder(own.name)):
        small = only(binder.node)
        value = small.value if isinstance(small, cst.Assign) else value
    try:
        found = ast.literal_eval(code_of(value))
    except (ValueError, SyntaxError):
        return None
    return found if isinstance(found, PLAIN) else None


def _environment(value: cst.BaseExpression, scope: Scope) -> tuple[str | None, str]:
    """(variable, literal default) of `os.environ.get("X", "d")`, `os.getenv("X") or "d"`, `os.environ["X"]`."""
    fallback = ""
    if isinstance(value, cst.BooleanOperation) and isinstance(value.operator, cst.Or):
        fallback = code_of(value.right)
        value = value.left
    if isinstance(value, cst.Subscript) and scope.meaning(value.value) == "os.environ":
        index = value.slice[0].slice
        return (text_of(index.value) if isinstance(index, cst.Index) else None), _only_literal(fallback)
    if not isinstance(value, cst.Call) or scope.meaning(value.func) not in (
        "os.environ.get",
        "os.getenv",
    ):
        return None, ""
    default = fallback or (code_of(value.args[1].value) if len(value.args) > 1 else "")
    if default and not _only_literal(default):
        return None, ""
    return text_of(value.args[0].value), _only_literal(default)


def _only_literal(code: str) -> str:
    try:
        found = ast.literal_eval(code)
    except (ValueError, SyntaxError):
        return ""
    return code if isinstance(found, PLAIN | None) else ""


def _type(value: object) -> str:
    return type(value).__name__


def parts(original: Original) -> list[Part]:
    """One field a key; the last value wins, as it does in the original."""
    fields: dict[str, Part] = {}
    for statement in original.source:
        scope = Scope(original.source, statement.module, original.objects)
        for key, value, inside in configured(statement.node, scope):
            made = None if key in DATABASE_KEYS | SERVER_KEYS else setting_of(key, value, inside)
            if made:
                fields[key] = made
    return list(fields.values())
