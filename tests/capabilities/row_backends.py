"""Backends with the capabilities of rows, written once; what was run on them, once; and copies that are broken."""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from written_backends import cases, copied, run, trouble, written

TOGETHER = """
archwright: 1
name: together
idempotency: true
entities:
  Project:
    fields:
      name: str(1..120), unique
      lead: Task?, set null
    soft_delete: true
    seed: 2
  Label:
    fields:
      name: str(1..40), unique
    soft_delete: true
  Task:
    fields:
      title: str(1..200), search, unique
      notes: text?
      pin: str(4..8)?, hidden
      code: str(1..20) = none, fixed
      photo: file?
      length: int, computed
      project: Project, cascade
      labels: Label[]
      others: Task[]
    list: {filter: [labels], include: [labels, project, others]}
    soft_delete: true
    lock: true
    audit: true
    bulk: true
    put: true
    seed: 5
"""
NUMBERED = """
archwright: 1
name: numbered
idempotency: true
policies: {ids: int, case: camel, wrap: true, slash: always, errors: problem, lists: named, delete: 200, invalid: 400}
entities:
  BigTask:
    fields:
      task_title: str(1..200), unique
      due_day: date?
      photo: file
      time_left: int, computed
      sub_labels: Label[]
    list: {include: [sub_labels]}
    timestamps: false
    soft_delete: true
    lock: true
    audit: true
    bulk: true
    put: true
    seed: 3
  Label:
    fields:
      name: str(1..40), unique
    key: name
    timestamps: false
    lock: true
    audit: true
"""


@cache
def backend(page: str) -> Path:
    """The folder of the backend of a page, until the process ends."""
    folder = written(page)
    if page == TOGETHER:
        _with_behaviours(folder)
    return folder


@cache
def outcomes(page: str) -> dict[str, str]:
    """Test of the backend -> "passed" or what went wrong."""
    return _tested(backend(page))


def _with_behaviours(folder: Path) -> None:
    for behaviours in Path(__file__).parent.glob("behaviours/together_*.py"):
        shutil.copy(behaviours, folder / "tests" / "integration" / f"test_{behaviours.name}")


def failing(changes: Iterable[tuple[str, str, str]], tests: Sequence[str]) -> set[str]:
    """Which of these tests fail in a copy in which pieces of code are others: path, sound, worse."""
    with tempfile.TemporaryDirectory() as name:
        folder = copied(backend(TOGETHER), Path(name) / "copy")
        for path, sound, worse in changes:
            text = (folder / path).read_text()
            assert sound in text, path
            (folder / path).write_text(text.replace(sound, worse))
        found = _tested(folder, "-k", " or ".join(tests))
        return {test.partition("::")[2] for test, outcome in found.items() if outcome != "passed"}


def tool(page: str, *command: str) -> str:
    """What a tool says of a backend, "" when it has nothing to say."""
    done = run(backend(page), *command)
    return done.stdout + done.stderr if done.returncode else ""


def _tested(folder: Path, *options: str) -> dict[str, str]:
    found = cases(folder, *options)
    return {f"{case.attrib['classname'].rpartition('.')[2]}::{case.attrib['name']}": _outcome(case) for case in found}


def _outcome(case: ElementTree.Element) -> str:
    found = trouble(case)
    return "passed" if found is None else found.attrib.get("message", "failed")
