"""Checks of a written backend in scratch copies: its migrations, its own tests, a real server on a loopback port."""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from archwright.kit.processes import Limits, Outcome, Sandbox, Scratch, keep_of
from archwright.model.evidence import Boot, Migrations, TestRun
from archwright.prove.children import copy_tree

_PROBE = Path(__file__).with_name("child") / "boot.py"


def check_migrations(backend: Path, python: Path, *, extra_site_packages: Sequence[Path] = ()) -> Migrations:
    """Up, down and up again on the backend's default database."""
    result = Migrations()
    steps = {"up": ("upgrade", "head"), "down": ("downgrade", "base"), "up_again": ("upgrade", "head")}
    with _copied(backend, python, extra_site_packages) as box:
        for step, target in steps.items():
            outcome = _run(box, python, ["-m", "alembic", *target], extra_site_packages)
            result = replace(result, seconds=result.seconds + outcome.seconds)
            if outcome.code:
                return replace(result, trouble=_end(outcome))
            result = replace(result, **{step: True})  # type: ignore[arg-type]
    return result


def run_backend_tests(
    backend: Path,
    python: Path,
    *,
    extra_site_packages: Sequence[Path] = (),
    seconds: float = 120,
) -> TestRun:
    """The backend's own tests with pytest."""
    with _copied(backend, python, extra_site_packages) as box:
        # An absolute verbosity: another -q than the backend's own would hide the counts.
        command = ["-m", "pytest", "--verbosity=-1", "-p", "no:cacheprovider", "--tb=short", "-rfE"]
        outcome = _run(box, python, command, extra_site_packages, seconds)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", outcome.output)}
    failures = tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", outcome.output, re.MULTILINE))
    failed = counts.get("failed", 0) + counts.get("error", 0)
    trouble = _end(outcome) if outcome.timed_out or outcome.code or not counts else ""
    return TestRun(counts.get("passed", 0), failed, failures, trouble, outcome.seconds)


def boot(backend: Path, python: Path, *, extra_site_packages: Sequence[Path] = ()) -> Boot:
    """Migrate, serve with uvicorn on a free loopback port, ask for /health/live and /openapi.json, stop."""
    with _copied(backend, python, extra_site_packages) as box:
        shutil.copy(_PROBE, box.folder / "boot.py")
        outcome = _run(box, python, [f"{box.seen_as}/boot.py", f"{box.seen_as}/boot.json"], extra_site_packages, 40)
        told = box.folder / "boot.json"
        found = json.loads(told.read_text("utf-8")) if told.is_file() else {}
    return Boot(
        live=found.get("live", 0),
        openapi=found.get("openapi", 0),
        paths=found.get("paths", 0),
        trouble=found.get("trouble", "") if found else _end(outcome),
        seconds=outcome.seconds,
    )


class _copied:  # noqa: N801 - used as a statement
    """A scratch folder with a copy of the backend in work/."""

    def __init__(self, backend: Path, python: Path, keep: Sequence[Path]) -> None:
        self._backend = backend
        self._scratch = Scratch(*keep_of(python), *keep)

    def __enter__(self) -> Sandbox:
        box = self._scratch.__enter__()
        copy_tree(self._backend, box.folder / "work")
        return box

    def __exit__(self, *error: object) -> None:
        self._scratch.__exit__(*error)


def _run(box: Sandbox, python: Path, arguments: Sequence[str], extra: Sequence[Path], seconds: float = 60) -> Outcome:
    path = ":".join([f"{box.seen_as}/work", *map(str, extra)])
    command = [str(python.absolute()), *arguments]
    return box.run(command, cwd="work", limits=Limits(seconds=seconds), environment={"PYTHONPATH": path})


def _end(outcome: Outcome) -> str:
    return "it did not end in time" if outcome.timed_out else outcome.output.strip()[-1500:]
