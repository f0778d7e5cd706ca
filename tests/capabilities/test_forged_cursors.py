"""A cursor that nobody was given leads nowhere, whatever is in it, on both databases."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from databases import BOTH
from login_backends import failing
from written_backends import written

PAGE = """
archwright: 1
name: forged
entities:
  Thing:
    fields: {title: str, size: int, weight: "decimal(4,1)"}
    list: {sort: [size, title, weight]}
"""
TESTS = "tests/integration/test_forged_cursors.py"


@cache
def backend() -> Path:
    """With a test of ours."""
    folder = written(PAGE)
    shutil.copy(Path(__file__).parent / "behaviours" / "forged_cursors.py", folder / TESTS)
    return folder


@pytest.mark.slow
@BOTH
def test_what_was_forged_is_not_found(database: dict[str, str]) -> None:
    assert failing(backend(), TESTS, **database) == []
