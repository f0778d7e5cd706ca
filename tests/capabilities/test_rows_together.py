"""All capabilities of rows on one entity, with ids of both kinds."""

import pytest
from row_backends import NUMBERED, TOGETHER, outcomes, tool

pytestmark = pytest.mark.slow
# Our own tests, which are added to what is written.
BEHAVIOURS = "tests/integration/test_together_*.py"
PAGES = pytest.mark.parametrize("page", [TOGETHER, NUMBERED], ids=["together", "numbered"])


@PAGES
def test_the_backend_passes_its_own_tests_but_for_what_is_still_to_be_written(page: str) -> None:
    failed = {test: outcome for test, outcome in outcomes(page).items() if outcome != "passed"}

    assert all("_is_written" in test or "the_length_is" in test for test in failed)


@PAGES
def test_types_are_strict(page: str) -> None:
    assert tool(page, "mypy") == ""


@PAGES
def test_the_code_is_clean(page: str) -> None:
    assert tool(page, "ruff", "check", ".", "--exclude", BEHAVIOURS) == ""
    assert tool(page, "ruff", "format", "--check", ".", "--exclude", BEHAVIOURS) == ""


def test_the_layers_hold() -> None:
    assert tool(TOGETHER, "lint-imports") == ""
