"""Moves the views: each to the highest rung it may take, to the mounted original when it cannot move."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from archwright.model.facts import Route
from archwright.model.ported import Moved, Rung
from archwright.port.classviews import class_functions
from archwright.port.code import code_of
from archwright.port.grouping import module_name
from archwright.port.idiom import NotIdiomatic, idiomatic, with_documented_body
from archwright.port.methods import by_method
from archwright.port.modules import ModuleText
from archwright.port.move import MovedCode, Told
from archwright.port.rewrite import Import, Unmovable
from archwright.port.roles import Endpoint
from archwright.port.routes import (
    ROUTER,
    ROUTER_IMPORT,
    WIRE_IMPORT,
    annotate,
    guards_below,
    is_plain,
    is_route_decorator,
    path_types,
    route_decorators,
    rule_options,
)
from archwright.port.schemas import Whole
from archwright.port.schemas.columns import column
from archwright.port.split import split_view
from archwright.port.split.naming import snake
from archwright.port.urls import path_of, specificity

if TYPE_CHECKING:
    from archwright.port.engine import Porting
    from archwright.port.source import Statement


class ViewMover:
    """All views of one porting."""

    def __init__(self, porting: Porting) -> None:
        self._porting = porting
        self._routes: dict[Statement, list[Route]] = {}
        for statement in porting.cast.having(Endpoint):
            self._routes[statement] = porting.routes_of(statement)

    def run(self) -> None:
        """Moves every view, the most specific URL first."""
        order = sorted(
            self._routes, key=lambda s: min((specificity(r.rule) for r in self._routes[s]), default=(9, 9, 0))
        )
        for statement in order:
            for endpoint, routes in _by_endpoint(self._routes[statement]).items():
                self._move(statement, endpoint, routes)

    def _move(self, statement: Statement, endpoint: str, routes: list[Route]) -> None:
        porting = self._porting
        view = porting.view_facts(routes[0])
        try:
            if porting.ceilings.get(endpoint) == "mounted":
                raise Unmovable(
                    "its answers differed from the original's when moved", "a look at the differences in report.json"
                )
            porting.check(statement)
            module = self._module(endpoint)
            self._told: set[Told] = set()
            wholes = [
                self._route(function, statement, typed, module.name)
                for function, typed in self._functions(statement, routes)
            ]
            pieces = [self._layered(whole, endpoint, routes) for whole in wholes]
        except Unmovable as why:
            porting.moved.append(
                Moved(endpoint, view.name, "mounted", view.statements, view.place, "", why.reason, why.unblocks)
            )
            return
        finished = []
        for whole, piece in zip(wholes, pieces, strict=True):
            finished.append(self._idiomatic(_with_own_name(piece, module), whole, endpoint, routes))
        for piece, _, _ in finished:
            module.add(piece)
        porting.told |= self._told
        porting.reach.add(endpoint, statement, self._told)
        plain = any(not why for _, why, _ in finished)
        modelled = any(models for _, _, models in finished)
        porting.has_native |= plain
        reason = next((why for _, why, _ in finished if why), "")
        reason = reason or _leaning([piece for piece, _, _ in finished])
        rung: Rung = "layered" if reason else "idiomatic"
        porting.moved.append(
            Moved(
                endpoint,
                view.name,
                rung,
                view.statements,
                view.place,
                module.name,
                reason,
                plain=plain,
                modelled=modelled,
            )
        )

    def _idiomatic(
        self, piece: MovedCode, whole: MovedCode, endpoint: str, routes: list[Route]
    ) -> tuple[MovedCode, str, bool]:
        """The route without the compat layer, or as it is with the reason; and whether it has response models."""
        ceiling = self._porting.ceilings.get(endpoint, "modelled")
        if ceiling not in ("idiomatic", "modelled"):
            return piece, "its answers differed from the original's in plain FastAPI", False
        if not is_plain(routes):
            return piece, "uses URL rules with defaults, options or different parameters", False
        try:
            resource = module_name(self._porting.resources[endpoint])
            view = _whole(whole, endpoint, resource) if ceiling == "modelled" else None
            made = idiomatic(piece.text, piece.imports, self._porting.surroundings, resource, view)
            made = with_documented_body(made, whole, resource, self._columns(routes[0]))
        except NotIdiomatic as why:
            return piece, f"uses {why}", False
        self._porting.add_beside(made.beside)
        return MovedCode(made.text, made.imports), "", made.modelled

    def _columns(self, route: Route) -> dict[str, str]:
        """Types of the columns that the view's entities have; without names that are of different types."""
        known = self._porting.view_facts(route).entities
        found: dict[str, set[str]] = {}
        for entity in (each for each in self._porting.facts.entities if each.name in known):
            for field in entity.fields:
                found.setdefault(field.name, set()).update(column(field, mapped=True).kinds - {"None"})
        return {name: next(iter(kinds)) for name, kinds in found.items() if len(kinds) == 1}

    def _layered(self, piece: MovedCode, endpoint: str, routes: list[Route]) -> MovedCode:
        """The route with its logic and queries in the layers below; as it is when it cannot be cut."""
        if self._porting.ceilings.get(endpoint) == "whole":
            return piece
        resource = self._porting.service(endpoint)
        split = split_view(piece.text, piece.imports, path_types(routes), resource.layers, resource.dependency)
        if split is None:
            return piece
        resource.take(split)
        return MovedCode(split.route, split.route_imports)

    def _module(self, endpoint: str) -> ModuleText:
        name = f"app.api.routes.{self._porting.resources[endpoint]}"
        title = self._porting.resources[endpoint].replace("_", " ")
        module = self._porting.module(name, f"Routes of {title}.")
        if not module.head:
            module.head.append(ROUTER)
            module.imports.add(ROUTER_IMPORT)
        return module

    def _functions(self, statement: Statement, routes: list[Route]) -> list[tuple[cst.FunctionDef, list[Route]]]:
        """The view as functions: itself, or one for each method of a class."""
        if isinstance(statement.node, cst.FunctionDef):
            if self._porting.ceilings.get(routes[0].endpoint) == "whole":
                return [(statement.node, routes)]
            scope = self._porting.mover.scope(statement.module)
            return by_method(statement.node, routes, lambda node: scope.meaning(node) == "flask.request.method")
        if isinstance(statement.node, cst.ClassDef):
            return class_functions(statement.node, routes, self._porting.restful_api(statement.module))
        raise Unmovable("is not a function or a class", "a function view")

    def _route(self, node: cst.FunctionDef, statement: Statement, routes: list[Route], here: str) -> MovedCode:
        scope = self._porting.mover.scope(statement.module)
        flags = [is_route_decorator(decorator, scope) for decorator in node.decorators]
        bare = node.with_changes(decorators=guards_below(node, flags), leading_lines=[], lines_after_decorators=[])
        types = path_types(routes)
        self._porting.rules |= rule_options(routes)
        always = {name for name in types if all(name in dict(path_of(route).types) for route in routes)}
        hidden = [p.name.value for p in node.params.params if p.name.value not in always and p.default is None]
        moved = self._porting.mover.move(annotate(bare, types), statement.module, here)
        wire = "@wire" if not hidden else f"@wire(hide=({', '.join(repr(name) for name in hidden)},))"
        comments = "".join(code_of(line) for line in node.leading_lines if line.comment)
        text = comments + "\n".join([*route_decorators(routes), wire, moved.text.lstrip("\n")])
        needs = {WIRE_IMPORT, *([Import("uuid", "UUID")] if "UUID" in types.values() else [])}
        self._told |= set(moved.said)
        return MovedCode(text, moved.imports | needs)


def _whole(code: MovedCode, endpoint: str, resource: str) -> Whole:
    """The view before it was cut, for what it may declare of its answers."""
    view = re.search(r"^(?:async )?def (\w+)\(", code.text, re.MULTILINE)
    verbs = {verb.upper() for verb in re.findall(r"^@router\.(get|post|put|patch|delete)\(", code.text, re.MULTILINE)}
    method = verbs.pop() if len(verbs) == 1 and "@router.api_route(" not in code.text else ""
    return Whole(code, endpoint, snake(view[1]) if view else endpoint, resource, method)


def _leaning(pieces: list[MovedCode]) -> str:
    """A route that is handed compat's own objects still leans on it, though it imports none: it does not count."""
    names = sorted({need.name for piece in pieces for need in piece.imports if need.module == "app.api.visit"})
    return f"is handed {', '.join(names)}, which keep Flask's wire" if names else ""


SHARED = frozenset({"router", "templates", "wire", "state", "flash", "form_of", "form_body", "require_login"})
"""Names that other routes of a module may import or use, whichever of them comes first."""


def _with_own_name(piece: MovedCode, module: ModuleText) -> MovedCode:
    """The route under a name that nothing else in its module has."""
    found = re.search(r"^(?:async )?def (\w+)\(", piece.text, re.MULTILINE)
    taken = {
        name for other in module.pieces for name in re.findall(r"^(?:async )?def (\w+)\(", other.text, re.MULTILINE)
    }
    taken |= SHARED | {need.bound for need in module.imports | piece.imports}
    if found is None or found[1] not in taken:
        return piece
    name = next(f"{found[1]}_{number}" for number in range(2, len(taken) + 3) if f"{found[1]}_{number}" not in taken)
    return MovedCode(piece.text[: found.start(1)] + name + piece.text[found.end(1) :], piece.imports)


def _by_endpoint(routes: list[Route]) -> dict[str, list[Route]]:
    grouped: dict[str, list[Route]] = {}
    for route in routes:
        grouped.setdefault(route.endpoint, []).append(route)
    return grouped
