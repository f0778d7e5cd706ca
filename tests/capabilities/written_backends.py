"""Backends of pages, written into folders, and tools that are run in them."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from archwright.evolve import first_revision
from archwright.kit.folders import fill
from archwright.language import load
from archwright.workbench.generating import generated_tree, parts_of, schema_of


def written(page: str) -> Path:
    """A folder with the backend of a page and its first migration, there until the process ends."""
    blueprint = load(page, "blueprint.yaml")
    parts = parts_of(blueprint)
    folder = _lasting()
    fill(folder, generated_tree(blueprint, parts).files)
    fill(folder, {"migrations/versions/0001_initial.py": first_revision(schema_of(parts))})
    return folder


def copied(folder: Path, to: Path) -> Path:
    """A copy that may be broken."""
    return shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*_cache", "__pycache__"))


def cases(folder: Path, *options: str, **environment: str) -> list[ElementTree.Element]:
    """What became of each of the backend's own tests."""
    report = folder / "report.xml"
    done = run(folder, "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *options, **environment)
    found = list(ElementTree.parse(report).iter("testcase"))
    assert found, done.stdout
    return found


def trouble(case: ElementTree.Element) -> ElementTree.Element | None:
    """Why a test did not pass."""
    failure = case.find("failure")
    return case.find("error") if failure is None else failure


def run(folder: Path, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A tool of this environment, in a folder. What mypy learns of libraries is kept for the next backend."""
    program = Path(sys.executable).with_name(command[0])
    known = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    known["MYPY_CACHE_DIR"] = str(_types())
    return subprocess.run(
        [program, *command[1:]], cwd=folder, env=known | environment, capture_output=True, text=True, check=False
    )


@cache
def _types() -> Path:
    return _lasting()


def _lasting() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
