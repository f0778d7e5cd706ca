"""Rows below a softly deleted one go and come back with it, on both databases."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from databases import BOTH
from login_backends import failing
from written_backends import run, written

PAGE = """
archwright: 1
name: below
auth: true
tenancy: {by: Organization}
entities:
  Folder:
    fields: {name: str, parent: "Folder?, cascade"}
    soft_delete: true
    access: user
  Doc:
    fields: {title: str, folder: "Folder, cascade"}
    access: user
  Note:
    fields: {text: str, doc: "Doc, cascade"}
    access: user
"""
TESTS = ("tests/integration/test_below_rows.py", "tests/integration/test_docs.py", "tests/integration/test_notes.py")


@cache
def backend() -> Path:
    """With a test of ours."""
    folder = written(PAGE)
    shutil.copy(Path(__file__).parent / "behaviours" / "below_rows.py", folder / TESTS[0])
    return folder


@pytest.mark.slow
@BOTH
def test_all_below_go_and_come_back(database: dict[str, str]) -> None:
    assert failing(backend(), *TESTS, **database) == []


@pytest.mark.slow
def test_the_code_is_clean() -> None:
    for command in (("mypy",), ("ruff", "check", "app"), ("ruff", "format", "--check", "app"), ("lint-imports",)):
        done = run(backend(), *command)
        assert done.returncode == 0, done.stdout
