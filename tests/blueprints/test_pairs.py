"""Words of the blueprint, two by two: a page of the cover holds them, or they are refused with the way out."""

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archwright.language import load
from archwright.language.problems import BlueprintErrors

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from pairwise import Pair, cover, every_pair, pairs_of
from pairwise_pages import page
from pairwise_words import CLASHES, NEEDS, SWITCHES, Clash, Row, settled

ROWS = cover()
FIRST = {name: words[0] for name, words in SWITCHES.items()}
# What a page has to say otherwise, so that two words stand there that mean something.
LOGIN = {"auth": "yes", "entity.access": "user"}


def contradictions() -> Iterator[tuple[str, Clash, Row]]:
    """Each combination of words that is refused, on a row that holds no other contradiction."""
    for clash in CLASHES:
        for words in itertools.product(clash.refused, *clash.when.values()):
            asked = dict(zip((clash.switch, *clash.when), words, strict=True))
            yes = LOGIN if asked.get("auth") == "yes" or "tenancy" in asked else {}
            sound = settled(FIRST | yes | {name: asked[name] for name in clash.when}, frozenset(clash.when))
            yield " ".join(f"{name}={word}" for name, word in asked.items()), clash, sound | asked


REFUSED = {name: (clash, row) for name, clash, row in contradictions()}


def is_refused(pair: Pair) -> bool:
    """Whether the two alone are one of the contradictions."""
    two = {pair[0]: pair[1], pair[2]: pair[3]}
    names, meant = set(two), {"auth", "tenancy"}  # these two go without saying where others mean something
    return any(names | meant == {clash.switch, *clash.when} | meant and _all(clash, two) for clash in CLASHES)


def _all(clash: Clash, two: Row) -> bool:
    held = all(two.get(name, words[0]) in words for name, words in clash.when.items())
    return held and two.get(clash.switch) in clash.refused


def is_meaningless(pair: Pair) -> bool:
    """Whether one of the two says nothing beside the other."""
    return any(_needs(one, other, word) for one, other, word in ((pair[0], *pair[2:]), (pair[2], *pair[:2])))


def _needs(name: str, other: str, word: str) -> bool:
    while name in NEEDS:
        name, words = NEEDS[name]
        if name == other and word not in words:
            return True
    return False


def test_any_two_words_stand_on_a_page_or_are_refused_or_say_nothing_together() -> None:
    held = set().union(*(pairs_of(row) for row in ROWS))
    left = [pair for pair in every_pair() if pair not in held]

    assert [pair for pair in left if not is_refused(pair) and not is_meaningless(pair)] == []


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_every_page_of_the_cover_is_a_blueprint(number: int) -> None:
    assert load(page(ROWS[number], f"pairs{number}")).entities


@pytest.mark.parametrize("name", REFUSED)
def test_a_contradiction_is_refused_where_it_stands_with_the_way_out(name: str) -> None:
    clash, row = REFUSED[name]

    with pytest.raises(BlueprintErrors) as raised:
        load(page(row, "refused"))

    assert any(clash.fix in problem.expected for problem in raised.value.problems)
    for problem in raised.value.problems:
        assert problem.message
        assert problem.expected
        assert problem.line > 1


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_without_the_contradiction_is_a_blueprint(name: str) -> None:
    _, row = REFUSED[name]

    assert load(page(settled(row), "sound")).entities
