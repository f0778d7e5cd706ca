"""Classes of what operations take and give: app/schemas/<group>.py, and app/schemas/shapes.py for the named ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archwright.build.resources.kinds import FIELDS
from archwright.build.resources.lines import Line, incoming, null
from archwright.build.resources.naming import id_type
from archwright.build.resources.operations.group import Group, input_name, output_name
from archwright.build.template import file
from archwright.kit.names import camel, snake, title
from archwright.model.blueprint import Blueprint, Field, NamedShape, Operation, Relation, Shape
from archwright.model.parts import TextFile

IMPORTS = (
    "import datetime as dt",
    "from app.core.clock import today, utc_now",
    "from app.schemas.base import Incoming, Outgoing, RowId, Text",
    "from decimal import Decimal",
    "from pydantic import Field",
    "from typing import Annotated, Any, Literal",
    "from uuid import UUID",
)


@dataclass(frozen=True)
class Class:
    """One schema."""

    name: str
    base: str
    doc: str
    lines: tuple[Line, ...]


def write_named(blueprint: Blueprint) -> Iterator[TextFile]:
    """The named shapes, each after those it holds; they may be sent as well as answered."""
    if not blueprint.shapes:
        return
    known = {shape.name for shape in blueprint.shapes}
    asked = _asked(blueprint)
    classes = [_named(shape, known, blueprint, sent=shape.name in asked) for shape in _ordered(blueprint.shapes)]
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


def sent_type(group: Group, operation: Operation) -> str:
    """The class of what is sent."""
    if operation.input.entity and not _is_named(group, operation.input):
        return f"{operation.input.entity}Create"
    return input_name(operation)


def answered_type(group: Group, operation: Operation) -> str:
    """The class of what is answered; of one of several when there are several."""
    shape = operation.output
    if shape.empty:
        return "None"
    return f"{shape.entity}Read" if shape.entity and not _is_named(group, shape) else output_name(operation, shape)


def _is_named(group: Group, shape: Shape) -> bool:
    return any(each.name == shape.entity for each in group.blueprint.shapes)


def _classes(group: Group, operation: Operation) -> Iterator[Class]:
    words = title(camel(operation.name))
    if not (operation.input.empty or operation.input.entity):
        lines = _sent(operation.input.fields, operation.input.relations, group)
        yield Class(input_name(operation), "Incoming", f"What is sent to {words}.", tuple(lines))
    if operation.query:
        lines = _sent(operation.query, (), group)
        yield Class(f"{camel(operation.name)}Query", "Incoming", f"What {words} may be asked for.", tuple(lines))
    if not (operation.output.empty or operation.output.entity):
        known = frozenset(shape.name for shape in group.blueprint.shapes)
        lines = _given(operation.output.fields, operation.output.relations, known, group.blueprint)
        yield Class(output_name(operation, operation.output), "Outgoing", f"What {words} answers.", tuple(lines))


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


def _named(shape: NamedShape, known: set[str], blueprint: Blueprint, *, sent: bool) -> Class:
    doc = shape.doc or f"{title(shape.name).capitalize()} on the wire."
    if not sent:
        lines = _given(shape.fields, shape.relations, frozenset(known), blueprint)
        return Class(shape.name, "Outgoing", doc, tuple(lines))
    held = (_held(each) if each.target in known else _reference(each, blueprint) for each in shape.relations)
    return Class(shape.name, "Incoming", doc, (*map(incoming, shape.fields), *held))


def _sent(fields: Iterable[Field], relations: Iterable[Relation], group: Group) -> Iterator[Line]:
    yield from map(incoming, fields)
    known = {shape.name for shape in group.blueprint.shapes}
    for relation in relations:
        yield _held(relation) if relation.target in known else _reference(relation, group.blueprint)


def _given(
    fields: Iterable[Field], relations: Iterable[Relation], known: frozenset[str], blueprint: Blueprint
) -> Iterator[Line]:
    for field in fields:
        line = incoming(field)
        kind = line.alias if field.type == "enum" else FIELDS[field.type].annotation
        alias = (line.alias, line.definition) if field.type == "enum" else ("", "")
        several = f"list[{kind}]" if field.many else kind
        yield Line(field.name, several + null(field), "None" if field.optional else "", *alias)
    for relation in relations:
        yield _held(relation) if relation.target in known else _reference(relation, blueprint)


def _held(relation: Relation) -> Line:
    """A shape within a shape."""
    kind = f"list[{relation.target}]" if relation.many else relation.target
    return Line(relation.name, kind + (" | None" if relation.optional else ""), "None" if relation.optional else "")


def _reference(relation: Relation, blueprint: Blueprint) -> Line:
    kind = id_type(blueprint.wire)
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


def _imports(fields: Iterable[Field]) -> set[str]:
    return {*IMPORTS, *(line for field in fields for line in FIELDS.get(field.type, FIELDS["str"]).imports)}
