"""app/api/routes/v1/<plural>.py: the routes of an entity."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.build.resources.entity.services import key_name, key_type
from archwright.build.resources.entity.shape import Resource
from archwright.build.template import file
from archwright.model.parts import TextFile
from archwright.model.resources import Verb

# How a page goes over the wire: the type that is answered, and how it is made from what the service found.
LISTS = {
    "page": ("Page[{name}Read]", "Page.of({call})"),
    "data": ("Page[{name}Read]", "Page.of({call})"),
    "plain": ("list[{name}Read]", "({call}).items"),
    "named": ("{name}List", "{name}List.of({call})"),
}
SLASHES = {"never": "", "always": "/", "both": ""}


@dataclass(frozen=True)
class Plain:
    """What a route does before capabilities add to it. `call` is the expression that gives the answer."""

    verb: Verb
    method: str
    path: str
    name: str
    given: str
    returns: str
    call: str
    doc: str


@dataclass(frozen=True)
class Route:
    """One route: its decorator, its signature, what it calls."""

    method: str
    arguments: str
    name: str
    parameters: str
    returns: str
    doc: str
    body: tuple[str, ...]


def write(resource: Resource, _backend: Backend) -> Iterator[TextFile]:
    """One module with a router."""
    entity = resource.entity
    yield file(
        f"app/api/routes/v1/{entity.plural}.py",
        "resources/routes.py",
        resource=resource,
        routes=[_route(resource, _ROUTES[action](resource)) for action in entity.actions],
        context=resource.context,
        prefix=resource.wire.prefix,
        imports=sorted(_imports(resource)),
        code=resource.code("routes"),
    )


def _list(resource: Resource) -> Plain:
    entity = resource.entity
    returns, made = LISTS[resource.wire.lists]
    return Plain(
        "list",
        "get",
        "",
        f"list_{entity.plural}",
        given=f"query: Annotated[{entity.name}Query, Query()]",
        returns=returns.format(name=entity.name),
        call=made.format(name=entity.name, call=f"await {entity.plural}.find(query)"),
        doc=f"List {entity.plural.replace('_', ' ')}.",
    )


def _create(resource: Resource) -> Plain:
    entity = resource.entity
    return Plain(
        "create",
        "post",
        "",
        f"create_{entity.slug}",
        given=_body(resource, "data", "Create"),
        returns=_read(resource),
        call=f"await {entity.plural}.create({_passed(resource, 'create', 'data')})",
        doc=f"Create a {resource.words}.",
    )


def _get(resource: Resource) -> Plain:
    entity = resource.entity
    return Plain(
        "read",
        "get",
        _one(resource),
        f"get_{entity.slug}",
        given=_key(resource),
        returns=_read(resource),
        call=f"await {entity.plural}.get({_passed(resource, 'read', key_name(resource))})",
        doc=f"Read one {resource.words}.",
    )


def _update(resource: Resource) -> Plain:
    entity = resource.entity
    return Plain(
        "update",
        "patch",
        _one(resource),
        f"update_{entity.slug}",
        given=f"{_key(resource)}, {_body(resource, 'changes', 'Update')}",
        returns=_read(resource),
        call=f"await {entity.plural}.update({_passed(resource, 'update', key_name(resource), 'changes')})",
        doc=f"Change a {resource.words}; what is left out stays.",
    )


def _delete(resource: Resource) -> Plain:
    entity = resource.entity
    return Plain(
        "delete",
        "delete",
        _one(resource),
        f"delete_{entity.slug}",
        given=_key(resource),
        returns="None",
        call=f"await {entity.plural}.delete({_passed(resource, 'delete', key_name(resource))})",
        doc=f"Delete a {resource.words}.",
    )


_ROUTES = {"list": _list, "create": _create, "read": _get, "update": _update, "delete": _delete}
ALWAYS: dict[Verb, tuple[int, ...]] = {
    "list": (422,),
    "create": (409, 422),
    "read": (404, 422),
    "update": (404, 409, 422),
    "delete": (404, 409, 422),
}


def _route(resource: Resource, plain: Plain) -> Route:
    """The route with what capabilities add to it."""
    verb = plain.verb
    status = {"create": 201, "delete": resource.wire.delete}.get(verb)
    answers = resource.answers_of(verb, (resource.wire.invalid if code == 422 else code for code in ALWAYS[verb]))
    guards = resource.guards_of(verb)
    arguments = [
        f'"{plain.path}{SLASHES[resource.wire.slash]}"',
        *([f"status_code={status}"] if status else []),
        *([f"dependencies=[{', '.join(guards)}]"] if guards else []),
        f"responses=answers({', '.join(map(str, answers))})",
    ]
    service = f"{resource.entity.plural}: {resource.entity.name}s"
    return Route(
        plain.method,
        ", ".join(arguments),
        plain.name,
        ", ".join([plain.given, service, *_parameters(resource, verb)]),
        plain.returns,
        plain.doc,
        _lines(resource, verb, plain.call, plain.returns),
    )


def _lines(resource: Resource, verb: Verb, call: str, returns: str) -> tuple[str, ...]:
    """The call; with more to do after it, the answer has a name."""
    steps = [step.statement.replace("{name}", resource.entity.slug) for step in resource.steps_of(verb)]
    if returns == "None":
        return (call, *steps)
    wrapped = f"{returns}({resource.entity.slug}={{}})" if returns == _wrapper(resource) else "{}"
    if not steps:
        return (f"return {wrapped.format(call)}",)
    return (f"{resource.entity.slug} = {call}", *steps, f"return {wrapped.format(resource.entity.slug)}")


def _parameters(resource: Resource, verb: Verb) -> Iterator[str]:
    for step in resource.steps_of(verb):
        yield from step.parameters
    yield from (part.declaration for part in resource.arguments_of(verb))


def _passed(resource: Resource, verb: Verb, *given: str) -> str:
    return ", ".join([*given, *(part.value for part in resource.arguments_of(verb))])


def _one(resource: Resource) -> str:
    return f"/{{{key_name(resource)}}}"


def _key(resource: Resource) -> str:
    return f"{key_name(resource)}: {key_type(resource)}"


def _body(resource: Resource, name: str, suffix: str) -> str:
    kind = f"{resource.entity.name}{suffix}"
    embedded = f'Annotated[{kind}, Body(embed=True, alias="{resource.entity.slug}")]'
    return f"{name}: {embedded if resource.wire.wrap else kind}"


def _read(resource: Resource) -> str:
    return _wrapper(resource) if resource.wire.wrap else f"{resource.entity.name}Read"


def _wrapper(resource: Resource) -> str:
    return f"{resource.entity.name}Body"


def _imports(resource: Resource) -> set[str]:
    entity = resource.entity
    names = [f"{entity.name}{end}" for end in ("Body", "Create", "List", "Query", "Read", "Update")]
    shown = [name for name in names if not name.endswith(("Body", "List")) or _used(resource, name)]
    found = {line for part in resource.arguments for line in part.route_imports} | resource.code_imports("routes")
    found |= {line for step in resource.steps for line in step.imports}
    found |= {line for guard in resource.guards for line in guard.imports}
    found |= {line for part in resource.context for line in part.route_imports}
    return found | {
        f"from app.repositories.{entity.slug} import {entity.name}Repository",
        f"from app.schemas.{entity.slug} import {', '.join(shown)}",
        f"from app.services.{entity.slug} import {entity.name}Service",
        "from app.api.dependencies import OpenConnection",
        "from app.api.errors import answers",
        *(["from app.schemas.base import Page"] if resource.wire.lists in ("page", "data") else []),
        "from fastapi import APIRouter, Body, Depends, Query",
        "from typing import Annotated",
        "from uuid import UUID",
    }


def _used(resource: Resource, name: str) -> bool:
    return resource.wire.wrap if name.endswith("Body") else resource.wire.lists == "named"
