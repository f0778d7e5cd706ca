"""Blueprints: made, registered, nested; with the prefix given at registration."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import argument, dotted, keyword, text
from archwright.model.facts import Blueprint
from archwright.model.notes import Registered
from archwright.model.place import Gap
from archwright.readers.flask._wiring import blueprint_name, wiring
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope
from archwright.study.world import World

WORDS = ("flask", "Flask", "register_blueprint")
_REGISTER = {
    "register_blueprint": ("url_prefix", "blueprint"),
    "add_namespace": ("path", "ns"),
    "register_api": ("url_prefix", "api"),
}
EXAMPLES = (
    Example(
        "from flask import Flask, Blueprint\n"
        "app = Flask(__name__)\n"
        "outer = Blueprint('outer', __name__, url_prefix='/o')\n"
        "inner = Blueprint('inner', __name__)\n"
        "outer.register_blueprint(inner, url_prefix='/i')\n"
        "app.register_blueprint(outer, url_prefix='/v1')\n"
        "lost = Blueprint('lost', __name__)\n",
        (
            "blueprints: outer = outer at /v1",
            "blueprints: inner = outer.inner at /v1/i",
            "gaps: app.py:7 blueprint lost: never registered on app; its routes are not reachable",
        ),
    ),
    Example(
        "from flask import Flask, Blueprint\n"
        "app = Flask(__name__)\n"
        "a = Blueprint('a', __name__)\n"
        "b = Blueprint('b', __name__)\n"
        "for part in (a, b):\n"
        "    app.register_blueprint(part, url_prefix='/x')\n",
        ("blueprints: a = a at /x", "blueprints: b = b at /x"),
    ),
)


def read(module: Module) -> Iterator[object]:
    """Each registration."""
    for scope in module.scopes:
        for call in scope.of(ast.Call):
            if isinstance(call.func, ast.Attribute) and (call.func.attr in _REGISTER or call.func.attr == "init_app"):
                yield from _registered(module, scope, call, call.func)


def join(world: World) -> Iterator[object]:
    """A fact for each mount of a blueprint, a gap for one that is never mounted."""
    wires = wiring(world)
    for key, made in wires.objects.items():
        if not made.origin or wires.kind(key) != "blueprint":
            continue
        mounts = wires.mounts(key)
        for mount in mounts:
            yield Blueprint(key[2], ".".join(mount.names), mount.prefix or "", made.place)
        if not mounts and wires.main:
            what = f"blueprint {blueprint_name(made, key[0])}"
            yield Gap(made.place, what, f"never registered on {wires.main[2]}; its routes are not reachable")


def _registered(module: Module, scope: Scope, call: ast.Call, function: ast.Attribute) -> Iterator[object]:
    receiver, place = dotted(function.value), module.place(call)
    if function.attr == "init_app":
        target = dotted(argument(call, 0, "app"))
        if target and receiver:
            yield Registered(scope.name, target, receiver, place)
        return
    prefix_name, child_name = _REGISTER[function.attr]
    child = argument(call, 0, child_name)
    prefix_node = argument(call, 1, prefix_name) if function.attr == "add_namespace" else keyword(call, prefix_name)
    prefix = text(prefix_node, module.constants)
    if prefix_node is not None and prefix is None and not _is_none(prefix_node):
        yield Gap(place, "blueprint prefix", f"{ast.unparse(prefix_node)} is not known without running the program")
    names = _names(scope, call, child)
    for name in names:
        yield Registered(scope.name, receiver, name, place, prefix, text(keyword(call, "name"), module.constants))
    if not names:
        yield Gap(
            place, "blueprint", f"registered from {ast.unparse(child) if child else 'nothing'}, which is not a name"
        )


def _names(scope: Scope, call: ast.Call, child: ast.expr | None) -> list[str]:
    """The names registered: one, or those of the literal list that a loop runs over."""
    name = dotted(child)
    for loop in scope.of(ast.For):
        inside = loop.lineno <= call.lineno <= (loop.end_lineno or 0)
        if inside and isinstance(loop.target, ast.Name) and loop.target.id == name:
            items = loop.iter.elts if isinstance(loop.iter, ast.List | ast.Tuple | ast.Set) else []
            return [found for item in items if (found := dotted(item))]
    return [name] if name else []


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
