"""Audit trail: who changed what and when, written in the transaction of the change."""

from collections.abc import Iterator

from archwright.build.resources.accounts import noted
from archwright.build.resources.naming import id_type, key_name, key_parameter, spelled, tuple_of
from archwright.build.resources.testing import CHANGED, changeable, sent, test_words
from archwright.build.template import Templates
from archwright.kit.names import title
from archwright.model.blueprint import Blueprint, Entity, Wire
from archwright.model.parts import Part
from archwright.model.resources import CodePart, MethodPart, RoutePart, TablePart, TraitPart
from archwright.model.schema import Column, ColumnType, Index, Table

_templates = Templates(__name__)

TABLE = "audit_log"
# What changes with every change says nothing.
NOISE = ("updated_at", "version")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """One table for all entities; for each a trait that writes to it, and a route that shows what it says of a row."""
    entities = [entity for entity in blueprint.entities if entity.audit]
    if not entities:
        return
    yield TablePart(_table(blueprint.wire), "AuditEntry", "An entry of the audit log.")
    yield from noted(blueprint)
    yield _templates.file("app/repositories/traits/audit.py")
    yield _templates.file("docs/decisions/audit.md")
    yield _templates.file("app/schemas/audit.py", id_type=id_type(blueprint.wire))
    for entity in entities:
        hidden = tuple(field.name for field in entity.fields if field.hidden or field.computed)
        attributes = (f"unaudited = {tuple_of((*hidden, *NOISE))}",)
        yield TraitPart(entity.name, "Audited", "app.repositories.traits.audit", attributes, order=-30)
        if "read" in entity.actions:
            yield from _history(entity, blueprint.wire)


def _table(wire: Wire) -> Table:
    key = ColumnType("uuid" if wire.ids == "uuid" else "bigint")
    return Table(
        TABLE,
        columns=(
            Column("id", key, primary=True),
            Column("entity", ColumnType("str", 64)),
            Column("row_id", ColumnType("str", 64)),
            Column("action", ColumnType("str", 16)),
            Column("actor", ColumnType("str", 255)),
            Column("changes", ColumnType("json")),
            Column("created_at", ColumnType("datetime"), expression="CURRENT_TIMESTAMP"),
        ),
        indexes=(Index("ix_audit_log_entity_row_id_id", ("entity", "row_id", "id")),),
    )


def _history(entity: Entity, wire: Wire) -> Iterator[Part]:
    key = key_name(entity)
    rows = f"await self._{entity.plural}.history({key}, query.limit, query.before)"
    imports = ("from app.schemas.audit import History, AuditQuery",)
    yield MethodPart(
        entity.name,
        "history",
        f"What happened to the {title(entity.name)}, the last first.",
        f"{key_parameter(entity, wire)}, query: AuditQuery",
        "list[History]",
        f"return [History.model_validate(each) for each in {rows}]",
        imports=imports,
    )
    yield RoutePart(
        entity.name,
        "get",
        f"/{{{key}}}/history",
        f"{entity.slug}_history",
        given=f"{key_parameter(entity, wire)}, request: Request",
        returns="list[History]",
        call=f"await {entity.plural}.history({key}, from_query(request, AuditQuery))",
        doc=f"What happened to a {title(entity.name)}, the last first.",
        like="read",
        options=("openapi_extra=documented(AuditQuery)",),
        answers=(404, 422),
        imports=imports,
    )
    if {"create", "update"} <= set(entity.actions):
        yield from _tests(entity, wire)


def _tests(entity: Entity, wire: Wire) -> Iterator[Part]:
    changed = changeable(entity)
    if changed:
        words = {**test_words(entity, wire), "name": changed.name, "spoken": spelled(changed.name, wire)}
        text = _templates.text("tests/history.py", **words, headers=sent("update"), value=CHANGED)
        yield CodePart(entity.name, "tests", text, order=30)
