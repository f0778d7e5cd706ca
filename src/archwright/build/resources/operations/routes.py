"""app/api/routes/v1/<group>.py: the routes of operations."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.resources.operations.finder import Finder, finder_of, finding
from archwright.build.resources.operations.group import Group, Parameter
from archwright.build.resources.operations.shapes import (
    answered_type,
    asked,
    imported,
    references,
    sent_type,
    sent_whole,
)
from archwright.build.template import file
from archwright.model.blueprint import Operation
from archwright.model.parts import TextFile

# Answers that are no JSON, and bodies without fields.
ANSWERS = {"html": "HTMLResponse", "text": "PlainTextResponse", "file": "Response"}
MEDIA = {"html": "text/html", "text": "text/plain", "file": "application/octet-stream"}
BODIES = {"json": "Annotated[AnyJson, Body()]", "text": "RawText", "file": "RawBytes"}
WRITING = frozenset({"POST", "PUT", "PATCH"})
PLACES = {"query": "Query", "headers": "Header", "cookies": "Cookie"}


@dataclass(frozen=True)
class Route:
    """One route: its decorator, its signature, and the statements before the slot answers."""

    finder: Finder | None
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
    ends = {line for operation in group.operations for end in group.ends_of(operation) for line in end.imports}
    yield file(
        f"app/api/routes/v1/{group.name}.py",
        "resources/operations/routes.py",
        group=group,
        prefix=group.blueprint.wire.prefix,
        routes=[_route(group, operation) for operation in group.operations],
        imports=sorted({*_imports(group), *references(group), *steps, *guards, *ends}),
    )


def _route(group: Group, operation: Operation) -> Route:
    parameters = group.parameters(operation)
    statuses = {group.blueprint.wire.invalid, *(error.status for error in operation.errors)}
    statuses |= {409} if operation.method in WRITING and group.blueprint.entities else set()
    statuses |= {404} if any(each.entity for each in parameters) else set()
    statuses |= {status for guard in group.guards_of(operation) for status in guard.statuses}
    statuses |= {status for end in group.ends_of(operation) for status in end.statuses}
    finder = finder_of(group, operation)
    guards = [guard.dependency for guard in group.guards_of(operation) if guard.dependency]
    guards += finder.guard if finder else []
    arguments = [f'"{group.path(operation)}"']
    arguments += [f"status_code={operation.status}"] if operation.status != 200 else []
    arguments += _classes(group, operation)
    arguments += [f"dependencies=[{', '.join(guards)}]"] if guards else []
    arguments += [f"responses=answers({', '.join(map(str, sorted(statuses)))}){_documented(operation)}"]
    arguments += [f'openapi_extra=raw("{MEDIA[operation.input.kind]}")'] if operation.input.kind in MEDIA else []
    given = [f"{each.name}: {each.type}" for each in parameters if not (finder and each.entity)]
    given += finder.parameter if finder else []
    given += [] if operation.input.empty else [_body(group, operation)]
    given += [f"{word}: Annotated[{kind}, {PLACES[word]}()]" for word, kind in asked(operation)]
    return Route(
        finder,
        operation.method.lower(),
        ", ".join(arguments),
        operation.name,
        ", ".join([*given, "work: OpenWork", *_needed(group, operation)]),
        _returns(group, operation),
        operation.doc or f"{operation.name.replace('_', ' ').capitalize()}.",
        (*(finder.unpacking if finder else finding(group, operation)), *_lines(group, operation, parameters)),
    )


def _classes(group: Group, operation: Operation) -> Iterator[str]:
    """How the answer is written, where it is no JSON, or not always. What is nothing has no type either."""
    shape = operation.output
    if shape.other and not shape.kind:
        kind = answered_type(group, operation)
        yield f"response_model=list[{kind}]" if shape.many else f"response_model={kind}"
    elif shape.other:
        yield "response_model=None"
    if shape.kind in ANSWERS or shape.empty:
        yield f"response_class={ANSWERS.get(shape.kind, 'Response')}"


def _documented(operation: Operation) -> str:
    media = MEDIA.get(operation.output.other, "")
    return f' | {{{operation.status}: {{"content": {{"{media}": {{}}}}}}}}' if media else ""


def _lines(group: Group, operation: Operation, parameters: tuple[Parameter, ...]) -> Iterator[str]:
    passed = ["work", *(each.word if each.entity else each.name for each in parameters)]
    passed += [] if operation.input.empty else ["data"]
    passed += [word for word, _ in asked(operation)]
    call = f"await slots.{operation.name}({', '.join(passed)})"
    yield from _ended(group, operation, call)


def _ended(group: Group, operation: Operation, call: str) -> Iterator[str]:
    """The answer; where more is done with it, it has a name."""
    ends, empty = group.ends_of(operation), operation.output.empty
    if operation.output.other:
        yield f"answered = {call}"
        yield from _instead(operation)
        call = "answered"
    answer = call if empty else _answer(group, operation, call)
    if empty or ends:
        yield call if empty else f"answered = {answer}"
    yield from (end.statement.replace("{answer}", "None" if empty else "answered") for end in ends)
    if not empty:
        yield "return answered" if ends else f"return {answer}"


def _needed(group: Group, operation: Operation) -> Iterator[str]:
    yield from dict.fromkeys(parameter for end in group.ends_of(operation) for parameter in end.parameters)


def _answer(group: Group, operation: Operation, call: str) -> str:
    """Rows become what the contract says."""
    shape, kind = operation.output, answered_type(group, operation)
    if shape.other and kind == "str":
        return f"work.reply.said({ANSWERS[shape.kind]}(answered), {operation.status})"
    if kind.endswith("Read"):
        call = f"[{kind}.model_validate(each) for each in {call}]" if shape.many else f"{kind}.model_validate({call})"
    elif shape.many:
        call = f"list({call})"
    return f"work.reply.said(answer({call}), {operation.status})" if shape.kind == "file" else call


def _instead(operation: Operation) -> Iterator[str]:
    """What the other shape of two is told by, and how it is answered."""
    other = operation.output.other
    kind, made = ("Download", "answer") if other == "file" else ("str", ANSWERS[other])
    yield f"if isinstance(answered, {kind}):"
    yield f"    return work.reply.said({made}(answered), {operation.status})"


def _returns(group: Group, operation: Operation) -> str:
    if operation.output.kind == "file":
        return "Response"
    kind = answered_type(group, operation)
    whole = f"list[{kind}]" if operation.output.many else kind
    return f"{'' if kind == 'str' else whole + ' | '}Response" if operation.output.other else whole


def _body(group: Group, operation: Operation) -> str:
    kind = sent_type(group, operation)
    if operation.input.kind:
        return f"data: {BODIES[operation.input.kind]}"
    if operation.form:
        files = any(field.type == "file" for field in operation.input.fields)
        media = 'media_type="multipart/form-data"' if files else ""
        return f"data: Annotated[{kind}, Form({media})]"
    return f"data: {sent_whole(group, operation)}"


def _imports(group: Group) -> Iterator[str]:
    yield from imported(group)
    yield "from app.api.bodies import RawBytes, RawText, raw"
    yield "from app.api.downloads import answer"
    yield "from app.core.downloads import Download"
    yield "from app.core.database import Row"
    yield "from app.api.errors import answers"
    yield "from app.api.work import OpenWork"
    yield "from app.schemas.values import AnyJson"
    yield f"from app.services import {group.name} as slots"
    yield "from fastapi import APIRouter, Body, Cookie, Depends, Form, Header, Query, Response"
    yield "from fastapi.responses import HTMLResponse, PlainTextResponse"
    yield "from typing import Annotated, Any"
    yield "from app.schemas.base import RowId, SoughtId, Text"
    yield "from app.schemas.paths import PathBelow, PathFloat, PathNumber"
    yield "from uuid import UUID"
