"""The backend on PostgreSQL: its migrations, and when asked its own tests. What is not tried says why."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from archwright.kit.commands import run
from archwright.kit.errors import ArchwrightError
from archwright.kit.folders import scratch_folder
from archwright.model.evidence import Extent, OnPostgres, TestRun
from archwright.prove import check_migrations, run_backend_tests
from archwright.prove.postgres import new_database, postgres_server, why_no_postgres

Progress = Callable[[str], None]


def on_postgres(
    backend: Path, python: Path, extent: Extent, progress: Progress, *, packages: Sequence[Path] = ()
) -> OnPostgres:
    """Everything on a server of its own that is gone afterwards. A server that does not start is no trouble of the
    backend: then the reason is told."""
    reason = _why_not(backend, python, extent)
    if reason:
        return OnPostgres(skipped=reason)
    progress("migrating up, down and up again on PostgreSQL")
    try:
        with scratch_folder({}) as folder, postgres_server(folder) as url:
            result = _migrated(backend, python, new_database(url, "migrations"), packages)
            if extent == "migrations":
                return replace(result, tests_skipped="with --postgres, and by `archwright prove`")
            return _tested(result, backend, python, new_database(url, "tests"), packages, progress)
    except (ArchwrightError, OSError) as error:
        told = f"{error.message} {error.hint}" if isinstance(error, ArchwrightError) else str(error)
        return OnPostgres(skipped=told.strip())


def _why_not(backend: Path, python: Path, extent: Extent) -> str:
    if extent == "none":
        return "--no-postgres"
    if not (backend / "app" / "models" / "base.py").is_file() or not (backend / "migrations").is_dir():
        return "it has no models: its SQL is written for SQLite"
    return why_no_postgres() or _without_driver(python)


def _without_driver(python: Path) -> str:
    if python == Path(sys.executable):
        found = find_spec("psycopg") is not None
    else:
        found = run([str(python), "-I", "-c", "import psycopg"], cwd=Path(os.sep), seconds=20).code == 0
    return "" if found else "psycopg is not installed beside the backend: uv sync --extra postgres"


def _migrated(backend: Path, python: Path, url: str, packages: Sequence[Path]) -> OnPostgres:
    done = check_migrations(backend, python, extra_site_packages=packages, database_url=url)
    return OnPostgres(done.up, done.down, done.up_again, done.trouble, done.seconds)


def _tested(  # noqa: PLR0913, PLR0917 - each is a different thing to know
    result: OnPostgres, backend: Path, python: Path, url: str, packages: Sequence[Path], progress: Progress
) -> OnPostgres:
    conftest = backend / "tests" / "conftest.py"
    if not conftest.is_file() or "TEST_DATABASE_URL" not in conftest.read_text("utf-8", "replace"):
        return replace(result, tests_skipped="tests/conftest.py does not take TEST_DATABASE_URL")
    progress("running the backend's own tests on PostgreSQL")
    tests: TestRun = run_backend_tests(backend, python, extra_site_packages=packages, database_url=url)
    return replace(result, tests=tests, seconds=result.seconds + tests.seconds)
