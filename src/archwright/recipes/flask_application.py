"""The application object: made by `main` instead; its settings, loggers and paths come from the compat layer."""

import libcst as cst

from archwright.port.code import called, code_of, decorators, dotted, only
from archwright.port.example import Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope, Unmovable
from archwright.port.roles import Claim, Definition, Dropped, Endpoint, Registered, Unmoved, Work
from archwright.port.source import Statement

OBJECTS = ("flask.Flask", "flask.Blueprint")
APPLICATION = "@flask.Flask"
ROUTE_VERBS = frozenset({"route", "get", "post", "put", "patch", "delete"})
HOOKS = frozenset(
    {"before_request", "after_request", "teardown_request", "teardown_appcontext", "errorhandler", "context_processor",
     "template_filter", "template_global", "template_test", "before_app_request", "after_app_request",
     "app_errorhandler", "app_context_processor", "app_template_filter", "app_template_global", "before_first_request",
     "url_defaults", "url_value_preprocessor"}
)  # fmt: skip
SERVER_CALLS = frozenset({"run", "register_blueprint", "add_url_rule", "debug"})


_START = "from flask import Flask, request\napp = Flask(__name__)\n"
_VIEW = "@app.route('/')\ndef index():\n    return request.args['q']\n"
EXAMPLES = (
    Example(
        "a view is a route; the object, what serves it and what the server decides fall away",
        _START + "app.debug = True\n" + _VIEW + "if __name__ == '__main__':\n    app.run()\n",
        {
            "app/api/routes/pages.py": "from fastapi import APIRouter\nrouter = APIRouter()\n",
            "app/services/startup.py": "",
            "app/core/constants.py": "",
        },
    ),
    Example(
        "what runs around requests is a hook",
        _START + _VIEW + "@app.before_request\ndef note():\n    print(request.path)\n"
        "@app.errorhandler(404)\ndef lost(error):\n    return 'lost', 404\n",
        {
            "app/api/hooks.py": "def note():\n    print(request.path)\n"
            "app_hooks = Hooks(before=[note])\napp_errors = ErrorHandlers({404: lost})\n"
        },
    ),
    Example(
        "the application's settings and loggers are those of current_app",
        _START + "def limit():\n    app.logger.info('asked')\n    return app.config['LIMIT']\n"
        "@app.route('/')\ndef index():\n    return str(limit())\n",
        {
            "app/services/logic.py": "from app.core.compat.context import current_app\n"
            "def limit():\n    current_app.logger.info('asked')\n    return current_app.config['LIMIT']\n"
        },
    ),
    Example(
        "what is done in the application's context is done at the start",
        _START + "def seed():\n    print('seeded')\nwith app.app_context():\n    seed()\n" + _VIEW,
        {"app/services/startup.py": "seed()\n"},
    ),
)


def claim(statement: Statement, original: Original) -> Claim | None:
    """Routes, hooks, the object itself, and what is configured on it."""
    for decorator in decorators(statement.node):
        inner = decorator.decorator
        owner, _, verb = original.meaning(statement, inner.func if isinstance(inner, cst.Call) else inner).rpartition(
            "."
        )
        if owner in ("@flask.Flask", "@flask.Blueprint"):
            if verb in ROUTE_VERBS:
                return Claim(Endpoint(tuple(statement.binds)), 10)
            if verb in HOOKS:
                return Claim(Registered(), 10)
            if verb == "shell_context_processor":
                return Claim(Dropped("the backend has no `flask` program, and so no shell of it"), 10)
            if verb == "cli" or ".cli" in owner:
                return Claim(Definition(), 5)
    if isinstance(statement.node, cst.FunctionDef | cst.ClassDef) and _is_view(statement, original):
        return Claim(Endpoint(tuple(statement.binds)), 15)
    return _context(statement, original) or _call(statement, original) or _assignment(statement, original)


def _is_view(statement: Statement, original: Original) -> bool:
    path = original.source.modules[statement.module].path
    return any(r.view in statement.binds and (r.view_place or r.place).file == path for r in original.facts.routes)


def _context(statement: Statement, original: Original) -> Claim | None:
    """What is done inside `with app.app_context():` is done when the application starts."""
    if not isinstance(statement.node, cst.With):
        return None
    items = [item.item for item in statement.node.items]
    names = {original.meaning(statement, item.func) for item in items if isinstance(item, cst.Call)}
    return Claim(Work(), 10) if f"{APPLICATION}.app_context" in names else None


def _call(statement: Statement, original: Original) -> Claim | None:
    node = statement.node
    call = called(node.body.body[0] if isinstance(node, cst.For) and node.body.body else node)
    if call is None:
        return None
    if isinstance(call.func, cst.Call) and call.args:
        call = call.func
    meaning = original.meaning(statement, call.func)
    if meaning in OBJECTS:
        return Claim(Dropped("app/main.py makes the application"), 10)
    owner, _, verb = meaning.rpartition(".")
    if verb == "add_resource" and owner.startswith("@"):
        return Claim(Dropped("the routes say their own URLs"), 10)
    if owner in ("@flask.Flask", "@flask.Blueprint") and verb in SERVER_CALLS:
        return Claim(_registration(verb, statement, original), 10)
    if verb in HOOKS | {"register_error_handler"} and owner in ("@flask.Flask", "@flask.Blueprint"):
        return Claim(Registered(), 10)
    return None


def _registration(verb: str, statement: Statement, original: Original) -> Dropped | Unmoved:
    if verb == "add_url_rule" and not _is_known_rule(statement, original):
        return Unmoved("registers a URL rule that could not be read", "a rule and a view written out")
    return Dropped("app/main.py serves and includes the routers")


def _is_known_rule(statement: Statement, original: Original) -> bool:
    path = original.source.modules[statement.module].path
    return any(route.place.file == path for route in original.facts.routes)


def _assignment(statement: Statement, original: Original) -> Claim | None:
    small = only(statement.node)
    if not isinstance(small, cst.Assign) or len(small.targets) != 1:
        return None
    place = small.targets[0].target
    base = place.value if isinstance(place, cst.Subscript) else place
    meaning = original.meaning(statement, base)
    if not meaning.startswith(APPLICATION + "."):
        return None
    attribute = meaning[len(APPLICATION) + 1 :]
    if attribute in ("debug", "url_map.strict_slashes", "testing", "env"):
        return Claim(Dropped("the server decides"), 10)
    if attribute == "wsgi_app" and isinstance(small.value, cst.Call) and dotted(small.value.func).endswith("ProxyFix"):
        return Claim(Dropped("uvicorn believes its own proxy: --proxy-headers, --forwarded-allow-ips"), 10)
    return Claim(Work(), 10)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`app.config`, `app.logger`, `app.root_path` become `current_app...`; `with app.app_context()` falls away."""
    if isinstance(node, cst.With) and isinstance(original, cst.With):
        return _without_context(node, original, scope)
    if isinstance(original, cst.Call) and isinstance(node, cst.Call):
        return _static_file(node, original, scope)
    if isinstance(original, cst.Attribute) and isinstance(node, cst.Attribute):
        return _attribute(node, original, scope)
    if isinstance(original, cst.Name) and scope.hidden and scope.meaning(original) == APPLICATION:
        scope.need("app.core.compat.context", "current_app")
        return cst.Name("current_app")
    return None


_CARRIED = frozenset({"config", "logger", "root_path", "static_folder", "template_folder", "name", "secret_key",
                      "open_resource", "testing", "debug", "instance_path", "permanent_session_lifetime",
                      "import_name"})  # fmt: skip


ANSWERS = {"response_class": ("response", "Response"), "make_response": ("answer", "make_response"),
           "send_static_file": ("files", "send_from_directory")}  # fmt: skip


def _static_file(node: cst.Call, original: cst.Call, scope: Scope) -> cst.CSTNode | None:
    """`app.send_static_file(name)` becomes `send_from_directory(current_app.static_folder, name)`."""
    if scope.meaning(original.func) == "flask.current_app._get_current_object" and isinstance(node.func, cst.Attribute):
        return node.func.value
    if scope.meaning(original.func) not in (f"{APPLICATION}.send_static_file", "flask.current_app.send_static_file"):
        return None
    scope.need("app.core.compat.files", "send_from_directory")
    scope.need("app.core.compat.context", "current_app")
    folder = cst.Arg(cst.parse_expression("current_app.static_folder"))
    return node.with_changes(func=cst.Name("send_from_directory"), args=[folder, *node.args])


def _attribute(node: cst.Attribute, original: cst.Attribute, scope: Scope) -> cst.CSTNode | None:
    owner = scope.meaning(original.value)
    if owner == APPLICATION and original.attr.value in _CARRIED:
        scope.need("app.core.compat.context", "current_app")
        return node.with_changes(value=cst.Name("current_app"))
    if owner in (APPLICATION, "flask.current_app") and original.attr.value in ANSWERS:
        module, name = ANSWERS[original.attr.value]
        scope.need(f"app.core.compat.{module}", name)
        return cst.Name(name)
    if owner == APPLICATION and original.attr.value == "jinja_env":
        scope.need("app.core.compat.templating", "environment")
        return cst.Call(cst.Name("environment"))
    if (
        owner == APPLICATION
        and scope.hidden
        and original.attr.value not in ROUTE_VERBS | HOOKS | {"app_context", "cli"}
    ):
        raise Unmovable(f"uses app.{original.attr.value}", f"a counterpart of app.{original.attr.value}")
    return None


def _without_context(node: cst.With, original: cst.With, scope: Scope) -> cst.CSTNode | None:
    items = [item.item for item in original.items]
    names = [scope.meaning(item.func) for item in items if isinstance(item, cst.Call)]
    if len(items) == 1 and isinstance(items[0], cst.Call) and _is_on_a_variable(items[0], scope):
        scope.need("app.core.compat.startup", "application_context")
        return node.with_changes(items=[cst.WithItem(cst.Call(cst.Name("application_context")))])
    if len(names) != 1 or names[0] not in (f"{APPLICATION}.app_context", "flask.current_app.app_context"):
        return None
    return cst.FlattenSentinel(list(node.body.body))  # type: ignore[return-value]


def _is_on_a_variable(call: cst.Call, scope: Scope) -> bool:
    """`with app.app_context():` in a function that was handed the application, as threads are."""
    return code_of(call.func).endswith(".app_context") and not scope.meaning(call.func)
