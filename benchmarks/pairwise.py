"""Every pair of words of the blueprint on a page: a small greedy cover."""

import itertools
import random
from collections.abc import Iterator, Mapping

from pairwise_words import NEEDS, SWITCHES, Choice, Row, settled

Pair = tuple[str, Choice, str, Choice]


def every_pair() -> Iterator[Pair]:
    """Of the words of any two switches."""
    for one, other in itertools.combinations(SWITCHES, 2):
        for word, second in itertools.product(SWITCHES[one], SWITCHES[other]):
            yield one, word, other, second


def pairs_of(row: Mapping[str, Choice]) -> set[Pair]:
    """Every two words of a row, but for those of switches without a meaning there."""
    names = [name for name in SWITCHES if _counts(name, row)]
    return {(one, row[one], other, row[other]) for one, other in itertools.combinations(names, 2)}


def possible() -> set[Pair]:
    """The pairs that some settled row holds: each is asked for by name, and stays or does not."""
    draw = random.Random(7)  # noqa: S311 - nothing secret
    return {pair for pair in every_pair() if any(_holds(_with(draw, _asking(pair)), pair) for _ in range(3))}


def cover(seed: int = 7, tries: int = 40) -> list[Row]:
    """Rows that hold all possible pairs: each time the one, of some drawn, with the most that are new."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    missing = possible()
    rows: list[Row] = []
    while missing:
        still = sorted(missing)
        drawn = [_drawn(draw, still) for _ in range(tries)]
        best = max(drawn, key=lambda row: len(pairs_of(row) & missing))
        if not missing.isdisjoint(pairs_of(best)):
            rows.append(best)
            missing -= pairs_of(best)
    return rows


def _counts(name: str, row: Mapping[str, Choice]) -> bool:
    needed = NEEDS.get(name)
    return needed is None or (row[needed[0]] in needed[1] and _counts(needed[0], row))


def _asking(pair: Pair) -> Row:
    return {pair[0]: pair[1], pair[2]: pair[3]}


def _holds(row: Row, pair: Pair) -> bool:
    return all(row[name] == word and _counts(name, row) for name, word in _asking(pair).items())


def _drawn(draw: random.Random, missing: list[Pair]) -> Row:
    """A row around some pairs that are still to be had."""
    asked: Row = {}
    for one, word, other, second in draw.sample(missing, min(12, len(missing))):
        if asked.get(one, word) == word and asked.get(other, second) == second:
            asked |= {one: word, other: second}
    return _with(draw, asked)


def _with(draw: random.Random, asked: Row) -> Row:
    row = {name: draw.choice(words) for name, words in SWITCHES.items()} | asked
    return settled(row, frozenset(asked))
