"""Requirements: many parts may ask for the same distribution."""

import re
from collections.abc import Iterable

_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?\s*(.*?)\s*$")


def merged(requirements: Iterable[str]) -> tuple[str, ...]:
    """One line for each distribution, alphabetical, with all extras and all bounds that were asked for."""
    extras: dict[str, set[str]] = {}
    bounds: dict[str, dict[str, None]] = {}
    for requirement in requirements:
        name, extra, bound = _split(requirement)
        extras.setdefault(name, set()).update(extra)
        bounds.setdefault(name, {}).update(dict.fromkeys(bound))
    return tuple(_joined(name, extras[name], bounds[name]) for name in sorted(extras))


def names(requirements: Iterable[str]) -> frozenset[str]:
    """Normalised names of the distributions."""
    return frozenset(_split(requirement)[0] for requirement in requirements)


def _split(requirement: str) -> tuple[str, list[str], list[str]]:
    match = _REQUIREMENT.match(requirement)
    if match is None:
        return requirement, [], []
    name = re.sub(r"[-_.]+", "-", match[1]).lower()
    return name, _listed(match[2] or ""), _listed(match[3])


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _joined(name: str, extras: set[str], bounds: Iterable[str]) -> str:
    inner = f"[{','.join(sorted(extras))}]" if extras else ""
    return f"{name}{inner}{','.join(bounds)}"
