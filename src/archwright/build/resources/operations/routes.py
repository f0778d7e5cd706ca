"""app/api/routes/v1/<group>.py: the routes of operations."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.resources.operations.group import Group, Parameter
from archwright.build.resources.operations.shapes import answered_type, references, sent_type
from archwright.build.template import file
from archwright.kit.names import camel
from archwright.model.blueprint import Operation
from archwright.model.parts import TextFile


@dataclass(frozen=True)
class Route:
    """One route: its decorator, its signature, and the statements before the slot answers."""

    method: str
    arguments: str
    name: str
    parameters: str
    returns: str
    doc: str
    body: tuple[str, ...]


def write_routes(group: Group) -> Iterator[TextFile]:
    """The routes of one group."""
    steps = {line for operation in group.operations for step in group.steps_of(operation) for line in step.imports}
    guards = {line for operation in group.operations for guard in group.guards_of(operation) for line in guard.imports}
    yield file(
        f"app/api/routes/v1/{group.name}.py",
        "resources/operations/routes.py",
        group=group,
        prefix=group.blueprint.wire.prefix,
        routes=[_route(group, operation) for operation in group.operations],
        imports=sorted({*_imports(group), *references(group), *steps, *guards}),
    )


def _route(group: Group, operation: Operation) -> Route:
    parameters = group.parameters(operation)
    statuses = {group.blueprint.wire.invalid, *(error.status for error in operation.errors)}
    statuses |= {404} if any(each.entity for each in parameters) else set()
    statuses |= {status for guard in group.guards_of(operation) for status in guard.statuses}
    guards = [guard.dependency for guard in group.guards_of(operation) if guard.dependency]
    arguments = [f'"{group.path(operation)}"']
    arguments += [f"status_code={operation.status}"] if operation.status != 200 else []
    arguments += [f"dependencies=[{', '.join(guards)}]"] if guards else []
    arguments += [f"responses=answers({', '.join(map(str, sorted(statuses)))})"]
    given = [f"{each.name}: {each.type}" for each in parameters]
    given += [] if operation.input.empty else [_body(group, operation)]
    given += [f"query: Annotated[{camel(operation.name)}Query, Query()]"] if operation.query else []
    return Route(
        operation.method.lower(),
        ", ".join(arguments),
        operation.name,
        ", ".join([*given, "work: OpenWork"]),
        _returns(group, operation),
        operation.doc or f"{operation.name.replace('_', ' ').capitalize()}.",
        tuple(_lines(group, operation, parameters)),
    )


def _lines(group: Group, operation: Operation, parameters: tuple[Parameter, ...]) -> Iterator[str]:
    for each in parameters:
        if each.entity:
            yield f"{each.word} = await work.{each.entity.plural}.get({each.name})"
    yield from (step.statement for step in group.steps_of(operation))
    passed = ["work", *(each.word if each.entity else each.name for each in parameters)]
    passed += [] if operation.input.empty else ["data"]
    passed += ["query"] if operation.query else []
    call = f"await slots.{operation.name}({', '.join(passed)})"
    yield call if operation.output.empty else f"return {_answer(group, operation, call)}"


def _answer(group: Group, operation: Operation, call: str) -> str:
    """Rows become what the contract says."""
    shape, kind = operation.output, answered_type(group, operation)
    if kind.endswith("Read"):
        call = f"[{kind}.model_validate(each) for each in {call}]" if shape.many else f"{kind}.model_validate({call})"
    elif shape.many:
        call = f"list({call})"
    return call


def _returns(group: Group, operation: Operation) -> str:
    kind = answered_type(group, operation)
    return f"list[{kind}]" if operation.output.many else kind


def _body(group: Group, operation: Operation) -> str:
    return f"data: {sent_type(group, operation)}"


def _imports(group: Group) -> Iterator[str]:
    names = {sent_type(group, each) for each in group.operations if not each.input.empty and not each.input.entity}
    names |= {f"{camel(each.name)}Query" for each in group.operations if each.query}
    names |= {answered_type(group, each) for each in group.operations if each.output.fields or each.output.relations}
    if names:
        yield f"from app.schemas.{group.name} import {', '.join(sorted(names))}"
    yield "from app.api.errors import answers"
    yield "from app.api.work import OpenWork"
    yield f"from app.services import {group.name} as slots"
    yield "from fastapi import APIRouter, Body, Depends, Query"
    yield "from typing import Annotated"
    yield "from app.schemas.base import RowId, Text"
    yield "from uuid import UUID"
