"""API keys: for programs, narrowed by scopes, gone at a time; only their digests are stored."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, of_user, user_id, way
from archwright.build.resources.naming import address, slash
from archwright.build.resources.rules import guarded
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import MainLine, Part, RouterPart
from archwright.model.resources import OperationStepPart, TablePart, TraitPart
from archwright.model.schema import Column, ColumnType, Index, Table, UniqueKey

_templates = Templates(__name__)

FILES = (
    "app/api/api_keys.py",
    "app/api/routes/api_keys.py",
    "app/core/scopes.py",
    "app/repositories/api_key.py",
    "app/schemas/api_keys.py",
    "app/services/api_keys.py",
    "docs/decisions/api-keys.md",
    "tests/integration/test_api_keys.py",
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth.api_keys`."""
    if blueprint.auth is None or not blueprint.auth.api_keys:
        return
    things = sorted(entity.table for entity in blueprint.entities if entity.actions)
    things += ["operations"] if blueprint.operations else []
    scopes = ["*", *(f"{thing}:{kind}" for thing in things for kind in ("read", "write"))]
    values = {"scopes": scopes, "guarded": _listed(blueprint)[:1], **account_values(blueprint)}
    yield from (_templates.file(path, **values) for path in FILES)
    yield from _narrowed(blueprint)
    yield TablePart(_table(blueprint), "ApiKey", "A key for programs: what it is for, and its digest.")
    yield RouterPart("app.api.routes.api_keys", order=-880)
    yield MainLine(
        "app.state.api_keys = ApiKeyService(app.state.system)",
        ("from app.services.api_keys import ApiKeyService",),
        order=-790,
    )
    yield from way("ApiKeys", "app.state.api_keys", "app.api.api_keys", order=-780)


def _narrowed(blueprint: Blueprint) -> Iterator[Part]:
    """What asks who may asks what a key is for, too."""
    narrow = ("from app.core.scopes import narrow",)
    for operation in blueprint.operations:
        action = "read" if operation.method == "GET" else "update"
        if not operation.access.public:
            yield OperationStepPart(operation.name, f'narrow(work.actor, "operations", "{action}")', narrow)
    entities = [entity for entity in blueprint.entities if guarded(entity)]
    if entities:
        yield _templates.file("app/repositories/traits/scoped.py")
    for entity in entities:
        yield TraitPart(entity.name, "Scoped", "app.repositories.traits.scoped", order=-21, single=True)


def _listed(blueprint: Blueprint) -> list[dict[str, str]]:
    """Entities whose list is not open to everybody: where tests see what a scope does."""
    wire = blueprint.wire
    return [
        {"table": entity.table, "path": address(entity, wire) + slash(wire)}
        for entity in blueprint.entities
        if "list" in entity.actions and not entity.access_of("list").public
    ]


def _table(blueprint: Blueprint) -> Table:
    return Table(
        "api_keys",
        (
            Column("id", ColumnType("uuid"), primary=True),
            user_id(blueprint),
            Column("name", ColumnType("str", 80)),
            Column("prefix", ColumnType("str", 12)),
            Column("digest", ColumnType("str", 64)),
            Column("scopes", ColumnType("text")),
            Column("expires_at", ColumnType("datetime")),
            Column("created_at", ColumnType("datetime"), expression="CURRENT_TIMESTAMP"),
        ),
        foreign_keys=(of_user(blueprint, "api_keys"),),
        uniques=(UniqueKey("uq_api_keys_digest", ("digest",)),),
        indexes=(Index("ix_api_keys_user_id", ("user_id",)),),
    )
