"""Classes of what operations take and give: app/schemas/<group>.py, and app/schemas/shapes.py for the named ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archwright.build.resources.kinds import FIELDS
from archwright.build.resources.lines import Line, default, incoming, null
from archwright.build.resources.naming import id_type, sent_id
from archwright.build.resources.operations.group import Group, input_name, output_name
from archwright.build.template import file
from archwright.kit.names import camel, snake, title
from archwright.model.blueprint import Blueprint, Field, NamedShape, Operation, Relation, Shape
from archwright.model.parts import TextFile

IMPORTS = (
    "import datetime as dt",
    "from app.core.clock import today, utc_now",
    "from app.schemas.base import Incoming, Int32, Int53, Outgoing, RowId, SentId, Text, storable, unchanged",
    "from decimal import Decimal",
    "from fastapi import UploadFile",
    "from pydantic import BaseModel, ConfigDict, Field",
    "from typing import Annotated, Any, Literal",
    "from uuid import UUID",
)


# What is wider than a column is, where nothing is stored.
ONLY_SENT = {"file": "UploadFile", "json": "AnyJson"}
ONLY_ANSWERED = {"json": "Any"}
# What stands for a body without fields.
KINDS = {"json": "Any", "html": "str", "text": "str", "file": "bytes"}
# What a request may be asked for beside its body: part of the class's name, its base, its docstring.
ASKED = (
    ("Query", "Incoming", "What {} may be asked for."),
    ("Headers", "BaseModel", "What {} reads of the headers."),
    ("Cookies", "BaseModel", "What {} reads of the cookies."),
)


@dataclass(frozen=True)
class Class:
    """One schema. `called`: a field of it has another name on the wire."""

    name: str
    base: str
    doc: str
    lines: tuple[Line, ...]
    called: bool = False


def write_named(blueprint: Blueprint) -> Iterator[TextFile]:
    """The named shapes, each after those it holds; they may be sent as well as answered."""
    if not blueprint.shapes:
        return
    known = {shape.name for shape in blueprint.shapes}
    asked, forms = _asked(blueprint), {each.input.entity for each in blueprint.operations if each.form}
    classes = [
        _named(shape, known, blueprint, sent=shape.name in asked, loose=shape.name in forms)
        for shape in _ordered(blueprint.shapes)
    ]
    fields = [field for shape in blueprint.shapes for field in shape.fields]
    yield _file("app/schemas/shapes.py", "Shapes on the wire that are no tables.", classes, _imports(fields))


def write_group(group: Group) -> Iterator[TextFile]:
    """What the operations of a group take and give, where it is no entity and no named shape."""
    classes = [each for operation in group.operations for each in _classes(group, operation)]
    fields = [field for operation in group.operations for field in _fields(operation)]
    if classes:
        imports = _imports(fields) | set(references(group))
        yield _file(
            f"app/schemas/{group.name}.py", f"{group.words.capitalize()}: what goes over the wire.", classes, imports
        )


def _file(path: str, doc: str, classes: list[Class], imports: set[str]) -> TextFile:
    settled = list(_settled(classes))
    aliases = list({line.alias: line for each in settled for line in each.lines if line.alias}.values())
    template = "resources/operations/schemas.py"
    return file(path, template, doc=doc, classes=settled, aliases=aliases, imports=sorted(imports))


def references(group: Group) -> Iterator[str]:
    """Where the entities and named shapes of a group come from."""
    named = {shape.name for shape in group.blueprint.shapes}
    for operation in group.operations:
        for shape in (operation.input, operation.output):
            held = sorted({relation.target for relation in shape.relations} & named)
            yield from (f"from app.schemas.shapes import {name}" for name in held)
            if shape.entity in named:
                yield f"from app.schemas.shapes import {shape.entity}"
            elif shape.entity:
                suffix = "Create" if shape is operation.input else "Read"
                yield f"from app.schemas.{snake(shape.entity)} import {shape.entity}{suffix}"


def asked(operation: Operation) -> Iterator[tuple[str, str]]:
    """What is read beside the path and the body, and its class."""
    for part, _, _ in ASKED:
        if getattr(operation, part.lower()):
            yield part.lower(), f"{camel(operation.name)}{part}"


def imported(group: Group) -> Iterator[str]:
    """The group's own classes."""
    names = {name for each in group.operations for _, name in asked(each)}
    names |= {sent_type(group, each) for each in group.operations if each.input.fields or each.input.relations}
    names |= {answered_type(group, each) for each in group.operations if each.output.fields or each.output.relations}
    if names:
        yield f"from app.schemas.{group.name} import {', '.join(sorted(names))}"


def sent_type(group: Group, operation: Operation) -> str:
    """The class of what is sent; of one of several when there are several."""
    if operation.input.kind:
        return KINDS[operation.input.kind]
    if operation.input.entity and not _is_named(group, operation.input):
        return f"{operation.input.entity}Create"
    return input_name(operation)


def sent_whole(group: Group, operation: Operation) -> str:
    """What is sent, with all that there are of it."""
    kind = sent_type(group, operation)
    return f"list[{kind}]" if operation.input.many else kind


def answered_type(group: Group, operation: Operation) -> str:
    """The class of what is answered; of one of several when there are several."""
    shape = operation.output
    if shape.empty:
        return "None"
    if shape.kind:
        return KINDS[shape.kind]
    return f"{shape.entity}Read" if shape.entity and not _is_named(group, shape) else output_name(operation, shape)


def _is_named(group: Group, shape: Shape) -> bool:
    return any(each.name == shape.entity for each in group.blueprint.shapes)


def _classes(group: Group, operation: Operation) -> Iterator[Class]:
    words = title(camel(operation.name))
    given, answered = operation.input, operation.output
    if given.fields or given.relations:
        lines = _sent(given.fields, given.relations, group, loose=operation.form)
        yield Class(input_name(operation), "Incoming", f"What is sent to {words}.", tuple(lines), _called(given.fields))
    for part, base, doc in ASKED:
        if fields := getattr(operation, part.lower()):
            lines = _sent(fields, (), group, loose=True)
            name = f"{camel(operation.name)}{part}"
            yield Class(name, base, doc.format(words), tuple(lines), _called(fields))
    if answered.fields or answered.relations:
        known = frozenset(shape.name for shape in group.blueprint.shapes)
        lines = _given(answered.fields, answered.relations, known, group.blueprint)
        name = output_name(operation, answered)
        yield Class(name, "Outgoing", f"What {words} answers.", tuple(lines), _called(answered.fields))


def _called(fields: Iterable[Field]) -> bool:
    return any(field.sent_as for field in fields)


def _asked(blueprint: Blueprint) -> set[str]:
    """Names of the shapes that clients send, in whole or within another."""
    shapes = {shape.name: shape for shape in blueprint.shapes}
    left = [each.input.entity for each in blueprint.operations]
    left += [relation.target for each in blueprint.operations for relation in each.input.relations]
    found: set[str] = set()
    while left:
        name = left.pop()
        if name in shapes and name not in found:
            found.add(name)
            left += [relation.target for relation in shapes[name].relations]
    return found


def _named(shape: NamedShape, known: set[str], blueprint: Blueprint, *, sent: bool, loose: bool) -> Class:
    doc = shape.doc or f"{title(shape.name).capitalize()} on the wire."
    if not sent:
        lines = _given(shape.fields, shape.relations, frozenset(known), blueprint)
        return Class(shape.name, "Outgoing", doc, tuple(lines), _called(shape.fields))
    kind = (id_type if loose else sent_id)(blueprint.wire)
    held = (_held(each) if each.target in known else _reference(each, kind) for each in shape.relations)
    fields = (_incoming(field, loose=loose) for field in shape.fields)
    return Class(shape.name, "Incoming", doc, (*fields, *held), _called(shape.fields))


def _sent(fields: Iterable[Field], relations: Iterable[Relation], group: Group, *, loose: bool) -> Iterator[Line]:
    yield from (_incoming(field, loose=loose) for field in fields)
    known = {shape.name for shape in group.blueprint.shapes}
    kind = (id_type if loose else sent_id)(group.blueprint.wire)
    for relation in relations:
        yield _held(relation) if relation.target in known else _reference(relation, kind)


def _incoming(field: Field, *, loose: bool) -> Line:
    kind = ONLY_SENT.get(field.type)
    if kind is None:
        return incoming(field, loose=loose)
    return Line(field.name, (f"list[{kind}]" if field.many else kind) + null(field), default(field))


def _given(
    fields: Iterable[Field], relations: Iterable[Relation], known: frozenset[str], blueprint: Blueprint
) -> Iterator[Line]:
    for field in fields:
        line = incoming(field)
        kind = line.alias if field.type == "enum" else ONLY_ANSWERED.get(field.type, FIELDS[field.type].answered)
        alias = (line.alias, line.definition) if field.type == "enum" else ("", "")
        several = f"list[{kind}]" if field.many else kind
        plain = replace(field, omittable=False, default=None)
        yield Line(field.name, several + null(field), default(plain), *alias)
    for relation in relations:
        yield _held(relation) if relation.target in known else _reference(relation, id_type(blueprint.wire))


def _held(relation: Relation) -> Line:
    """A shape within a shape."""
    kind = f"list[{relation.target}]" if relation.many else relation.target
    return Line(relation.name, kind + (" | None" if relation.optional else ""), "None" if relation.optional else "")


def _reference(relation: Relation, kind: str) -> Line:
    name = f"{relation.name.removesuffix('s')}_ids" if relation.many else relation.column
    optional = " | None" if relation.optional else ""
    return Line(name, f"list[{kind}]" if relation.many else kind + optional, "None" if relation.optional else "")


def _settled(classes: Iterable[Class]) -> Iterator[Class]:
    """Where two fields would give one name to different types, the later takes the name of its class too."""
    known: dict[str, str] = {}
    for each in classes:
        lines = []
        for line in each.lines:
            alias = line.alias
            if alias and known.setdefault(alias, line.definition) != line.definition:
                alias = f"{each.name}{line.alias}"
                known[alias] = line.definition
            annotation = line.annotation.replace(line.alias, alias, 1) if alias else line.annotation
            lines.append(replace(line, alias=alias, annotation=annotation))
        yield replace(each, lines=tuple(lines))


def _ordered(shapes: Iterable[NamedShape]) -> Iterator[NamedShape]:
    left = {shape.name: shape for shape in shapes}
    while left:
        ready = [each for each in left.values() if not any(r.target in left for r in each.relations)]
        for shape in ready or list(left.values())[:1]:
            yield left.pop(shape.name)


def _fields(operation: Operation) -> Iterator[Field]:
    yield from (*operation.input.fields, *operation.query, *operation.output.fields)
    yield from (*operation.headers, *operation.cookies)


def _imports(fields: Iterable[Field]) -> set[str]:
    return {*IMPORTS, *(line for field in fields for line in FIELDS.get(field.type, FIELDS["str"]).imports)}
