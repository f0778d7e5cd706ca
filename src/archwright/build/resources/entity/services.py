"""app/services/<entity>.py: what may be done with an entity."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.build.resources.entity.shape import Resource
from archwright.build.resources.naming import key_name, key_parameter
from archwright.build.template import file
from archwright.model.blueprint import Action
from archwright.model.parts import TextFile
from archwright.model.resources import MethodPart


@dataclass(frozen=True)
class Method:
    """A method of the service: what it takes, gives, and hands to the repository."""

    name: str
    doc: str
    parameters: str
    returns: str
    body: str


def write(resource: Resource, _backend: Backend) -> Iterator[TextFile]:
    """One class, one method for each thing that may be done; none without routes."""
    entity = resource.entity
    if not resource.routed:
        return
    yield file(
        f"app/services/{entity.slug}.py",
        "resources/service.py",
        resource=resource,
        methods=[_method(resource, part) for part in _parts(resource)],
        imports=sorted(_imports(resource)),
        code=resource.code("service"),
    )


def _parts(resource: Resource) -> list[MethodPart]:
    """The plain methods, then those of capabilities."""
    return [*(_METHODS[action](resource) for action in resource.entity.actions), *resource.methods]


def _find(resource: Resource) -> MethodPart:
    name = resource.entity.name
    found = f"(await self._{resource.entity.plural}.find(query{{more}}))"
    return MethodPart(
        name,
        "find",
        "Those that fit, a page at a time.",
        f"query: {name}Query",
        f"Slice[{name}Read]",
        f"return {found}.of({name}Read)",
        verb="list",
    )


def _get(resource: Resource) -> MethodPart:
    entity = resource.entity
    call = f"await self._{entity.plural}.get({key_name(entity)}{{more}})"
    return MethodPart(
        entity.name,
        "get",
        f"One {resource.words}.",
        key_parameter(entity, resource.wire),
        f"{entity.name}Read",
        answered(resource, call),
        verb="read",
    )


def _create(resource: Resource) -> MethodPart:
    entity = resource.entity
    call = f"await self._{entity.plural}.add(data.model_dump(){{more}})"
    return MethodPart(
        entity.name,
        "create",
        f"A new {resource.words}.",
        f"data: {entity.name}Create",
        f"{entity.name}Read",
        answered(resource, call),
        verb="create",
    )


def _update(resource: Resource) -> MethodPart:
    entity = resource.entity
    changes = "changes.model_dump(exclude_unset=True)"
    call = f"await self._{entity.plural}.change({key_name(entity)}, {changes}{{more}})"
    return MethodPart(
        entity.name,
        "update",
        f"The {resource.words} with what is given changed.",
        f"{key_parameter(entity, resource.wire)}, changes: {entity.name}Update",
        f"{entity.name}Read",
        answered(resource, call),
        verb="update",
    )


def _delete(resource: Resource) -> MethodPart:
    entity = resource.entity
    return MethodPart(
        entity.name,
        "delete",
        f"Without the {resource.words} from now on.",
        key_parameter(entity, resource.wire),
        "None",
        f"await self._{entity.plural}.remove({key_name(entity)}{{more}})",
        verb="delete",
    )


_METHODS: dict[Action, Callable[[Resource], MethodPart]] = {
    "list": _find,
    "read": _get,
    "create": _create,
    "update": _update,
    "delete": _delete,
}


def answered(resource: Resource, row: str) -> str:
    """The statement that answers with a row."""
    return f"return {resource.entity.name}Read.model_validate({row})"


def _method(resource: Resource, part: MethodPart) -> Method:
    """The method with what capabilities add to it."""
    extra = resource.arguments_of(part.verb)
    parameters = ", ".join([part.given, *(f"{each.name}: {each.type}" for each in extra)])
    more = "".join(f", {each.name}={each.name}" for each in extra)
    return Method(part.name, part.doc, parameters, part.returns, part.body.replace("{more}", more))


def _imports(resource: Resource) -> set[str]:
    entity, actions = resource.entity, set[Action](resource.entity.actions)
    names = [f"{entity.name}{suffix}" for suffix in ("Create", "Query", "Read", "Update")]
    found = {line for part in resource.arguments for line in part.imports} | resource.code_imports("service")
    found |= {line for part in resource.methods for line in part.imports}
    slices = {f"from app.schemas.base import Int32, RowId, {'Slice, ' if 'list' in actions else ''}Text"}
    return (
        found
        | slices
        | {
            f"from app.repositories.{entity.slug} import {entity.name}Repository",
            f"from app.schemas.{entity.slug} import {', '.join(names)}",
            "from uuid import UUID",
        }
    )
