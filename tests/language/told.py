"""The one thing that is wrong with a page."""

import pytest

from archwright.language import BlueprintErrors, Problem, load


def told(page: str) -> Problem:
    """Its first problem; every problem says how it is put right."""
    with pytest.raises(BlueprintErrors) as raised:
        load(page)
    assert all(problem.expected for problem in raised.value.problems), raised.value.problems
    return raised.value.problems[0]
