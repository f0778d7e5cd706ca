"""Three-way merge of things that have a key: the user's order stays, new ones find their neighbours."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def weave(yours: Sequence[K], ours: Sequence[K], kept: set[K], start: int = 0) -> list[K]:
    """All of `kept`, as `yours` orders it; what only `ours` has follows its neighbour there, or is at `start`."""
    order = [key for key in yours if key in kept]
    placed = set(order)
    previous: K | None = None
    for key in ours:
        if key in kept and key not in placed:
            order.insert(order.index(previous) + 1 if previous is not None else start, key)
            placed.add(key)
        if key in placed:
            previous = key
    return order


def merge_sets(
    base: Sequence[V], yours: Sequence[V], ours: Sequence[V], key: Callable[[V], Hashable]
) -> list[V] | None:
    """Additions and removals of both sides; None when one thing was changed on both sides, or stands twice."""
    sides = [_keyed(items, key) for items in (base, yours, ours)]
    if any(len(side) != len(items) for side, items in zip(sides, (base, yours, ours), strict=True)):
        return None
    before, mine, new = sides
    chosen: dict[Hashable, V] = {}
    for name in mine.keys() | new.keys():
        side = _side(before.get(name), mine.get(name), new.get(name))
        if side is None:
            return None
        if side:
            chosen[name] = side[0]
    order = weave(list(mine), list(new), set(chosen))
    return [chosen[name] for name in order]


def _side(base: V | None, yours: V | None, ours: V | None) -> tuple[V, ...] | None:
    """The one that stays, () for none, None when nobody can tell."""
    if yours is None and base is not None:
        return ()
    if ours in (yours, base):
        return () if yours is None else (yours,)
    if yours == base:
        return () if ours is None else (ours,)
    return None


def _keyed(items: Sequence[V], key: Callable[[V], Hashable]) -> Mapping[Hashable, V]:
    return {key(item): item for item in items}
