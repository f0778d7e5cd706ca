"""Extensions in use, and gaps for those that add routes of their own when the program runs."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import dotted
from archwright.model.facts import Extension
from archwright.model.place import Gap
from archwright.study.module import Module
from archwright.study.reader import Example

WORDS = ("flask_", "flasgger", "flask.ext", "authlib")
_UNPREFIXED = (
    "flasgger",
    "authlib.integrations.flask_client",
    "flaskext",
    "sqlalchemy_continuum",
    "advanced_alchemy.extensions.flask",
)
_ADD_ROUTES = {
    "flasgger.Swagger": "/apidocs and /apispec_1.json",
    "flask_admin.Admin": "/admin and a set of pages for each view",
    "flask_security.Security": "login, logout and registration pages",
    "flask_user.UserManager": "login, logout and registration pages",
    "flask_appbuilder.AppBuilder": "all pages of its views",
    "flask_debugtoolbar.DebugToolbarExtension": "/_debug_toolbar",
    "flask_restx.Api": "/, /swagger.json and /swaggerui",
    "flask_restplus.Api": "/, /swagger.json and /swaggerui",
    "flask_smorest.Api": "/openapi.json and its pages",
    "flask_monitoringdashboard.bind": "/dashboard",
    "flask_graphql.GraphQLView": "/graphql",
    "flask_rq2.RQ": "/rq",
}
EXAMPLES = (
    Example(
        "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom flask_cors import CORS\n"
        "from flasgger import Swagger\n"
        "app = Flask(__name__)\ndb = SQLAlchemy()\nCORS(app)\nSwagger(app)\n",
        (
            "extensions: flask_sqlalchemy as db",
            "extensions: flask_cors",
            "extensions: flasgger",
            "gaps: app.py:8 routes of flasgger: adds /apidocs and /apispec_1.json when the program runs",
        ),
    ),
    Example(
        "from flask.ext.login import LoginManager\nmanager = LoginManager()\n", ("extensions: flask_login as manager",)
    ),
)


def read(module: Module) -> Iterator[Extension | Gap]:
    """Each object made of a class of an extension."""
    for scope in module.scopes:
        variables = {id(item.value): dotted(item.targets[0]) for item in scope.of(ast.Assign)}
        for call in scope.of(ast.Call):
            origin = module.origin(call.func)
            package, name = _package(origin), origin.rpartition(".")[2]
            if not package or not (name[:1].isupper() or origin in _ADD_ROUTES) or not _is_object(name):
                continue
            variable, place = variables.get(id(call), ""), module.place(call)
            if variable or _is_statement(scope.of(ast.Expr), call):
                yield Extension(package, variable, place)
                if origin in _ADD_ROUTES:
                    yield Gap(place, f"routes of {package}", f"adds {_ADD_ROUTES[origin]} when the program runs")


def _package(origin: str) -> str:
    for package in _UNPREFIXED:
        if origin.startswith(package + "."):
            return package
    return origin.partition(".")[0] if origin.startswith("flask_") and "." in origin else ""


def _is_object(name: str) -> bool:
    # Forms, fields and messages are values, not extensions.
    return not name.endswith(("Form", "Field", "Message", "Resource", "Schema", "Parser", "Namespace"))


def _is_statement(expressions: list[ast.Expr], call: ast.Call) -> bool:
    return any(item.value is call for item in expressions)
