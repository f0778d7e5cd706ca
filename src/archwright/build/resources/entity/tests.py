"""tests/factories/<entity>.py and tests/integration/test_<plural>.py: rows for tests, and one behaviour a test."""

from collections.abc import Iterator
from dataclasses import replace

from archwright.build.backend import Backend
from archwright.build.resources.entity.shape import Resource
from archwright.build.resources.naming import key_name, spelled
from archwright.build.resources.samples import compared, distinct, places, sample, wrong
from archwright.build.resources.testing import LISTED, sent, with_headers
from archwright.build.template import file, render
from archwright.kit.names import snake
from archwright.model.blueprint import Entity, Field
from archwright.model.parts import TextFile
from archwright.model.resources import VERBS, FactoryPart, ResidentPart


def write(resource: Resource, backend: Backend) -> Iterator[TextFile]:
    """Both modules."""
    entity = resource.entity
    values = list(_values(resource, backend))
    yield file(
        f"tests/factories/{entity.slug}.py",
        "resources/factory.py",
        resource=resource,
        values=values,
        counted=any("number" in expression for _, expression in values),
        imports=sorted(_factory_imports(resource, backend)),
    )
    headers = {verb: resource.headers_of(verb) for verb in VERBS}
    resident = any(part.entity == entity.name for part in backend.parts.of(ResidentPart))
    tests = [with_headers(text, headers) for text in (*_tests(resource, resident=resident), *resource.code("tests"))]
    if tests and resource.routed:
        yield file(
            f"tests/integration/test_{entity.plural}.py",
            "resources/test.py",
            resource=resource,
            imports=sorted(resource.code_imports("tests")),
            address=path(resource),
            tests=tests,
        )


def path(resource: Resource) -> str:
    """Where the resource is."""
    slash = {"always": "/"}.get(resource.wire.slash, "")
    return f"{resource.wire.prefix}/{resource.entity.plural.replace('_', '-')}{slash}"


def _values(resource: Resource, backend: Backend) -> Iterator[tuple[str, str]]:
    """Column -> expression, for each column that must be given."""
    behind, alone = places(resource.entity), distinct(resource.entity)
    for field in resource.entity.fields:
        if _is_set(field) or field.name in alone:
            counted = replace(field, unique=field.unique or "all") if field.name in alone else field
            yield field.name, sample(counted, place=behind.get(field.name, 0))
    given = {part.column: part.expression for part in _given(resource, backend)}
    for relation in resource.entity.ones:
        if relation.column not in given and not relation.optional:
            yield relation.column, f'{snake(relation.target)}()["id"]'
    yield from given.items()


def _given(resource: Resource, backend: Backend) -> Iterator[FactoryPart]:
    return (part for part in backend.parts.of(FactoryPart) if part.entity == resource.entity.name)


def _factory_imports(resource: Resource, backend: Backend) -> set[str]:
    entity = resource.entity
    given = {part.column for part in _given(resource, backend)}
    parents = {
        f"from tests.factories.{snake(each.target)} import {snake(each.target)}"
        for each in entity.ones
        if each.column not in given and not each.optional and each.target != entity.name
    }
    more = {line for part in _given(resource, backend) for line in part.imports}
    return (
        parents
        | more
        | {
            "from app.core.database import Row",
            "from app.core.ids import uuid7",
            f"from app.models.{entity.slug} import {entity.name}",
            "from decimal import Decimal",
            f"from app.schemas.{entity.slug} import {entity.name}Create",
            "from tests.rows import numbers, sent, stored",
            "from typing import Any",
            "import datetime as dt",
        }
    )


def _tests(resource: Resource, *, resident: bool) -> Iterator[str]:
    """Those that the routes of the resource call for. Pages cannot be counted where other rows are there already."""
    actions = set(resource.entity.actions)
    for name, needed in BEHAVIOURS.items():
        if resident and name.startswith("list_pages"):
            continue
        values = _context(resource) | {"compared": ">=" if resident else "=="}
        if needed <= actions and (name not in NEEDS or values[NEEDS[name]] is not None):
            yield render(f"resources/tests/{name}.py", **values).strip("\n")


BEHAVIOURS: dict[str, set[str]] = {
    "create": {"create"},
    "create_incomplete": {"create"},
    "create_wrong": {"create"},
    "create_unknown": {"create"},
    "create_taken": {"create"},
    "read": {"read"},
    "read_missing": {"read"},
    "list": {"list"},
    "list_pages": {"list"},
    "list_pages_counted": {"list"},
    "list_filtered": {"list"},
    "update": {"update", "read"},
    "update_missing": {"update"},
    "delete": {"delete", "read"},
    "delete_missing": {"delete"},
}
# Which of the values a behaviour cannot be shown without.
NEEDS = {
    "create_incomplete": "required",
    "create_wrong": "wrong",
    "create_unknown": "refuses",
    "create_taken": "taken",
    "list_pages": "cursor",
    "list_pages_counted": "counted",
    "list_filtered": "filter",
    "update": "change",
}


def _context(resource: Resource) -> dict[str, object]:
    entity = resource.entity
    given = [each for each in entity.fields if not (each.readonly or each.computed or each.type == "file")]
    shown = [field for field in given if not field.hidden]
    changed = _changed(shown, entity)
    refused = next((field for field in given if wrong(field)), None)
    wrapped = spelled(entity.slug, resource.wire)
    opening, closing = (f'{{"{wrapped}": ', "}") if resource.wire.wrap else ("", "")
    return {
        "body": f"{opening}{entity.slug}_body(){closing}",
        "change": _change(changed, opening, closing, resource) if changed else None,
        "changed": changed.name if changed else "",
        "cursor": True if _has_cursor(resource) else None,
        "counted": True if resource.wire.pages != "keyset" and resource.wire.lists == "page" else None,
        "paging": {"offset": ("offset", "limit", 2), "number": ("page", "size", 2)}.get(resource.wire.pages),
        "spelled": lambda name: spelled(name, resource.wire),
        "sent": sent,
        "deleted": resource.wire.delete,
        "filter": next((each.name for each in shown if each.name in entity.listing.filter and _is_set(each)), None),
        "invalid": resource.wire.invalid,
        "key": entity.external_key or "id",
        "key_name": key_name(entity),
        "listed": LISTED[resource.wire.lists].replace("{plural}", spelled(entity.plural, resource.wire)),
        "one": f'["{wrapped}"]' if resource.wire.wrap else "",
        "opening": opening,
        "closing": closing,
        "address": path(resource),
        "refuses": True if resource.wire.unknown == "refuse" else None,
        "required": next((field.name for field in given if not field.optional and field.default is None), None),
        "resource": resource,
        "shown": shown[0].name if shown else None,
        "slash": {"always": "/"}.get(resource.wire.slash, ""),
        "slug": entity.slug,
        "taken": next((field.name for field in given if field.unique), None),
        "visible": _visible(given, resource),
        "unknown_id": {"uuid": "01890000-0000-7000-8000-000000000000", "int": "999999"}[resource.wire.ids],
        "wrong": (refused.name, wrong(refused)) if refused else None,
    }


def _changed(shown: list[Field], entity: Entity) -> Field | None:
    """Rather one without a rule; of those with one the foremost, whose value only falls."""
    ruled, behind = compared(entity), places(entity)
    fields = [field for field in shown if not field.fixed and field.type not in ("json", "file")]
    return min(fields, key=lambda field: (field.name in ruled, behind.get(field.name, 0)), default=None)


def _has_cursor(resource: Resource) -> bool:
    return resource.wire.pages == "keyset" and resource.wire.lists == "page" and bool(resource.sorts)


def _visible(given: list[Field], resource: Resource) -> str:
    hidden = [spelled(field.name, resource.wire) for field in given if field.hidden]
    return f"{{name: value for name, value in body.items() if name not in {hidden}}}" if hidden else "body"


def _change(field: Field, opening: str, closing: str, resource: Resource) -> str:
    value = f'"{field.choices[-1]}"' if field.type == "enum" else f"wire({sample(field, '9')})"
    return f'{opening}{{"{spelled(field.name, resource.wire)}": {value}}}{closing}'


def _is_set(field: Field) -> bool:
    """Whether the rows of tests hold something there."""
    return not field.computed and not (field.optional and field.default is None and not field.unique)
