"""Hooks: functions the framework calls around requests, by decorator or by call."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import dotted, source
from archwright.model.facts import Hook, HookKind
from archwright.model.notes import Hooked
from archwright.readers.flask._wiring import wiring
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope
from archwright.study.world import World

WORDS = ("flask", "Flask", "_request", "errorhandler", "_loader")
_KINDS: dict[str, HookKind] = {
    "before_request": "before",
    "before_app_request": "before",
    "before_first_request": "before",
    "before_app_first_request": "before",
    "after_request": "after",
    "after_app_request": "after",
    "teardown_request": "teardown",
    "teardown_app_request": "teardown",
    "teardown_appcontext": "teardown",
    "errorhandler": "error",
    "app_errorhandler": "error",
    "register_error_handler": "error",
    "context_processor": "context",
    "app_context_processor": "context",
    "shell_context_processor": "other",
    "template_filter": "filter",
    "app_template_filter": "filter",
    "add_template_filter": "filter",
    "template_test": "filter",
    "template_global": "global",
    "app_template_global": "global",
    "add_template_global": "global",
    "url_value_preprocessor": "other",
    "url_defaults": "other",
    "user_loader": "login",
    "request_loader": "login",
    "unauthorized_handler": "login",
    "header_loader": "login",
    "user_lookup_loader": "login",
    "user_identity_loader": "login",
    "user_loader_callback_loader": "login",
    "token_in_blocklist_loader": "login",
    "token_in_blacklist_loader": "login",
    "unauthorized_loader": "login",
    "invalid_token_loader": "login",
    "expired_token_loader": "login",
    "additional_claims_loader": "login",
    "verify_password": "login",
    "get_password": "login",
    "hash_password": "login",
    "verify_token": "login",
    "error_handler": "login",
    "get_user_roles": "login",
}
_START = "from flask import Flask\napp = Flask(__name__)\n"
EXAMPLES = (
    Example(
        _START + "@app.before_request\ndef check(): ...\n@app.errorhandler(404)\ndef lost(e): ...\n"
        "@app.template_filter('money')\ndef as_money(v): ...\n@app.cli.command('seed')\ndef seed(): ...\n",
        (
            "hooks: before check",
            "hooks: error lost for 404",
            "hooks: filter as_money for money",
            "hooks: command seed for seed",
        ),
    ),
    Example(
        _START + "from flask import Blueprint\nbp = Blueprint('bp', __name__)\napp.register_blueprint(bp)\n"
        "@bp.after_request\ndef tidy(r): ...\napp.register_error_handler(ValueError, wrong)\n"
        "app.teardown_appcontext(close)\n",
        ("hooks: after tidy in bp", "hooks: error wrong for ValueError", "hooks: teardown close"),
    ),
    Example(
        _START + "app.jinja_env.filters['up'] = upper\napp.jinja_env.globals.update(now=clock)\n",
        ("hooks: filter upper for up", "hooks: global clock for now"),
    ),
    Example(
        _START
        + "from flask_login import LoginManager\nlogin = LoginManager(app)\n@login.user_loader\ndef load(key): ...\n",
        ("hooks: login load",),
    ),
)


def read(module: Module) -> Iterator[Hooked]:
    """Every hook that is declared, whoever receives it."""
    for scope in module.scopes:
        if scope.is_function:
            yield from _decorated(module, scope)
        for call in scope.of(ast.Call):
            yield from _called(module, scope, call)
        for assign in scope.of(ast.Assign):
            yield from _assigned(module, scope, assign)


def join(world: World) -> Iterator[Hook]:
    """The same with the blueprint they belong to."""
    wires = wiring(world)
    for path, note in world.notes(Hooked):
        owner = wires.find(path, note.scope, note.receiver)
        mounts = wires.mounts(owner) if owner and wires.kind(owner) == "blueprint" else []
        blueprint = ".".join(mounts[0].names) if mounts else ""
        yield Hook(note.kind, note.function, note.place, note.argument, blueprint)


def _decorated(module: Module, scope: Scope) -> Iterator[Hooked]:
    node = scope.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    outer = scope.parent.name if scope.parent and scope.parent.is_function else ""
    for decorator in node.decorator_list:
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        if not isinstance(function, ast.Attribute):
            continue
        kind = _kind(function)
        if kind:
            argument = _argument(decorator) or (node.name if kind in ("filter", "global", "command") else "")
            yield Hooked(outer, dotted(function.value), kind, node.name, module.place(decorator), argument)


def _kind(function: ast.Attribute) -> HookKind | None:
    owner = dotted(function.value)
    if function.attr == "command" and owner.endswith(("cli", "group")):
        return "command"
    if function.attr == "command" and owner == "manager":
        return "command"
    if function.attr in ("on", "event", "on_error") and "socket" in owner.lower():
        return "other"
    return _KINDS.get(function.attr) if owner else None


def _argument(decorator: ast.expr) -> str:
    if not isinstance(decorator, ast.Call) or not decorator.args:
        return ""
    first = decorator.args[0]
    return str(first.value) if isinstance(first, ast.Constant) else source(first)


def _called(module: Module, scope: Scope, call: ast.Call) -> Iterator[Hooked]:
    if not isinstance(call.func, ast.Attribute):
        return
    owner, name, place, args = dotted(call.func.value), call.func.attr, module.place(call), call.args
    outer = scope.name if scope.is_function else ""
    if name == "register_error_handler" and len(args) == 2:
        yield Hooked(outer, owner, "error", source(args[1]), place, source(args[0]))
    elif name == "update" and owner.endswith("jinja_env.globals"):
        for item in call.keywords:
            if item.arg:
                yield Hooked(outer, owner.partition(".")[0], "global", source(item.value), place, item.arg)
    elif name == "add_command" and owner.endswith("cli") and args:
        yield Hooked(outer, owner, "command", source(args[0]), place, source(args[0]))
    elif name in _KINDS and name != "errorhandler" and len(args) == 1 and dotted(args[0]):
        yield Hooked(outer, owner, _KINDS[name], dotted(args[0]), place)


def _assigned(module: Module, scope: Scope, assign: ast.Assign) -> Iterator[Hooked]:
    target = assign.targets[0]
    if not isinstance(target, ast.Subscript) or not isinstance(target.slice, ast.Constant):
        return
    owner, _, bag = dotted(target.value).rpartition(".")
    kinds: dict[str, HookKind] = {"filters": "filter", "globals": "global", "tests": "filter"}
    if owner.endswith("jinja_env") and bag in kinds:
        outer = scope.name if scope.is_function else ""
        yield Hooked(
            outer,
            owner.partition(".")[0],
            kinds[bag],
            source(assign.value),
            module.place(assign),
            str(target.slice.value),
        )
