"""Backends with the capabilities of rows, written once; what was run on them, once; and copies that are broken."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from archwright.evolve import first_revision
from archwright.language import load
from archwright.workbench.generating import generated_tree, parts_of, schema_of

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
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    blueprint = load(page, "blueprint.yaml")
    parts = parts_of(blueprint)
    files = dict(generated_tree(blueprint, parts).files)
    files["migrations/versions/0001_initial.py"] = first_revision(schema_of(parts))
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    if page == TOGETHER:
        _with_behaviours(folder)
    return folder


@cache
def outcomes(page: str) -> dict[str, str]:
    """Test of the backend -> "passed" or what went wrong."""
    return _tested(backend(page))


def _with_behaviours(folder: Path) -> None:
    for behaviours in Path(__file__).parent.glob("behaviours/*.py"):
        shutil.copy(behaviours, folder / "tests" / "integration" / f"test_{behaviours.name}")


def failing(changes: Iterable[tuple[str, str, str]], tests: Sequence[str]) -> set[str]:
    """Which of these tests fail in a copy in which pieces of code are others: path, sound, worse."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        shutil.copytree(backend(TOGETHER), folder, ignore=shutil.ignore_patterns("*_cache", "__pycache__"))
        for path, sound, worse in changes:
            text = (folder / path).read_text()
            assert sound in text, path
            (folder / path).write_text(text.replace(sound, worse))
        found = _tested(folder, "-k", " or ".join(tests))
        return {test.partition("::")[2] for test, outcome in found.items() if outcome != "passed"}


def mypy(page: str) -> str:
    """What mypy says; what it learns of libraries is kept for the next backend."""
    return tool(page, "mypy", "--cache-dir", str(backend(TOGETHER) / ".mypy_cache"))


def tool(page: str, *command: str) -> str:
    """What a tool says of a backend, "" when it has nothing to say."""
    done = _run(backend(page), *command)
    return done.stdout + done.stderr if done.returncode else ""


def _tested(folder: Path, *options: str) -> dict[str, str]:
    report = folder / "report.xml"
    _run(folder, "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *options)
    cases = list(ElementTree.parse(report).iter("testcase"))
    return {f"{case.attrib['classname'].rpartition('.')[2]}::{case.attrib['name']}": _outcome(case) for case in cases}


def _outcome(case: ElementTree.Element) -> str:
    trouble = case.find("failure")
    trouble = case.find("error") if trouble is None else trouble
    return "passed" if trouble is None else trouble.attrib.get("message", "failed")


def _run(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name(command[0])
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [program, *command[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
