"""A view that differs comes down one rung at a time."""

from pathlib import Path

from archwright.model.facts import Facts
from archwright.model.parts import Parts
from archwright.model.place import Place
from archwright.model.ported import Moved, Ported
from archwright.model.replay import Difference, Recording, Replay
from archwright.workbench.climb import Climb


def held(moved: Moved) -> str:
    climb = Climb(Facts("/app", "app.py", "flask"), (), Recording(), Path("python"), "app")
    differs = Replay(1, 0, (Difference(0, moved.endpoint, "GET", "/", "status", "200", "500"),))
    climb._descend(Ported(Parts(), (moved,)), differs, last=False)
    return climb.ceilings[moved.endpoint]


def test_a_plain_function_of_a_view_that_counts_as_layered_loses_its_plain_form_first() -> None:
    assert held(Moved("index", "index", "layered", 3, Place("app.py", 1), plain=True)) == "layered"


def test_a_view_with_nothing_plain_is_put_in_one_piece() -> None:
    assert held(Moved("index", "index", "layered", 3, Place("app.py", 1))) == "whole"


def test_a_model_of_the_answer_is_the_first_to_go() -> None:
    moved = Moved("index", "index", "idiomatic", 3, Place("app.py", 1), plain=True, modelled=True)

    assert held(moved) == "idiomatic"
