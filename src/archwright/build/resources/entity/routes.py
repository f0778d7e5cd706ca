"""app/api/routes/v1/<plural>.py: the routes of an entity."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.build.resources.entity.plain import plain
from archwright.build.resources.entity.shape import Resource
from archwright.build.template import file
from archwright.model.parts import TextFile
from archwright.model.resources import RoutePart, Verb

# Statuses that come of who asks.
WHO = frozenset({401, 403})
SLASHES = {"never": "", "always": "/", "both": ""}


@dataclass(frozen=True)
class Route:
    """One route: its decorator, its signature, what it calls. `also`: a second path that the contract does not show."""

    method: str
    arguments: str
    name: str
    parameters: str
    returns: str
    doc: str
    body: tuple[str, ...]
    also: str = ""


def write(resource: Resource, _backend: Backend) -> Iterator[TextFile]:
    """One module with a router; none without routes."""
    entity, parts = resource.entity, route_parts(resource)
    if not resource.routed:
        return
    yield file(
        f"app/api/routes/v1/{entity.plural}.py",
        "resources/routes.py",
        resource=resource,
        routes=[_route(resource, part) for part in parts],
        reads=any(_reads(resource, part) for part in parts),
        writes=not all(_reads(resource, part) for part in parts),
        asked=_asked(resource),
        context=resource.context,
        prefix=resource.wire.prefix,
        imports=sorted(_imports(resource)),
        code=resource.code("routes"),
    )


def _asked(resource: Resource) -> str:
    """What the service needs of a request."""
    kinds = [(each.name, each.type if resource.served else each.dependency) for each in resource.context]
    return ", ".join(["request: Request", *(f"{name}: {kind}" for name, kind in kinds)])


def route_parts(resource: Resource) -> list[RoutePart]:
    """The plain routes, then those of capabilities."""
    return [*(plain(resource, action) for action in resource.entity.actions), *resource.routes]


def _reads(resource: Resource, part: RoutePart) -> bool:
    """Whether it needs no connection of its own: nothing is written, and nothing is told to the connection."""
    return part.method == "get" and not resource.bound and not resource.single


def _route(resource: Resource, part: RoutePart) -> Route:
    """The route with what capabilities add to it."""
    answers = {resource.wire.invalid if code == 422 else code for code in part.answers}
    answers |= {*resource.answers_of(part.verb), *(code for code in resource.answers_of(part.like) if code in WHO)}
    guards = resource.guards_of(part.like)
    arguments = [
        f'"{part.path}{SLASHES[resource.wire.slash]}"',
        *([f"status_code={part.status}"] if part.status != 200 else []),
        *([f"dependencies=[{', '.join(guards)}]"] if guards else []),
        *part.options,
        f"responses=answers({', '.join(map(str, sorted(answers)))})",
    ]
    service = f"{resource.entity.plural}: {resource.entity.name}{'Reads' if _reads(resource, part) else 's'}"
    return Route(
        part.method,
        ", ".join(arguments),
        part.name,
        ", ".join(dict.fromkeys(filter(None, [part.given, service, *_parameters(resource, part.verb)]))),
        part.returns,
        part.doc,
        _lines(resource, part),
        ", ".join([f'"{part.path}/"', *arguments[1:], "include_in_schema=False"])
        if resource.wire.slash == "both"
        else "",
    )


def _lines(resource: Resource, part: RoutePart) -> tuple[str, ...]:
    """The call; with more to do after it, the answer has a name."""
    slug = resource.entity.slug
    # Of some things, one is called as many are, and so is the service.
    name = "created" if part.returns.startswith("list[") else "found" if slug == resource.entity.plural else slug
    more = "".join(f", {each.value}" for each in resource.arguments_of(part.verb))
    call = part.call.replace("{more}", more)
    answer = f"{part.returns}({slug}={{}})" if part.returns.endswith("Body") else "{}"
    steps = [
        step.statement.replace("{name}", name).replace("{answer}", answer.format(name))
        for step in resource.steps_of(part.verb)
    ]
    if part.returns == "None":
        return (call, *steps)
    if not steps:
        return (f"return {answer.format(call)}",)
    return (f"{name} = {call}", *steps, f"return {answer.format(name)}")


def _parameters(resource: Resource, verb: Verb | None) -> Iterator[str]:
    steps = [parameter for step in resource.steps_of(verb) for parameter in step.parameters]
    yield from dict.fromkeys(steps)
    yield from (part.declaration for part in resource.arguments_of(verb))


def _imports(resource: Resource) -> set[str]:
    entity = resource.entity
    ends = ["Create", "Query", "Read", "Update"]
    ends += [end for end, used in (("Body", resource.wire.wrap), ("List", resource.wire.lists == "named")) if used]
    shown = [f"{entity.name}{end}" for end in ends]
    found = {line for part in resource.arguments for line in part.route_imports} | resource.code_imports("routes")
    found |= {line for step in resource.steps for line in step.imports}
    found |= {line for guard in resource.guards for line in guard.imports}
    found |= {line for part in resource.context for line in part.route_imports}
    found |= {line for part in resource.routes for line in part.imports}
    return found | {
        f"from app.repositories.{entity.slug} import {entity.name}Repository",
        f"from app.schemas.{entity.slug} import {', '.join(shown)}",
        f"from app.services.{entity.slug} import {entity.name}Service",
        "from app.api.dependencies import OpenConnection, documented, from_query, one_write, reads",
        "from app.api.errors import answers",
        f"from app.schemas.base import Int32, {'Page, ' if resource.wire.lists in ('page', 'data') else ''}RowId, Text",
        "from fastapi import APIRouter, Body, Depends, Query, Request",
        "from typing import Annotated",
        "from uuid import UUID",
    }
