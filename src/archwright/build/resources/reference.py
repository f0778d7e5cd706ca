"""docs/api.md: every route of resources and operations, with a line of curl to try it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archwright.build.backend import Backend
from archwright.build.resources.entity.routes import route_parts
from archwright.build.resources.entity.shape import Resource, resources
from archwright.build.resources.examples import example
from archwright.build.resources.naming import address, spelled
from archwright.build.resources.operations.group import Group, groups
from archwright.build.template import file
from archwright.model.blueprint import Access, Blueprint, Operation
from archwright.model.parts import TextFile
from archwright.model.resources import RoutePart


@dataclass(frozen=True)
class Told:
    """One route as the page shows it."""

    method: str
    path: str
    doc: str
    access: str
    curl: str


def write(backend: Backend, blueprint: Blueprint) -> Iterator[TextFile]:
    """Nothing without a route."""
    sections = [
        *((each.entity.plural.replace("_", " "), list(_resource(each))) for each in resources(backend, blueprint.wire)),
        *((group.words, list(_group(group))) for group in groups(backend, blueprint)),
    ]
    shown = [(name.capitalize(), told) for name, told in sections if told]
    if shown:
        yield file("docs/api.md", "resources/api.md", title=backend.title, sections=shown, login=bool(blueprint.auth))


def _resource(resource: Resource) -> Iterator[Told]:
    entity, wire = resource.entity, resource.wire
    for part in route_parts(resource):
        path = f"{address(entity, wire)}{part.path}"
        access = entity.access_of(part.like) if part.like in entity.actions else Access()
        yield Told(part.method.upper(), path, part.doc, _said(access), _curl(part.method, path, _body(resource, part)))


def _body(resource: Resource, part: RoutePart) -> dict[str, Any] | None:
    if part.method not in ("post", "put", "patch") or part.verb not in ("create", "update", "replace"):
        return None
    entity, wire = resource.entity, resource.wire
    fields = [field for field in entity.fields if not (field.readonly or field.computed or field.type == "file")]
    chosen = fields[:1] if part.verb == "update" else fields
    body = {spelled(field.name, wire): example(field) for field in chosen if not field.optional or len(chosen) == 1}
    if part.verb != "update":
        body |= {spelled(each.column, wire): "..." for each in entity.ones if not (each.optional or each.readonly)}
    return {spelled(entity.slug, wire): body} if wire.wrap else body


def _group(group: Group) -> Iterator[Told]:
    for operation in group.operations:
        path = f"{group.blueprint.wire.prefix}{group.path(operation)}"
        doc = operation.doc or f"{operation.name.replace('_', ' ').capitalize()}."
        yield Told(
            operation.method, path, doc, _said(operation.access), _curl(operation.method, path, _sent(operation))
        )


def _sent(operation: Operation) -> dict[str, Any] | None:
    if operation.input.empty:
        return None
    return {field.name: example(field) for field in operation.input.fields}


def _said(access: Access) -> str:
    return "everybody" if access.public else " or ".join(access.anyone_of)


def _curl(method: str, path: str, body: dict[str, Any] | None) -> str:
    words = ["curl", *([] if method.upper() == "GET" else ["-X", method.upper()]), f"http://127.0.0.1:8000{path}"]
    if body is not None:
        words += ["-H 'content-type: application/json'", f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    return " ".join(words)
