"""Dockerfile, compose.yaml, ignore files and continuous integration."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import TextFile

COMPOSE = {
    "async": "compose_async.yaml",
    "models": "compose_models.yaml",
    "none": "compose.yaml",
    "sqlite3": "compose_sqlite3.yaml",
}
DATA = ("*.db", "*.db-shm", "*.db-wal", "*.sqlite", "*.sqlite3")
CHECKS = ("ruff check .", "ruff format --check .", "mypy", "lint-imports", "pytest")


def write(backend: Backend) -> Iterator[TextFile]:
    """Everything around the code that puts it to work."""
    kind = backend.database.kind
    data = [*(DATA if kind != "none" else ()), *(("files/",) if kind == "async" else ())]
    extra = " --extra postgres" if kind == "models" else ""
    production = " PRODUCTION=true" if any(part.name == "production" for part in backend.settings) else ""
    yield file("Dockerfile", extra=extra, health=backend.health, production=production)
    yield file(".dockerignore")
    yield file(".gitignore", data=data)
    yield file("compose.yaml", COMPOSE[kind])
    yield file(".github/workflows/ci.yml", commands=CHECKS)
