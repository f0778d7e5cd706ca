"""Turns a moved view into a FastAPI route: router decorators by the facts, typed path parameters."""

from collections.abc import Sequence

import libcst as cst

from archwright.model.facts import Route
from archwright.port.rewrite import Import, Scope, Unmovable
from archwright.port.urls import path_of

VERBS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
ROUTER = "router = APIRouter()"
ROUTER_IMPORT = Import("fastapi", "APIRouter")
WIRE_IMPORT = Import("app.core.compat.wire", "wire")


def route_decorators(routes: Sequence[Route]) -> list[str]:
    """`@router.get(...)` lines for all rules and methods of one endpoint. Raises Unmovable."""
    lines = []
    for route in routes:
        path = path_of(route)
        options = f'"{path.text}", name="{route.endpoint}"'
        methods = [method for method in route.methods if method in VERBS]
        if not methods:
            raise Unmovable(f"answers only {', '.join(route.methods)}")
        lines += [f"@router.{method.lower()}({options})" for method in methods]
    return lines


def rule_options(routes: Sequence[Route]) -> dict[str, str]:
    """ "GET /path" -> source text of the options that its URL rule needs besides."""
    found: dict[str, str] = {}
    for route in routes:
        path = path_of(route)
        text = f"{{{', '.join(f'{key!r}: {value}' for key, value in path.options)}}}"
        found |= {f"{method} {path.text}": text for method in route.methods if path.options}
    return found


def is_plain(routes: Sequence[Route]) -> bool:
    """Whether FastAPI alone can say these routes: the same parameters in each, and no options."""
    paths = [path_of(route) for route in routes]
    return not any(path.options for path in paths) and len({path.types for path in paths}) == 1


def path_types(routes: Sequence[Route]) -> dict[str, str]:
    """Type of each path parameter of any of the routes."""
    return {name: kind for route in routes for name, kind in path_of(route).types}


def guards_below(node: cst.FunctionDef, is_route: Sequence[bool]) -> list[cst.Decorator]:
    """The decorators that run when a request comes: those below the first route decorator."""
    first = is_route.index(True) if True in is_route else -1
    return [decorator for index, decorator in enumerate(node.decorators) if index > first and not is_route[index]]


def is_route_decorator(decorator: cst.Decorator, scope: Scope) -> bool:
    """Whether `@app.route(...)`, `@bp.get(...)` and the like."""
    inner = decorator.decorator
    meaning = scope.meaning(inner.func if isinstance(inner, cst.Call) else inner)
    head, _, verb = meaning.rpartition(".")
    return head.startswith("@flask.") and verb in {"route", "get", "post", "put", "patch", "delete"}


def annotate(node: cst.FunctionDef, types: dict[str, str]) -> cst.FunctionDef:
    """The view with its path parameters typed."""
    params = [_typed(param, types) for param in node.params.params]
    return node.with_changes(params=node.params.with_changes(params=params), returns=_annotation("object"))


def _typed(param: cst.Param, types: dict[str, str]) -> cst.Param:
    wanted = types.get(param.name.value)
    return param.with_changes(annotation=_annotation(wanted)) if wanted else param


def _annotation(name: str) -> cst.Annotation:
    return cst.Annotation(cst.Name(name))
