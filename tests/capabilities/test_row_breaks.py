"""Each promise of the capabilities of rows is watched by a test of the written backend: broken, it turns red."""

from functools import cache

import pytest
from row_backends import failing
from row_breaks import BREAKS, Break

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("way", BREAKS, ids=[way.claim for way in BREAKS])
def test_a_broken_promise_is_noticed(way: Break) -> None:
    assert way.test in noticed(way.group)


@cache
def noticed(group: int) -> set[str]:
    """The tests that fail when all of a group are broken, of those that must."""
    ways = [way for way in BREAKS if way.group == group]
    return failing([(way.path, way.sound, way.worse) for way in ways], [way.test for way in ways])
