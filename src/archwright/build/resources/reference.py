"""docs/api.md: every route of resources and operations, with a line of curl to try it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archwright.build.backend import Backend
from archwright.build.resources.curl import as_json, logging_in, of_operation, request, who
from archwright.build.resources.entity.routes import route_parts
from archwright.build.resources.entity.shape import Resource, resources
from archwright.build.resources.examples import example
from archwright.build.resources.naming import address, spelled
from archwright.build.resources.operations.group import Group, groups
from archwright.build.template import file
from archwright.model.blueprint import Access, Blueprint
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
        *(
            (each.entity.plural.replace("_", " "), list(_resource(each, blueprint)))
            for each in resources(backend, blueprint.wire)
        ),
        *((group.words, list(_group(group))) for group in groups(backend, blueprint)),
    ]
    shown = [(name.capitalize(), told) for name, told in sections if told]
    if shown:
        yield file("docs/api.md", "resources/api.md", title=backend.title, sections=shown, login=logging_in(blueprint))


def _resource(resource: Resource, blueprint: Blueprint) -> Iterator[Told]:
    entity, wire = resource.entity, resource.wire
    for part in route_parts(resource):
        path = f"{address(entity, wire)}{part.path}"
        access = entity.access_of(part.like) if part.like in entity.actions else Access()
        line = request(part.method, path, as_json(_body(resource, part)), who(access, blueprint))
        yield Told(part.method.upper(), path, part.doc, _said(access), line)


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
        line = of_operation(operation, path, group.blueprint)
        yield Told(operation.method, path, doc, _said(operation.access), line)


def _said(access: Access) -> str:
    return "everybody" if access.public else " or ".join(access.anyone_of)
