"""Checks of a written backend in scratch copies: its migrations, its own tests, a real server on a loopback port."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from archwright.kit.processes import Limits, Outcome, Sandbox, keep_of, scratch
from archwright.model.evidence import Boot, Migrations, TestRun
from archwright.prove.children import copy_tree
from archwright.prove.postgres import socket_folder

_PROBE = Path(__file__).with_name("child") / "boot.py"
_MIGRATIONS = _PROBE.with_name("migrations.py")


def check_migrations(
    backend: Path, python: Path, *, extra_site_packages: Sequence[Path] = (), database_url: str = ""
) -> Migrations:
    """Up, down and up again, on the backend's default database or on that of `database_url`."""
    with _copied(backend, python, extra_site_packages, database_url) as box:
        shutil.copy(_MIGRATIONS, box.folder / "check_migrations.py")
        arguments = [f"{box.seen_as}/check_migrations.py", f"{box.seen_as}/migrations.json"]
        outcome = _run(box, python, arguments, extra_site_packages, environment=_database(database_url))
        told = box.folder / "migrations.json"
        done = set(json.loads(told.read_text("utf-8"))) if told.is_file() else set()
    trouble = _end(outcome) if outcome.code else ""
    return Migrations("up" in done, "down" in done, "up_again" in done, trouble, outcome.seconds)


def run_backend_tests(
    backend: Path,
    python: Path,
    *,
    extra_site_packages: Sequence[Path] = (),
    seconds: float = 120,
    database_url: str = "",
) -> TestRun:
    """The backend's own tests with pytest. Each has an empty SQLite file, or the emptied database of `database_url`."""
    with _copied(backend, python, extra_site_packages, database_url) as box:
        # An absolute verbosity: another -q than the backend's own would hide the counts.
        command = ["-m", "pytest", "--verbosity=-1", "-p", "no:cacheprovider", "--tb=short", "-rfE"]
        environment = _database(database_url, "TEST_DATABASE_URL")
        outcome = _run(box, python, command, extra_site_packages, seconds, environment)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", outcome.output)}
    failures = tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", outcome.output, re.MULTILINE))
    failed = counts.get("failed", 0) + counts.get("error", 0)
    trouble = _end(outcome) if outcome.timed_out or outcome.code or not counts else ""
    return TestRun(counts.get("passed", 0), failed, failures, trouble, outcome.seconds)


def boot(backend: Path, python: Path, *, extra_site_packages: Sequence[Path] = ()) -> Boot:
    """Migrate, serve with uvicorn on a free loopback port, ask for its health and /openapi.json, stop."""
    with _copied(backend, python, extra_site_packages) as box:
        shutil.copy(_PROBE, box.folder / "boot.py")
        outcome = _run(box, python, [f"{box.seen_as}/boot.py", f"{box.seen_as}/boot.json"], extra_site_packages, 90)
        told = box.folder / "boot.json"
        found = json.loads(told.read_text("utf-8")) if told.is_file() else {}
    return Boot(
        live=found.get("live", 0),
        openapi=found.get("openapi", 0),
        paths=found.get("paths", 0),
        trouble=found.get("trouble", "") if found else _end(outcome),
        seconds=outcome.seconds,
    )


@contextmanager
def _copied(backend: Path, python: Path, keep: Sequence[Path], database_url: str = "") -> Iterator[Sandbox]:
    """A scratch folder with a copy of the backend in work/."""
    sockets = [socket_folder(database_url)] if database_url else []
    with scratch(*keep_of(python), *keep, *sockets) as box:
        copy_tree(backend, box.folder / "work")
        yield box


def _run(  # noqa: PLR0913, PLR0917 - each is a different thing to know
    box: Sandbox,
    python: Path,
    arguments: Sequence[str],
    extra: Sequence[Path],
    seconds: float = 60,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    path = ":".join([f"{box.seen_as}/work", *map(str, extra)])
    command = [str(python.absolute()), *arguments]
    variables = {"PYTHONPATH": path, **(environment or {})}
    return box.run(command, cwd="work", limits=Limits(seconds=seconds), environment=variables)


def _database(url: str, name: str = "DATABASE_URL") -> dict[str, str]:
    return {name: url} if url else {}


def _end(outcome: Outcome) -> str:
    return "it did not end in time" if outcome.timed_out else outcome.output.strip()[-1500:]
