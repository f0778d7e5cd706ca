"""app/schemas/<entity>.py: what of an entity goes over the wire."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.resources.entity.shape import Resource
from archwright.build.resources.kinds import FIELDS, SHOWN_ID
from archwright.build.resources.lines import Line, incoming, null, type_name
from archwright.build.resources.naming import sent_id
from archwright.build.template import file, render
from archwright.model.blueprint import Field, Relation
from archwright.model.parts import TextFile

ORDERED = frozenset({"date", "datetime", "int", "float", "decimal"})


def write(resource: Resource, _backend: Backend) -> Iterator[TextFile]:
    """One module: create, update, read, query."""
    entity = resource.entity
    given = [field for field in entity.fields if not (field.readonly or field.computed or field.type == "file")]
    lines = [incoming(field) for field in given]
    yield file(
        f"app/schemas/{entity.slug}.py",
        "resources/schemas.py",
        resource=resource,
        aliases=[line for line in [*lines, *_read_aliases(resource)] if line.alias and _is_used(line, resource)],
        create=[*lines, *(_reference(each, resource) for each in entity.relations if not each.readonly)],
        update=list(_changes(resource)),
        read=list(_read(resource)),
        query=list(_query(resource)),
        imports=sorted(_imports(resource)),
        code=[*_shells(resource), *resource.code("schemas")],
    )


def _shells(resource: Resource) -> Iterator[str]:
    """What stands around one or several where the contract has wrappers."""
    entity = resource.entity
    shells = {"body": resource.wire.wrap, "list": resource.wire.lists == "named"}
    for name in (name for name, used in shells.items() if used):
        yield render(f"resources/shells/{name}.py", entity=entity, words=resource.words).strip("\n")


def _reference(relation: Relation, resource: Resource) -> Line:
    name, kind = resource.wire_name(relation), sent_id(resource.wire)
    if relation.many:
        return Line(name, f"list[{kind}]", "Field(default_factory=list)")
    optional = " | None" if relation.optional else ""
    return Line(name, kind + optional, "None" if relation.optional else "")


def _changes(resource: Resource) -> Iterator[Line]:
    entity = resource.entity
    for field in entity.fields:
        if not (field.readonly or field.computed or field.fixed or field.type == "file"):
            yield Line(field.name, incoming(field).annotation, "unchanged()")
    for relation in entity.relations:
        if not (relation.readonly or relation.fixed):
            yield Line(resource.wire_name(relation), _reference(relation, resource).annotation, "unchanged()")


def _read_aliases(resource: Resource) -> Iterator[Line]:
    for field in resource.entity.fields:
        if (field.readonly or field.computed) and field.type == "enum":
            yield incoming(field)


def _is_used(line: Line, resource: Resource) -> bool:
    """What is only answered has no limits; its choices it has."""
    return resource.sent or resource.routed or line.definition.startswith("Literal[")


def _read(resource: Resource) -> Iterator[Line]:
    entity = resource.entity
    yield Line("id", _shown(resource.id_type))
    for field in entity.fields:
        if not field.hidden:
            base = type_name(field) if field.type == "enum" else FIELDS[field.type].answered
            yield Line(field.name, base + null(field))
    for relation in entity.relations:
        yield Line(resource.wire_name(relation), _shown(_reference(relation, resource).annotation))
    for extra in resource.read_fields:
        yield Line(extra.name, extra.annotation, extra.default)
    if entity.timestamps:
        yield from (Line("created_at", "dt.datetime"), Line("updated_at", "dt.datetime"))


def _shown(annotation: str) -> str:
    """The type of an id as it is answered."""
    return annotation.replace("UUID", SHOWN_ID).replace("SentId", "RowId")


def _query(resource: Resource) -> Iterator[Line]:
    """Filters: equal to a value; between two where there is an order."""
    entity = resource.entity
    fields = {field.name: field for field in entity.fields}
    relations = {relation.name: relation for relation in entity.relations}
    for name in entity.listing.filter:
        if name in relations:
            yield Line(resource.wire_name(relations[name]), f"{resource.id_type} | None", "None")
            continue
        field = fields[name]
        base = _asked(field)
        yield Line(name, f"{base} | None", "None")
        if field.type in ORDERED:
            yield from (Line(f"{name}_{end}", f"{base} | None", "None") for end in ("from", "to"))
    if any(field.search for field in entity.fields):
        yield Line("q", "Text | None", "None")
    for extra in resource.query_fields:
        yield Line(extra.name, extra.annotation, extra.default)
    if resource.sorts:
        choices = ", ".join(f'"{name}", "-{name}"' for name in resource.sorts)
        yield Line("sort", f"Literal[{choices}]", repr(entity.listing.default_sort or f"-{resource.sorts[0]}"))


def _asked(field: Field) -> str:
    """The type of a filter. A decimal has as many digits as its column: with more, PostgreSQL rounds or refuses it."""
    if field.type == "enum":
        return type_name(field)
    asked = FIELDS[field.type].asked
    if field.type != "decimal" or not field.precision:
        return asked
    return f"Annotated[{asked}, Field(max_digits={field.precision}, decimal_places={field.scale})]"


def _imports(resource: Resource) -> set[str]:
    found = {line for field in resource.entity.fields for line in FIELDS.get(field.type, FIELDS["str"]).imports}
    found |= {line for extra in resource.read_fields for line in extra.imports}
    found |= {line for extra in resource.query_fields for line in extra.imports} | resource.code_imports("schemas")
    return found | {
        "import datetime as dt",
        "from app.core.clock import today, utc_now",
        "from app.schemas.base import Incoming, Outgoing, PageQuery, RowId, SentId, ShownId, Slice, Text, unchanged",
        "from decimal import Decimal",
        "from pydantic import Field",
        "from collections.abc import Sequence",
        "from typing import Annotated, Literal",
        "from uuid import UUID",
    }
