"""Chance is drawn by the number of the request; what packages draw for themselves shifts nothing."""

from pathlib import Path
from types import CodeType

import pytest

from archwright.prove.child.world.moment import Moment


def drawn(moment: Moment) -> bytes:
    def draw() -> bytes:
        return moment.chance("uuid", 16)

    return draw()


def body_of_module(path: str) -> CodeType:
    return compile("def create():\n    return draw()\ncreate()\n", path, "exec")


@pytest.mark.parametrize("path", ["/env/lib/python3.11/site-packages/tracing.py", "/usr/lib/python3.11/tracing.py"])
def test_what_a_package_draws_when_it_is_imported_shifts_nothing(path: str) -> None:
    moment = Moment()
    moment.begin(0)
    expected = drawn(moment)

    moment.begin(0)
    exec(body_of_module(path), {"__name__": "tracing", "draw": lambda: moment.chance("uuid", 16)})

    assert drawn(moment) == expected


def test_what_the_application_draws_when_it_is_imported_counts() -> None:
    moment = Moment()
    moment.begin(0)
    first, second = drawn(moment), drawn(moment)

    moment.begin(0)
    own = str(Path("/tmp", "work", "shop.py"))
    exec(body_of_module(own), {"__name__": "shop", "draw": lambda: moment.chance("uuid", 16)})

    assert first != second
    assert drawn(moment) == second
