"""Moves a little Flask application by its imports alone, so that both servers run the same code."""

import ast

from archwright.port.compat import counterpart

TWIN = """
from fastapi import FastAPI
from app.core.compat.context import current_app
from app.core.compat.errors import ErrorHandlers
from app.core.compat.feature import Feature
from app.core.compat.flash import get_flashed_messages as _messages
from app.core.compat.globals import g as _g
from app.core.compat.hooks import Hooks
from app.core.compat.install import install_wire
from app.core.compat.request import request as _request
from app.core.compat.session import Sessions, session as _session
from app.core.compat.templating import extend_templates
from app.core.compat.urls import url_for as _url_for
from app.core.compat.wire import wire

class Flask:
    def __init__(self, name):
        self.api, self.config, self.logger = FastAPI(), current_app.config, current_app.logger
        self.hooks, self.handlers = {"before": [], "after": []}, {}

    def route(self, rule, methods=("GET",), endpoint=None):
        def add(view):
            path = rule.replace("<", "{").replace(">", "}")
            self.api.add_api_route(path, wire(view), methods=list(methods), name=endpoint or view.__name__)
            return view
        return add

    def errorhandler(self, kind):
        return lambda handler: self.handlers.setdefault(kind, handler)

    def before_request(self, hook):
        self.hooks["before"].append(hook)
        return hook

    def finish(self, names):
        extend_templates(names={"config": self.config, "g": _g, "get_flashed_messages": _messages,
                                "request": _request, "session": _session, "url_for": _url_for})
        features = [value for value in names.values() if isinstance(value, Feature)]
        install_wire(self.api, Sessions(), *features, Hooks(**self.hooks), ErrorHandlers(self.handlers))
        return self.api
"""


def written(original: str) -> str:
    """The FastAPI application of a Flask application."""
    moved = _Imports().visit(ast.parse(original))
    return f"{TWIN}\n{ast.unparse(ast.fix_missing_locations(moved))}\napp = app.finish(dict(globals()))\n"


class _Imports(ast.NodeTransformer):
    def visit_ImportFrom(self, node: ast.ImportFrom) -> list[ast.stmt]:
        return [line for alias in node.names for line in _import(node.module or "", alias)]


def _import(module: str, alias: ast.alias) -> list[ast.stmt]:
    if (module, alias.name) == ("flask", "Flask"):
        return []
    found = counterpart(f"{module}.{alias.name}")
    assert found or not module.startswith("flask"), f"nothing stands in for {module}.{alias.name}"
    if found and not found.name:
        return [ast.Import([ast.alias(found.module, alias.asname or alias.name)])]
    source, name = (found.module, found.name) if found else (module, alias.name)
    return [ast.ImportFrom(source, [ast.alias(name, alias.asname or alias.name)], 0)]
