"""Three-way merge by lines: a text becomes settled pieces and clashes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archwright.plan.merge.matching import matches

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = 7


@dataclass(frozen=True)
class Settled:
    """Lines that are decided."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Clash:
    """Lines that both sides changed. `where` is the symbol they belong to, or the line in the user's text."""

    base: tuple[str, ...]
    yours: tuple[str, ...]
    ours: tuple[str, ...]
    where: str = ""


Piece = Settled | Clash


def split_lines(text: str) -> tuple[str, ...]:
    """Lines with their ends; only a line feed ends a line."""
    return tuple(_LINE.findall(text))


def merge_lines(base: Sequence[str], yours: Sequence[str], ours: Sequence[str]) -> list[Piece]:
    """Both sides' changes together. Changes that touch each other clash, unless they are the same."""
    pieces: list[Piece] = []
    at = left = right = 0
    for start, mine, other, size in [*_stable(base, yours, ours), (len(base), len(yours), len(ours), 0)]:
        changed = _changed(tuple(base[at:start]), tuple(yours[left:mine]), tuple(ours[right:other]), left)
        pieces += [changed] if changed != Settled(()) else []
        if size:
            pieces.append(Settled(tuple(base[start : start + size])))
        at, left, right = start + size, mine + size, other + size
    return pieces


def differences(yours: Sequence[str], ours: Sequence[str]) -> list[Piece]:
    """What two texts without a common base have in common; all else clashes."""
    pieces: list[Piece] = []
    left = right = 0
    for mine, other in [*matches(yours, ours), (len(yours), len(ours))]:
        if left < mine or right < other:
            pieces.append(Clash((), tuple(yours[left:mine]), tuple(ours[right:other]), f"line {left + 1}"))
        pieces += [Settled((yours[mine],))] if mine < len(yours) else []
        left, right = mine + 1, other + 1
    return pieces


def clashes(pieces: Sequence[Piece]) -> list[Clash]:
    """The pieces that are not settled."""
    return [piece for piece in pieces if isinstance(piece, Clash)]


def text_of(pieces: Sequence[Piece]) -> str:
    """The text; a clash is written with markers for both sides and the base."""
    return "".join(line for piece in pieces for line in (piece.lines if isinstance(piece, Settled) else _marked(piece)))


def _changed(base: tuple[str, ...], yours: tuple[str, ...], ours: tuple[str, ...], above: int) -> Piece:
    if yours in (ours, base):
        return Settled(ours)
    if ours == base:
        return Settled(yours)
    return Clash(base, yours, ours, f"line {above + 1}")


def _stable(base: Sequence[str], yours: Sequence[str], ours: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of base lines that stand on both sides: start in base, in yours, in ours, and how many lines."""
    in_ours = dict(matches(base, ours))
    run: tuple[int, int, int, int] | None = None
    for at, mine in matches(base, yours):
        other = in_ours.get(at)
        if other is None:
            continue
        if run and (at, mine, other) == (run[0] + run[3], run[1] + run[3], run[2] + run[3]):
            run = (*run[:3], run[3] + 1)
            continue
        if run:
            yield run
        run = (at, mine, other, 1)
    if run:
        yield run


def _marked(clash: Clash) -> Iterator[str]:
    name = f" {clash.where}" if clash.where else ""
    for mark, title, lines in (("<", "yours" + name, clash.yours), ("|", "before", clash.base), ("=", "", clash.ours)):
        yield f"{mark * _MARK} {title}".rstrip() + "\n"
        yield from (line if line.endswith("\n") else line + "\n" for line in lines)
    yield f"{'>' * _MARK} new\n"
