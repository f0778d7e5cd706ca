"""Routes: decorators, `add_url_rule`, class views, Flask-RESTful and Flask-RESTX resources."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from archwright.kit.syntax import argument, dotted, keyword, literal, pairs, source, text
from archwright.model.facts import Route
from archwright.model.notes import Routed, Slashes
from archwright.model.place import Gap
from archwright.readers.flask._routing import bound_routes, route_gaps
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope
from archwright.study.world import World

WORDS = ("flask", "Flask")
_VERBS = frozenset({"get", "post", "put", "delete", "patch"})
_START = "from flask import Flask\napp = Flask(__name__)\n"
EXAMPLES = (
    Example(
        _START
        + "@app.route('/a/<int:n>', methods=['GET', 'post'], endpoint='x')\n@login_required\ndef show(n): return ''\n",
        ("routes: GET,POST /a/<int:n> -> show [x] guarded by login_required",),
    ),
    Example(
        _START + "@app.route('/')\n@app.route('/p/<path:rest>', defaults={'rest': ''}, strict_slashes=False)\n"
        "def show(rest=''): return ''\n",
        ("routes: GET / -> show [show]", "routes: GET /p/<path:rest> -> show [show] defaults rest='' slashes free"),
    ),
    Example(
        "from flask import Flask, Blueprint\n"
        "bp = Blueprint('shop', __name__, url_prefix='/shop')\n"
        "@bp.get('/items')\ndef items(): return []\n"
        "def create_app():\n    app = Flask(__name__)\n    app.register_blueprint(bp)\n"
        "    @app.delete('/x')\n    def gone(): return ''\n    return app\n",
        ("routes: GET /shop/items -> items [shop.items]", "routes: DELETE /x -> gone [gone]"),
    ),
    Example(
        _START + "from flask_restful import Api, Resource\n"
        "api = Api(app, prefix='/v1')\n"
        "class Todo(Resource):\n    def get(self): return {}\n    def put(self): return {}\n"
        "api.add_resource(Todo, '/todo', '/todos/<id>')\n",
        ("routes: GET,PUT /v1/todo -> Todo [todo]", "routes: GET,PUT /v1/todos/<id> -> Todo [todo]"),
    ),
    Example(
        _START + "for name in names():\n    @app.route('/' + name)\n    def page(): return ''\n",
        ("gaps: app.py:4 route: the rule '/' + name is not known without running the program",),
    ),
    Example(
        "from flask import Flask\nimport views\napp = Flask(__name__)\n"
        "app.add_url_rule('/v', 'first', views.one, methods=('POST',))\n",
        ("routes: POST /v -> one [first]",),
        (("views.py", "def one():\n    return ''\n"),),
    ),
)


def read(module: Module) -> Iterator[object]:
    """Every rule that is declared, whoever receives it."""
    for scope in module.scopes:
        yield from _decorated(module, scope)
        for call in scope.of(ast.Call):
            if isinstance(call.func, ast.Attribute) and call.func.attr in _CALLS:
                yield from _CALLS[call.func.attr](module, scope, call)
        for assign in scope.of(ast.Assign):
            if dotted(assign.targets[0]).endswith("url_map.strict_slashes") and isinstance(assign.value, ast.Constant):
                yield Slashes(bool(assign.value.value))


def join(world: World) -> Iterator[Route | Gap]:
    """The routes of the main application, prefixes and endpoints worked out."""
    yield from (bound.route for bound in bound_routes(world))
    yield from route_gaps(world)


def _decorated(module: Module, scope: Scope) -> Iterator[object]:
    node = scope.node
    if isinstance(node, ast.Module):
        return
    outer = scope.parent.name if scope.parent and scope.parent.is_function else ""
    for position, decorator in enumerate(node.decorator_list):
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            continue
        verb = decorator.func.attr
        rules = _rules(decorator)
        if (verb != "route" and verb not in _VERBS) or not rules:
            continue
        is_class = isinstance(node, ast.ClassDef)
        guards = tuple(source(item) for item in node.decorator_list[position + 1 :] if not _is_route(item))
        for rule in rules if is_class else rules[:1]:
            how = "class" if is_class else "route" if verb == "route" else "verb"
            methods = (verb.upper(),) if how == "verb" else _methods(module, decorator)
            receiver, place = dotted(decorator.func.value), module.place(decorator)
            draft = Routed(outer, receiver, how, "", methods, "", scope.name, place, node.lineno, guards=guards)
            yield _routed(module, decorator, rule, draft)


def _is_route(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(function, ast.Attribute) and (
        function.attr == "route" or (function.attr in _VERBS and _has_rule(decorator))
    )


def _has_rule(decorator: ast.expr) -> bool:
    rule = argument(decorator, 0, "rule") if isinstance(decorator, ast.Call) else None
    return isinstance(rule, ast.Constant) and str(rule.value).startswith("/")


def _rules(call: ast.Call) -> list[ast.expr]:
    named = keyword(call, "rule")
    return list(call.args) or ([named] if named else [])


def _routed(module: Module, call: ast.Call, rule: ast.expr, draft: Routed) -> Routed | Gap:
    """The draft with what the call itself says: rule, endpoint, defaults, slashes."""
    written = text(rule, module.constants)
    if written is None:
        return Gap(module.place(call), "route", f"the rule {source(rule)} is not known without running the program")
    return replace(
        draft,
        rule=written,
        endpoint=draft.endpoint or text(keyword(call, "endpoint"), module.constants) or "",
        defaults=tuple((name, source(value)) for name, value in pairs(keyword(call, "defaults"))),
        strict_slashes=literal(keyword(call, "strict_slashes"), module.constants) is not False,
    )


def _methods(module: Module, call: ast.Call) -> tuple[str, ...] | None:
    given = literal(keyword(call, "methods"), module.constants)
    if isinstance(given, str):
        # methods="POST" is an error to Flask; ("POST") is the same mistake in other clothes.
        return (given.upper(),)
    return tuple(str(item).upper() for item in given) if isinstance(given, tuple) else None


def _add_url_rule(module: Module, scope: Scope, call: ast.Call) -> Iterator[object]:
    rule, view = argument(call, 0, "rule"), argument(call, 2, "view_func")
    if rule is None or view is None or not isinstance(call.func, ast.Attribute):
        return
    guards: tuple[str, ...] = ()
    endpoint = text(argument(call, 1, "endpoint"), module.constants) or ""
    while isinstance(view, ast.Call) and not _is_as_view(view) and view.args:
        guards += (source(view.func),)
        view = view.args[0]
    if isinstance(view, ast.Call) and isinstance(view.func, ast.Attribute):
        endpoint = endpoint or text(argument(view, 0, "name"), module.constants) or ""
        view = view.func.value
    name = dotted(view)
    if not name:
        yield Gap(module.place(call), "route", f"the view {source(view)} is not a name")
        return
    receiver = dotted(call.func.value)
    place, methods = module.place(call), _methods(module, call)
    draft = Routed(_function_name(scope), receiver, "rule", "", methods, endpoint, name, place, guards=guards)
    yield _routed(module, call, rule, draft)


def _is_as_view(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "as_view"


def _add_resource(module: Module, scope: Scope, call: ast.Call) -> Iterator[object]:
    if not call.args or not isinstance(call.func, ast.Attribute) or not dotted(call.args[0]):
        return
    receiver, view = dotted(call.func.value), dotted(call.args[0])
    draft = Routed(_function_name(scope), receiver, "resource", "", None, "", view, module.place(call))
    yield from (_routed(module, call, rule, draft) for rule in call.args[1:])


def _function_name(scope: Scope) -> str:
    return scope.name if scope.is_function else ""


_CALLS = {"add_url_rule": _add_url_rule, "add_resource": _add_resource}
