"""What every backend stands on: settings, database, errors, logs, health, and the one pass around each request."""

from collections.abc import Iterator
from typing import Any

from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Dependency, LifespanLine, MainLine, Part, RouterPart, SettingPart
from archwright.model.resources import ErrorPart

_templates = Templates(__name__)

# Database -> default URL, driver, options of the engine, requirements.
ENGINES = {
    "sqlite": ("sqlite:///app.db", "asyncpg", ", pool_pre_ping=True", ("aiosqlite>=0.22", "asyncpg>=0.32")),
    "postgres": ("sqlite:///app.db", "asyncpg", ", pool_pre_ping=True", ("aiosqlite>=0.22", "asyncpg>=0.32")),
    # A pooler in transaction mode keeps no prepared statements, and a database that sleeps drops its connections.
    "neon": (
        "sqlite:///app.db",
        "psycopg",
        ', pool_pre_ping=True, pool_recycle=240, connect_args={"prepare_threshold": None}',
        ("aiosqlite>=0.22", "psycopg[binary]>=3.3"),
    ),
}
# The driver of PostgreSQL that is used without the engine.
OWN = "asyncpg"
ERRORS = (
    ErrorPart("NotFound", "not_found", 404, "There is no such thing."),
    ErrorPart("Conflict", "conflict", 409, "It is taken, or still used by something else."),
)
FILES = (
    "alembic.ini",
    "app/__main__.py",
    "app/api/middleware.py",
    "app/api/pipeline.py",
    "app/api/routes/health.py",
    "app/core/logging.py",
    "app/core/migrations.py",
    "docs/decisions/errors.md",
    "docs/decisions/layers.md",
    "docs/decisions/transactions.md",
    "migrations/env.py",
    "migrations/script.py.mako",
    "tests/integration/test_health.py",
)
SPARE = ("app/api/dependencies.py", "app/api/routing.py", "app/core/clock.py", "app/core/ids.py")
SETTINGS = (
    SettingPart("database_connections", "int", "10", "Most connections of one process to the database."),
    SettingPart("host", "str", '"127.0.0.1"', "Address to listen on."),
    SettingPart("port", "int", "8000", "Port to listen on."),
    SettingPart("log_level", "str", '"info"', "Least level that is logged."),
    SettingPart("shutdown_seconds", "int", "10", "Time that open requests get to end."),
)
NEEDED = (
    "alembic>=1.20,<2",
    "fastapi>=0.165,<0.166",
    "pydantic-settings>=2.16",
    "sqlalchemy[asyncio]>=2.1,<2.2",
    "structlog>=26.1",
    "uvicorn[standard]>=0.54",
)
DEVELOPMENT = ("httpx2>=2.16", "import-linter>=2.16", "mypy>=2.4,<3", "pytest>=9.2", "ruff>=0.17.5")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """The platform; every backend has it."""
    url, driver, options, requirements = ENGINES[blueprint.stack.database]
    wire = blueprint.wire
    yield from (_templates.file(path) for path in FILES)
    yield from (_templates.spare(path) for path in SPARE)
    # The tenant is told to a connection of the engine, which checks every statement.
    yield from _database(driver, options, own=driver == OWN and not blueprint.tenant)
    yield _templates.file(
        "app/api/errors.py",
        invalid=wire.invalid,
        camel=wire.case == "camel",
        media=MEDIA.get(wire.errors, ""),
    )
    yield _templates.file("tests/rows.py", row_level=bool(blueprint.tenant))
    yield _templates.file("app/repositories/paging.py", f"paging/{wire.pages}.py")
    yield _templates.file("docs/decisions/pages.md", f"docs/decisions/pages-{wire.pages}.md")
    yield _templates.file(
        "app/schemas/errors.py", f"errors/{wire.errors}.py", auth=blueprint.auth, camel=wire.case == "camel"
    )
    yield _templates.spare("app/schemas/base.py", **_shape(blueprint))
    yield _templates.spare("app/schemas/values.py")
    yield SettingPart("database_url", "str", repr(url), "Where the data is, as a URL.")
    yield from ERRORS
    yield LifespanLine("await app.state.database.close()", order=900)
    yield MainLine("install_errors(app)", ("from app.api.errors import install_errors",))
    yield RouterPart("app.api.routes.health", order=-1000)
    yield _templates.spare("app/models/base.py", f"models/{blueprint.stack.orm}.py")
    yield from (Dependency(requirement) for requirement in ORMS[blueprint.stack.orm])
    yield from SETTINGS
    yield SettingPart("body_limit", "int", str(blueprint.limits.body), "Most bytes of a request's body.")
    yield from (Dependency(requirement) for requirement in (*requirements, *NEEDED))
    yield from (Dependency(requirement, dev=True) for requirement in DEVELOPMENT)


def _database(driver: str, options: str, *, own: bool) -> Iterator[Part]:
    """One interface. PostgreSQL has a way of its own, which costs a third of the engine's."""
    folder = "app/core/database"
    yield _templates.file(f"{folder}/__init__.py", own=own)
    yield _templates.file(f"{folder}/connection.py")
    yield _templates.file("docs/decisions/database.md", f"docs/decisions/database-{'own' if own else 'engine'}.md")
    yield _templates.file(f"{folder}/engine.py", driver=driver, engine_options=options)
    if own:
        yield _templates.file(f"{folder}/postgres.py")
        yield _templates.file(f"{folder}/statements.py")


# What a page tells of the pages around it.
PLACES = {
    "keyset": ("next", "str | None", ", and the cursor of the next one"),
    "number": ("total", "int | None", ", and how many there are in all"),
    "offset": ("total", "int | None", ", and how many there are in all"),
}
CAMEL = "alias_generator=to_camel, validate_by_name=True, validate_by_alias=True"
ORMS = {"sqlalchemy": (), "sqlmodel": ("sqlmodel>=0.0.50",)}
MEDIA = {"problem": ', media_type="application/problem+json"'}


def _shape(blueprint: Blueprint) -> dict[str, Any]:
    """What the policies say about all schemas."""
    wire = blueprint.wire
    pages = [entity.listing for entity in blueprint.entities]
    place, kind, doc = PLACES[wire.pages]
    return {
        "alias": {"camel": ", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True"}.get(
            wire.case, ""
        ),
        "alias_import": {"camel": "from pydantic.alias_generators import to_camel"}.get(wire.case, ""),
        "extra": {"refuse": "forbid", "ignore": "ignore"}[wire.unknown],
        "lists": wire.lists,
        "max_page": max((listing.max_page for listing in pages), default=100),
        "page": min((listing.page for listing in pages), default=20),
        "pages": wire.pages,
        "place": place,
        "place_doc": doc,
        "place_type": kind,
    }
