"""Text made fit to be compared and shown."""

import re

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


def without_addresses(text: str) -> str:
    """Memory addresses, as in `<Task object at 0x7f...>`, are never the same twice."""
    return _ADDRESS.sub("0x", text)


def shortened(text: str, size: int = 160) -> str:
    """For people."""
    return text if len(text) <= size else text[: size - 1] + "…"


def around(left: str, right: str, size: int = 70) -> tuple[str, str]:
    """Both texts near their first unequal place."""
    place = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    start = max(0, place - size // 2)
    lead = "…" if start else ""
    return lead + shortened(left[start:], size), lead + shortened(right[start:], size)
