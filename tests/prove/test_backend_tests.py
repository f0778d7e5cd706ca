"""The run of a backend's own tests: what was counted is what happened, whatever the backend's settings say."""

import sys
from pathlib import Path

import pytest

from archwright.model import evidence
from archwright.prove import run_backend_tests

GOOD = "def test_good() -> None:\n    assert True\n"
BAD = "def test_bad() -> None:\n    assert False\n"


def run(folder: Path, tests: str, options: str = "-q --strict-markers") -> evidence.TestRun:
    (folder / "tests").mkdir()
    (folder / "tests" / "test_one.py").write_text(tests, encoding="utf-8")
    (folder / "pyproject.toml").write_text(f'[tool.pytest.ini_options]\naddopts = "{options}"\n', encoding="utf-8")
    return run_backend_tests(folder, Path(sys.executable))


@pytest.mark.parametrize("options", ["", "-q", "-qq", "-v"])
def test_tests_are_counted_however_quiet_the_backend_wants_them(tmp_path: Path, options: str) -> None:
    found = run(tmp_path, GOOD + BAD, options)

    assert (found.passed, found.failed) == (1, 1)
    assert found.failures == ("tests/test_one.py::test_bad",)
    assert "assert False" in found.trouble


def test_a_run_where_everything_passes_is_fine(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD + GOOD.replace("good", "other")).fine


def test_a_run_without_tests_is_trouble(tmp_path: Path) -> None:
    found = run(tmp_path, "")

    assert not found.fine
    assert "no tests" in found.trouble
