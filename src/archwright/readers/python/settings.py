"""Settings and secrets: app.config, from_object classes, the environment, constants that look like keys."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import argument, dotted, pairs, source, text
from archwright.model.facts import Setting
from archwright.model.place import Gap
from archwright.readers.python._secrets import holds_password, is_secret_name
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope

WORDS = (".config", "Config", "environ", "getenv", "SECRET", "secret_key", "PASSWORD", "API_KEY", "api_key")
_GETTERS = frozenset({"os.environ.get", "os.getenv", "os.environ.setdefault", "os.environ.pop", "decouple.config"})
_BAGS = ("app.config", "application.config", "current_app.config", "server.config", "api.config")
_ORDINARY_CALLS = frozenset({"url_for", "render_template", "jsonify", "redirect", "dict", "filter_by"})
_START = "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
EXAMPLES = (
    Example(
        _START + "app.config['SECRET_KEY'] = 'abc123'\napp.config['URL'] = os.environ.get('DB', 'sqlite://')\n"
        "app.secret_key = 'x'\napp.config.update(DEBUG=True)\nKEY = os.environ['API_KEY']\n",
        (
            "settings: SECRET_KEY = 'abc123' secret",
            "settings: URL = os.environ.get('DB', 'sqlite://') from environment",
            "settings: DB = 'sqlite://' from environment",
            "settings: SECRET_KEY = 'x' secret",
            "settings: DEBUG = True",
            "settings: API_KEY secret from environment",
        ),
    ),
    Example(
        _START + "class Config:\n    DEBUG = False\n    PASSWORD = 'p'\napp.config.from_object(Config)\n"
        "DB = 'mysql://u:p@h/d'\nclient = connect(host='x', password='pw')\nTOKEN_LIFETIME = 3\n",
        (
            "settings: DEBUG = False",
            "settings: PASSWORD = 'p' secret",
            "settings: DB = 'mysql://u:p@h/d' secret",
            "settings: connect.password = 'pw' secret",
        ),
    ),
    Example(
        _START + "app.config.from_pyfile('settings.cfg')\n",
        ("gaps: app.py:4 settings: read from 'settings.cfg' when the program runs",),
    ),
)


def read(module: Module) -> Iterator[Setting | Gap]:
    """Every place a setting gets its value."""
    for scope in module.scopes:
        for assign in scope.of(ast.Assign):
            for target in assign.targets:
                yield from _assigned(module, scope, target, assign.value)
        for call in scope.of(ast.Call):
            yield from _called(module, call)
        for subscript in scope.of(ast.Subscript):
            if module.origin(subscript.value) == "os.environ" and isinstance(subscript.ctx, ast.Load):
                yield from _environment(module, subscript, subscript.slice, None)
        if isinstance(scope.node, ast.ClassDef):
            yield from _class(module, scope.node)


def _assigned(module: Module, scope: Scope, target: ast.expr, value: ast.expr) -> Iterator[Setting]:
    name = dotted(target)
    if isinstance(target, ast.Subscript) and _is_config(target.value):
        if written := text(target.slice, module.constants):
            yield _setting(module, written, target, value)
    elif name.endswith(".secret_key") and name.count(".") == 1:
        yield _setting(module, "SECRET_KEY", target, value)
    elif isinstance(target, ast.Attribute) and is_secret_name(target.attr) and _literal(value):
        yield _setting(module, name, target, value)
    elif isinstance(target, ast.Name) and not isinstance(scope.node, ast.ClassDef):
        yield from _constant(module, target, value, shared=not scope.name)


def _constant(module: Module, target: ast.Name, value: ast.expr, *, shared: bool) -> Iterator[Setting]:
    """A name that looks like a key, or a value that carries a password."""
    looks = is_secret_name(target.id) or holds_password(str(getattr(value, "value", "")))
    if looks and _literal(value) and (shared or target.id.isupper()):
        yield _setting(module, target.id, target, value)


def _called(module: Module, call: ast.Call) -> Iterator[Setting | Gap]:
    origin, name = module.origin(call.func), dotted(call.func).rpartition(".")[2]
    if origin in _GETTERS and call.args:
        yield from _environment(module, call, call.args[0], argument(call, 1, "default"))
    elif isinstance(call.func, ast.Attribute) and _is_config(call.func.value):
        yield from _configured(module, call, name)
    elif name and name not in _ORDINARY_CALLS and not name.endswith(("Field", "Form")):
        for item in call.keywords:
            if item.arg and is_secret_name(item.arg) and _literal(item.value):
                yield _setting(module, f"{name}.{item.arg}", call, item.value)


def _configured(module: Module, call: ast.Call, name: str) -> Iterator[Setting | Gap]:
    if name in ("update", "from_mapping"):
        given = [(item.arg, item.value) for item in call.keywords if item.arg]
        for option, value in [*given, *(pair for item in call.args for pair in pairs(item))]:
            yield _setting(module, option, value, value)
    elif name == "setdefault" and len(call.args) == 2 and (key := text(call.args[0], module.constants)):
        yield _setting(module, key, call, call.args[1])
    elif name in ("from_pyfile", "from_envvar", "from_file", "from_json", "from_prefixed_env") or (
        name == "from_object" and not dotted(argument(call, 0, "obj")) and text(argument(call, 0, "obj")) is None
    ):
        shown = ", ".join(source(item) for item in call.args) or "the environment"
        yield Gap(module.place(call), "settings", f"read from {shown} when the program runs")


def _class(module: Module, node: ast.ClassDef) -> Iterator[Setting]:
    """Upper-case attributes of a class that is a configuration by its name."""
    if "Config" not in node.name and "Settings" not in node.name:
        return
    for item in node.body:
        target = item.targets[0] if isinstance(item, ast.Assign) else getattr(item, "target", None)
        value = getattr(item, "value", None)
        if isinstance(target, ast.Name) and target.id.isupper() and value is not None:
            yield _setting(module, target.id, item, value)


def _environment(module: Module, node: ast.expr, name: ast.expr, default: ast.expr | None) -> Iterator[Setting]:
    key = text(name, module.constants)
    if key:
        written = source(default) if default is not None else None
        yield Setting(
            key,
            module.place(node),
            written,
            is_secret_name(key) or holds_password(written or ""),
            from_environment=True,
        )


def _setting(module: Module, name: str, node: ast.AST, value: ast.expr) -> Setting:
    secret = is_secret_name(name.rpartition(".")[2]) or (_literal(value) and holds_password(source(value)))
    return Setting(name, module.place(node), source(value), secret, _from_environment(module, value))


def _from_environment(module: Module, value: ast.expr) -> bool:
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and module.origin(node.func) in _GETTERS:
            return True
        if isinstance(node, ast.Subscript) and module.origin(node.value) == "os.environ":
            return True
    return False


def _is_config(node: ast.expr) -> bool:
    name = dotted(node)
    return name in _BAGS or (name.endswith(".config") and name.count(".") == 1 and not name.startswith("self."))


def _literal(node: ast.expr) -> bool:
    """A string or bytes that stands in the code and is not empty."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and bool(node.value)
    )
