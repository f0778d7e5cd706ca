"""Cuts one moved view: a route that reads and answers, service methods that decide, repository methods that query."""

from collections.abc import Iterable
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of
from archwright.port.names import free_names, local_names
from archwright.port.rewrite import Import
from archwright.port.split.connections import with_late_connections
from archwright.port.split.cut import Function, Method, text_of_block
from archwright.port.split.extract import Entangled, Extractor
from archwright.port.split.flow import flow_of
from archwright.port.split.kinds import kinds_of
from archwright.port.split.naming import Names, snake
from archwright.port.split.queries import split_queries
from archwright.port.split.reopened import connections_of

ABOVE = ("app.api", "app.services")
"""What a repository may not use."""


@dataclass(frozen=True)
class SplitView:
    """The three parts of a view, and the imports each needs."""

    route: str
    service: tuple[Method, ...]
    repository: tuple[Method, ...]
    route_imports: frozenset[Import]
    service_imports: frozenset[Import]
    repository_imports: frozenset[Import]


@dataclass(frozen=True)
class Layers:
    """The objects that one resource's views share: names already given in its service and its repository."""

    service: Names
    repository: Names


def split_view(
    text: str, imports: Iterable[Import], types: dict[str, str], layers: Layers, dependency: Import
) -> SplitView | None:
    """The view cut in three; None when it holds nothing to take out or cannot be cut.

    `text` is one function with its decorators. `types` are annotations known for names. `dependency` names the type of
    the `service` parameter.
    """
    node = cst.parse_module(text).body[0]
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        return None
    imports = frozenset(imports)
    node = with_late_connections(node, imports)
    bare = code_of(node.with_changes(decorators=[]))
    function = Function(bare, local_names(bare), types)
    if "service" in function.locals:
        return None
    kinds = kinds_of(bare, imports)
    extractor = Extractor(function, kinds, layers.service, snake(node.name.value), connections_of(node, kinds))
    statements = [s for s in node.body.body if isinstance(s, cst.BaseStatement)]
    said = statements[:1] if node.get_docstring() is not None else []  # what a view says stays with the view
    try:
        body = [*said, *extractor.block(statements[len(said) :])]
    except Entangled:
        return None
    if not extractor.calls + extractor.dropped or not kinds.handles.isdisjoint(flow_of(text_of_block(body)).loads):
        return None
    route = node.with_changes(body=node.body.with_changes(body=body))
    route = _with_service(route, dependency.name) if extractor.calls else route
    service, repository = split_queries(extractor.methods, imports, layers.repository)
    if any(need.module.startswith(ABOVE) for need in _needed_of(repository, imports)):
        return None
    return SplitView(
        code_of(route), service, repository, _needed(code_of(route), imports | {dependency}),
        _needed_of(service, imports), _needed_of(repository, imports),
    )  # fmt: skip


def _with_service(node: cst.FunctionDef, annotation: str) -> cst.FunctionDef:
    param = cst.Param(cst.Name("service"), annotation=cst.Annotation(cst.Name(annotation)))
    params = list(node.params.params)
    at = next((i for i, p in enumerate(params) if p.default is not None), len(params))
    return node.with_changes(params=node.params.with_changes(params=[*params[:at], param, *params[at:]]))


def _needed(code: str, imports: frozenset[Import]) -> frozenset[Import]:
    free = free_names(code)
    return frozenset(need for need in imports if need.bound in free)


def _needed_of(methods: Iterable[Method], imports: frozenset[Import]) -> frozenset[Import]:
    found = frozenset(need for method in methods for need in _needed(method.text, imports))
    return found | ({Import("typing", "Any")} if any("Any" in free_names(m.text) for m in methods) else frozenset())
