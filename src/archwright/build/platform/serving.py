"""The process: start, health, request log, settings of the server."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import Dependency, MainLine, Part, RouterPart, SettingPart, TextFile

READY_CHECKS = {
    "none": "app/api/routes/health.py",
    "models": "app/api/routes/health_models.py",
    "sqlite3": "app/api/routes/health_sqlite3.py",
}


def parts(backend: Backend) -> Iterator[Part]:
    """What every backend has."""
    yield from _files(backend)
    yield RouterPart("app.api.routes.health", order=-1000)
    yield MainLine("app.add_middleware(RequestLog)", ("from app.api.middleware import RequestLog",), order=1000)
    yield SettingPart("host", "str", '"127.0.0.1"', "Address to listen on.")
    yield SettingPart("port", "int", "8000", "Port to listen on.")
    yield SettingPart("log_level", "str", '"info"', "Least level that is logged.")
    yield SettingPart("shutdown_seconds", "int", "10", "Time that open requests get to end.")
    for requirement in ("fastapi>=0.165,<0.166", "pydantic-settings>=2.16", "structlog>=26.1", "uvicorn>=0.54"):
        yield Dependency(requirement)
    for requirement in ("httpx2>=2.16", "import-linter>=2.16", "mypy>=2.4,<3", "pytest>=9.2", "ruff>=0.17.5"):
        yield Dependency(requirement, dev=True)


def _files(backend: Backend) -> Iterator[TextFile]:
    migrates = backend.database.migrates
    does = "brings the database up to date and serves" if migrates else "serves"
    yield file("app/__main__.py", migrates=migrates, does=does)
    yield file("app/core/logging.py")
    yield file("app/api/middleware.py")
    yield file("app/api/routes/health.py", READY_CHECKS[backend.database.kind], prefix=backend.health)
