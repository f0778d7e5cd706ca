"""Computed fields: slots that are the user's own."""

import pytest
from row_backends import TOGETHER, failing, outcomes

pytestmark = pytest.mark.slow

SLOTS = "app/schemas/task_fields.py"
EMPTY = 'raise Unwritten("Write what length is: its body is in app/schemas/task_fields.py.")'


def test_an_empty_slot_says_what_to_write() -> None:
    assert "Write what length is" in outcomes(TOGETHER)["test_task_fields::test_length_is_written"]


def test_a_slot_that_is_filled_gives_the_field() -> None:
    tests = ("test_length_is_written", "test_the_length_is_everywhere")

    assert failing([(SLOTS, EMPTY, 'return len(row["title"])')], tests) == set()
