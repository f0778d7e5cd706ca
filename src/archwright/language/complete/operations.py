"""An operation as written -> an operation with everything decided."""

import re
from dataclasses import replace
from typing import Literal

from archwright.language.complete.context import Context, access
from archwright.language.complete.lines import sent
from archwright.language.documents import LongField, OperationDocument
from archwright.language.nodes import Path
from archwright.model.blueprint import SHAPE_KINDS, Declared, Entity, Field, Operation, Shape, ShapeKind

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PARAMETER = re.compile(r"\{([^{}]*)\}")
PLAIN = re.compile(r"[a-z][a-z0-9_]*:(str|int|float|uuid|path)")
_ROUTE = re.compile(r"([A-Za-z]+)\s+(/\S*)")
_ERROR = re.compile(r"([0-9]{3})(?:\s+(.*))?", re.DOTALL)


def operation(
    name: str, written: OperationDocument, entities: tuple[Entity, ...], context: Context
) -> Operation | None:
    """Decide what the page leaves open; None when the route cannot be read."""
    path: Path = ("operations", name)
    route = _route(written.route, (*path, "route"), context)
    if route is None:
        return None
    method, place = route
    given = _shape(written.input, (*path, "input"), context)
    output = _shape(written.output, (*path, "output"), context)
    owner = next((each.owner for each in reversed(loaded(place, entities)) if each.owner), "")
    return Operation(
        name=name,
        method=method,
        path=place,
        access=access(written.access, owner) if written.access else context.anyone,
        input=given,
        form=written.form or any(field.type == "file" for field in given.fields),
        query=_plain(written.query, (*path, "query"), context),
        headers=_plain(written.headers, (*path, "headers"), context),
        cookies=_plain(written.cookies, (*path, "cookies"), context),
        output=output,
        status=written.status or (204 if output.empty else 200),
        errors=_errors(written, path, context),
        emits=written.emits,
        doc=written.doc,
    )


def loaded(path: str, entities: tuple[Entity, ...]) -> list[Entity]:
    """The entities that the parameters of a path name, in order."""
    slugs = {each.slug: each for each in entities}
    return [slugs[name] for name in PARAMETER.findall(path) if name in slugs]


def _route(text: str, path: Path, context: Context) -> tuple[str, str] | None:
    match = _ROUTE.fullmatch(text.strip())
    if not match:
        context.found.at(
            path, f"`{text[:60]}` is not a route.", "Write the method and the path: `POST /tasks/{task}/complete`."
        )
        return None
    method = match[1].upper()
    if method not in METHODS or method != match[1]:
        fix = f"Methods are {', '.join(METHODS)}."
        context.found.at(path, f"`{match[1]}` is not a method.", fix, meant=method if method in METHODS else "")
        return None
    place = match[2]
    if not re.fullmatch(r"(/([\w.~@:!$+,;=-]|\{[^{}/]*\})+)*/?", place) or (len(place) > 1 and place.endswith("/")):
        fix = "Write words and {parameters} between slashes, none at the end: `policies: {slash: ...}` adds it."
        context.found.at(path, f"`{place[:60]}` is not a path.", fix, offset=text.index(place))
        return None
    return method, place


def _shape(written: str | dict[str, str | LongField] | None, path: Path, context: Context) -> Shape:
    if written is None:
        return Shape()
    if isinstance(written, str) and "|" in written:
        first, _, second = (each.strip() for each in written.partition("|"))
        return replace(_shape(first, path, context), other=_other(second, path, context))
    if kind := next((each for each in SHAPE_KINDS if each == written), None):
        return Shape(kind=kind)
    if isinstance(written, str):
        many = written.endswith("[]")
        return Shape(entity=written.removesuffix("[]").strip(), many=many)
    fields, relations = sent(written, path, context.found)
    return Shape(fields=fields, relations=relations)


def _other(written: str, path: Path, context: Context) -> ShapeKind | Literal[""]:
    for kind in SHAPE_KINDS:
        if kind == written and kind != "json":
            return kind
    context.found.at(path, f"`{written[:60]}` cannot stand behind `|`.", "Write `html`, `text` or `file` there.")
    return ""


def _plain(written: dict[str, str | LongField], path: Path, context: Context) -> tuple[Field, ...]:
    fields, relations = sent(dict(written), path, context.found)
    for relation in relations:
        fix = "Use `uuid` or `int` for an id, or put the entity into the path."
        context.found.at((*path, relation.name), "These are plain values.", fix)
    return fields


def _errors(written: OperationDocument, path: Path, context: Context) -> tuple[Declared, ...]:
    declared = []
    for code, said in written.errors.items():
        match = _ERROR.fullmatch(str(said))
        if not match or not 400 <= int(match[1]) <= 599:
            fix = "Write a status from 400 to 599, and a message if you like: `409 It is done already.`"
            context.found.at((*path, "errors", code), f"`{said}` is not the status of an error.", fix)
            continue
        declared.append(Declared(code, int(match[1]), match[2] or ""))
    return tuple(declared)
