"""What was proven is not proven again; what was not, or did not hold, is."""

import json
from pathlib import Path

import pytest

from archwright.model.report import BuildReport
from archwright.workbench.backends import build_backend
from archwright.workbench.options import BuildOptions

PAGE = """
archwright: 1
name: evidence
entities:
  Task:
    fields: {title: str}
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of one entity."""
    file = tmp_path / "blueprint.yaml"
    file.write_text(PAGE, "utf-8")
    return file


def build(page: Path, *, prove: bool = True) -> BuildReport:
    """Into the folder beside the page."""
    options = BuildOptions(prove=prove, postgres="none")
    return build_backend(page, page.parent / "backend", options=options, progress=lambda _: None)


def kept(page: Path) -> Path:
    """The report of the last build."""
    return page.parent / "backend" / ".archwright" / "report.json"


@pytest.mark.slow
def test_what_was_built_without_proofs_is_proven_by_the_next_build(page: Path) -> None:
    build(page, prove=False)

    report = build(page)

    assert report.proven
    assert report.tests.passed > 0


@pytest.mark.slow
def test_what_did_not_hold_is_proven_again(page: Path) -> None:
    build(page)
    report = json.loads(kept(page).read_text("utf-8"))
    report["tests"] |= {"passed": 0, "failed": 3, "failures": ["tests/integration/test_tasks.py::test_it"]}
    kept(page).write_text(json.dumps(report), "utf-8")

    again = build(page)

    assert again.tests.failed == 0
    assert again.tests.passed > 0
    assert "tests" in again.seconds


@pytest.mark.slow
def test_what_held_is_not_run_again_and_its_figures_are_kept(page: Path) -> None:
    first = build(page)

    second = build(page)

    assert second.proven
    assert (second.tests, second.migrations) == (first.tests, first.migrations)
    assert "tests" not in second.seconds
    assert json.loads(kept(page).read_text("utf-8"))["tests"]["passed"] == first.tests.passed
