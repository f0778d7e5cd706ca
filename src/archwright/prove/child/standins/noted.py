"""Which stand-ins were really used."""

from __future__ import annotations

_used: list[str] = []


def note(what: str) -> None:
    """Once each, in the order of first use."""
    if what not in _used:
        _used.append(what)


def noted() -> list[str]:
    """All of them."""
    return list(_used)
