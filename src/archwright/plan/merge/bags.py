"""Clashes between lines whose order means nothing: router lines, items of lists, requirements, settings."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from archwright.plan.merge.lines import Clash, Piece, Settled
from archwright.plan.merge.weave import merge_sets


@dataclass(frozen=True)
class _Bag:
    """A kind of line: where it is met, whose first group names the thing, and below which line it must hang."""

    files: re.Pattern[str]
    key: re.Pattern[str]
    opening: re.Pattern[str] | None = None


_PYTHON = re.compile(r"\.pyi?$")
_ITEM = re.compile(r"\s*[\"']([\w.-]+).*[\"'],\s*(?:#.*)?$")
_BAGS = (
    _Bag(_PYTHON, re.compile(r"\s*([\w.]+\.include_router\([\w.]+).*\)\s*$")),
    _Bag(_PYTHON, re.compile(r"\s*(\"[^\"]+\"|'[^']+'),\s*$"), re.compile(r"__all__\s*(:[^=]*)?=\s*[\[(]\s*$")),
    _Bag(_PYTHON, re.compile(r"\s*(\w+(?: as \w+)?),\s*$"), re.compile(r"from \S+ import \(\s*$")),
    _Bag(re.compile(r"\.toml$"), _ITEM, re.compile(r"[\w.-]+\s*=\s*\[\s*$")),
    _Bag(re.compile(r"(^|/)requirements[^/]*\.(txt|in)$"), re.compile(r"([\w.-]+)[^#]*(?:#.*)?$")),
    _Bag(re.compile(r"(^|/)\.env[^/]*$"), re.compile(r"(\w+)=.*$")),
    _Bag(re.compile(r"(^|/)\.(git|docker)ignore$"), re.compile(r"(\S.*)$")),
)


def settle_bags(path: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, with the clashes settled that are only about lists."""
    bags = [bag for bag in _BAGS if bag.files.search(path)]
    settled: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Clash):
            settled.append(next((found for bag in bags if (found := _settle(bag, piece, settled))), piece))
        else:
            settled.append(piece)
    return settled


def _settle(bag: _Bag, clash: Clash, before: Sequence[Piece]) -> Settled | None:
    sides = [clash.base, clash.yours, clash.ours]
    if not all(line.endswith("\n") and bag.key.match(line) for side in sides for line in side):
        return None
    if bag.opening and not _hangs_below(bag.opening, [*clash.yours, *clash.ours], before):
        return None
    merged = merge_sets(clash.base, clash.yours, clash.ours, lambda line: _key(bag, line))
    if merged is None:
        return None
    both_sorted = all(list(side) == sorted(side, key=str.lower) for side in (clash.yours, clash.ours))
    return Settled(tuple(sorted(merged, key=str.lower) if both_sorted else merged))


def _key(bag: _Bag, line: str) -> Hashable:
    found = bag.key.match(line)
    return found[1] if found else line


def _hangs_below(opening: re.Pattern[str], lines: Sequence[str], before: Sequence[Piece]) -> bool:
    """Whether the first line above with a smaller indent opens the list that we look for."""
    indent = min((_indent(line) for line in lines), default=0)
    for piece in reversed(before):
        if isinstance(piece, Clash):
            return False
        for line in reversed(piece.lines):
            if line.strip() and _indent(line) < indent:
                return bool(opening.match(line.strip() + "\n"))
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
