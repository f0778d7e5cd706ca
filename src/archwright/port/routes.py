"""Turns a moved view into a FastAPI route: router decorators by the facts, typed path parameters."""

from collections.abc import Sequence

import libcst as cst

from archwright.model.facts import Route
from archwright.port.rewrite import Import, Scope, Unmovable
from archwright.port.urls import Path, path_of

VERBS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
ROUTER = "router = APIRouter()"
ROUTER_IMPORT = Import("fastapi", "APIRouter")
WIRE_IMPORT = Import("app.core.compat.wire", "wire")


def route_decorators(routes: Sequence[Route]) -> list[str]:
    """`@router.get(...)` lines for all rules and methods of one endpoint. Raises Unmovable."""
    lines = []
    for route in routes:
        path = path_of(route)
        _refuse_defaults(route, path, routes)
        options = f'"{path.text}", name="{route.endpoint}"'
        methods = [method for method in route.methods if method in VERBS]
        if not methods:
            raise Unmovable(f"answers only {', '.join(route.methods)}")
        lines += [f"@router.{method.lower()}({options})" for method in methods]
    return lines


def _refuse_defaults(route: Route, path: Path, routes: Sequence[Route]) -> None:
    names = {name for name, _ in path.types}
    if route.defaults or any({name for name, _ in path_of(other).types} != names for other in routes):
        raise Unmovable(
            f"rules with different parameters share the view {route.view}",
            "one view a rule, with the default written in",
        )


def path_types(routes: Sequence[Route]) -> dict[str, str]:
    """Type of each path parameter."""
    return dict(path_of(routes[0]).types)


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
