"""Which lines of two texts are the same ones: common ends, then unique lines as anchors, then difflib in between."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Lines = Sequence[str]

# Above this many pairs of lines, difflib would take seconds: such a region counts as different all through.
_TOO_MANY = 25_000_000


def matches(left: Lines, right: Lines) -> list[tuple[int, int]]:
    """Pairs of positions of equal lines, rising on both sides."""
    most = min(len(left), len(right))
    start = next((at for at in range(most) if left[at] != right[at]), most)
    most -= start
    end = next((at for at in range(most) if left[-1 - at] != right[-1 - at]), most)
    inner = _inner(left[start : len(left) - end], right[start : len(right) - end])
    return [
        *((at, at) for at in range(start)),
        *((start + at, start + other) for at, other in inner),
        *((len(left) - at, len(right) - at) for at in range(end, 0, -1)),
    ]


def _inner(left: Lines, right: Lines) -> Iterator[tuple[int, int]]:
    if not left or not right:
        return
    anchors = _anchors(left, right)
    if not anchors:
        yield from _by_difflib(left, right)
        return
    lo = low = 0
    for at, other in [*anchors, (len(left), len(right))]:
        yield from ((lo + one, low + two) for one, two in matches(left[lo:at], right[low:other]))
        if at < len(left):
            yield at, other
        lo, low = at + 1, other + 1


def _anchors(left: Lines, right: Lines) -> list[tuple[int, int]]:
    """The longest rising chain of lines that stand once on each side."""
    once = {line for line, times in Counter(left).items() if times == 1}
    places = {line: at for at, line in enumerate(right) if line in once}
    once &= {line for line, times in Counter(right).items() if times == 1}
    return _longest_rising([(at, places[line]) for at, line in enumerate(left) if line in once])


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    chains: list[tuple[tuple[int, int], int]] = []
    last: list[int] = []
    for pair in pairs:
        slot = bisect_left(ends, pair[1])
        chains.append((pair, last[slot - 1] if slot else -1))
        ends[slot : slot + 1] = [pair[1]]
        last[slot : slot + 1] = [len(chains) - 1]
    found, at = [], last[-1] if last else -1
    while at >= 0:
        pair, at = chains[at]
        found.append(pair)
    return found[::-1]


def _by_difflib(left: Lines, right: Lines) -> Iterator[tuple[int, int]]:
    if len(left) * len(right) > _TOO_MANY:
        return
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))
