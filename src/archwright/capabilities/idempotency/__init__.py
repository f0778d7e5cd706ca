"""Idempotency: a request under one `Idempotency-Key` has one effect and one answer, however often it is sent."""

from collections.abc import Iterator
from typing import Any

from archwright.build.resources.accounts import noted
from archwright.build.resources.testing import test_words
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint, Entity, Operation, Wire
from archwright.model.parts import MainLine, Part, SettingPart
from archwright.model.resources import AnswerPart, CodePart, ErrorPart, OperationEndPart, RouteStepPart, TablePart, Verb
from archwright.model.schema import Column, ColumnType, Index, Table, UniqueKey

_templates = Templates(__name__)

VERBS: tuple[Verb, ...] = ("create", "bulk")
TABLE = "idempotency_keys"
ONCE = (("once: Once",), ("from app.api.idempotency import Once",))
# Operations that change something, but for those that answer with a file: its bytes are not kept.
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# What is no JSON, as it is told of on the wire.
MEDIA = {"html": ', "text/html; charset=utf-8"', "text": ', "text/plain; charset=utf-8"'}
ERROR = ErrorPart("KeyReused", "key_reused", 422, "This Idempotency-Key was used for another request.")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A table of answers, and a step at the end of every route that creates and of every operation that writes."""
    entities = [entity for entity in blueprint.entities if "create" in entity.actions]
    operations = [each for each in blueprint.operations if each.method in WRITING and _kept(each)]
    if not blueprint.idempotency or not (entities or operations):
        return
    yield TablePart(_table(blueprint.wire), "IdempotencyKey", "A request that was answered, and its answer.")
    yield from noted(blueprint)
    yield _templates.file("app/api/idempotency.py", **_read(forms=any(each.form for each in operations)))
    yield _templates.file("app/repositories/answers.py")
    yield _templates.file("docs/decisions/idempotency.md")
    yield ERROR
    yield SettingPart("idempotency_hours", "int", "24", "How long the answer to an Idempotency-Key is kept.")
    yield MainLine("app.add_exception_handler(Replayed, replay)", ("from app.api.idempotency import Replayed, replay",))
    for entity in entities:
        yield from _entity(entity, blueprint.wire)
    yield from (_operation(operation) for operation in operations)


def _kept(operation: Operation) -> bool:
    """What has one shape, and is told in letters."""
    return operation.output.kind != "file" and not operation.output.other


def _table(wire: Wire) -> Table:
    return Table(
        TABLE,
        columns=(
            Column("id", ColumnType("uuid" if wire.ids == "uuid" else "bigint"), primary=True),
            Column("actor", ColumnType("str", 255)),
            Column("key", ColumnType("str", 255)),
            Column("digest", ColumnType("str", 64)),
            Column("status", ColumnType("int"), default=0),
            Column("headers", ColumnType("json"), nullable=True),
            Column("body", ColumnType("text"), nullable=True),
            Column("expires_at", ColumnType("datetime")),
        ),
        uniques=(UniqueKey("uq_idempotency_keys_actor_key", ("actor", "key")),),
        indexes=(Index("ix_idempotency_keys_expires_at", ("expires_at",)),),
    )


def _read(*, forms: bool) -> dict[str, Any]:
    """How what was sent is read again; forms cannot be, once they were taken apart."""
    if not forms:
        return {"forms": [], "content": "request.body()", "imports": []}
    text = _templates.text("app/api/forms.py").strip("\n")
    lines = ["from starlette.datastructures import UploadFile"]
    return {"forms": [text], "content": "_content(request)", "imports": lines}


def _entity(entity: Entity, wire: Wire) -> Iterator[Part]:
    yield RouteStepPart(
        entity.name,
        VERBS,
        "await once.keep(201, {answer})",
        *ONCE,
        order=100,
    )
    yield from (AnswerPart(entity.name, VERBS, status) for status in (409, 422))
    text = _templates.text("tests/idempotency.py", **test_words(entity, wire))
    yield CodePart(entity.name, "tests", text, order=70)


def _operation(operation: Operation) -> OperationEndPart:
    media = MEDIA.get(operation.output.kind, "")
    return OperationEndPart(
        operation.name, f"await once.keep({operation.status}, {{answer}}{media})", *ONCE, statuses=(409, 422)
    )
