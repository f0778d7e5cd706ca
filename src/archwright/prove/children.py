"""Giving orders to a child: our files and the user's copied to a scratch folder, the order and the result as JSON."""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import archwright.model
import archwright.prove.child
from archwright.kit.errors import ArchwrightError, InternalError
from archwright.kit.processes import Limits, Sandbox, keep_of, scratch

FOLDER = "work"  # the user's code is there in every run, because the path can show in answers
_SKIPPED = (
    ".git",
    ".hg",
    "node_modules",
    "venv",
    ".venv",
    "env",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".tox",
)
_LEAST = 256 << 10  # with less space than this a child may have ended for want of it
_MAIN = "lib/archwright/prove/child/main.py"


@dataclass(frozen=True)
class Child:
    """A scratch copy of a tree, and an interpreter to run orders on it."""

    box: Sandbox
    python: Path

    @property
    def root(self) -> str:
        """The copy's path as the child sees it."""
        return f"{self.box.seen_as}/{FOLDER}"

    def do(self, order: Mapping[str, object], *, cwd: str = "", limits: Limits | None = None) -> dict[str, Any]:
        """The result of an order. "timeout" or "broken" are keys of it when there was none."""
        full = {"root": self.root, "scratch": self.box.seen_as, **order}
        (self.box.folder / "order.json").write_text(json.dumps(full), encoding="utf-8")
        seen = self.box.seen_as
        command = [str(self.python), "-X", "utf8", f"{seen}/{_MAIN}", f"{seen}/order.json", f"{seen}/result.json"]
        environment = {"PYTHONPATH": f"{seen}/lib"}
        outcome = self.box.run(command, cwd=f"{FOLDER}/{cwd}", limits=limits, environment=environment)
        result = self.box.folder / "result.json"
        if result.is_file():
            found: dict[str, Any] = json.loads(result.read_text("utf-8"))
            if "broken" in found:
                raise InternalError(f"the recording child failed: {found['broken']}", hint=found["traceback"])
            return found
        if shutil.disk_usage(self.box.folder).free < _LEAST:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.box.folder))
        return {"timeout": outcome.timed_out, "crash": outcome.output.strip()[-600:]}


@contextmanager
def child_on(tree: Path, python: Path, *keep: Path) -> Iterator[Child]:
    """A child with a fresh copy of `tree`. The tree itself is never touched."""
    if not python.exists():
        raise ArchwrightError(f"there is no Python at {python}", hint="give the interpreter the application runs with")
    with scratch(*keep_of(python), *keep) as box:
        copy_tree(tree, box.folder / FOLDER)
        _lend_ourselves(box.folder / "lib")
        yield Child(box, python.absolute())


def copy_tree(tree: Path, to: Path) -> None:
    """Without version control, environments and caches; links stay links."""

    def skipped(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name in _SKIPPED or (Path(folder) / name / "pyvenv.cfg").is_file()]

    shutil.copytree(tree, to, symlinks=True, ignore=skipped, ignore_dangling_symlinks=True)


def _lend_ourselves(to: Path) -> None:
    """Only the child's own modules, and the nouns they share with us, under the names they have here."""
    child = Path(archwright.prove.child.__path__[0])
    model = Path(archwright.model.__path__[0])
    shutil.copytree(child, to / "archwright/prove/child", ignore=shutil.ignore_patterns("__pycache__"))
    (to / "archwright/model").mkdir()
    for name in ("__init__.py", "replay.py"):
        shutil.copy(model / name, to / "archwright/model" / name)
    for package in ("archwright", "archwright/prove"):
        (to / package / "__init__.py").touch()
