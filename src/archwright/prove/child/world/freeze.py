"""The whole frozen world in one call."""

from __future__ import annotations

from archwright.prove.child.world import chance, clock, hashing, network, sqlite, threads
from archwright.prove.child.world.moment import MOMENT


def freeze(folder: str, scratch: str) -> None:
    """Before anything of the user's is imported. `folder` holds the user's code."""
    threads.tame(folder)
    clock.freeze()
    chance.freeze()
    hashing.quicken()
    sqlite.freeze(sqlite.in_scratch(scratch))
    network.refuse()
    begin(0)


def begin(index: int) -> None:
    """Request `index` begins."""
    MOMENT.begin(index)
    chance.reseed()
