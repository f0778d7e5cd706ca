"""A text that fits a pattern: the first choice everywhere, as often as it must be; counted where there is room."""

import re
from collections.abc import Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CLASSES: dict[str, str] = {
    "CATEGORY_DIGIT": "0",
    "CATEGORY_WORD": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "a",
}
# What a number can be written with.
COUNTED = ("0123456789", "abcdefghij", "ABCDEFGHIJ")
FIGURES = 4


def sample_of(pattern: str, low: int = 0) -> str:
    """A text for which `re.search(pattern, text)` holds; "" for what is too clever. Reads Python's own parse tree."""
    for fewest in range(low + 1):
        text = "".join(_node(kind, value, fewest) for kind, value in parser.parse(pattern))
        if len(text) >= low and re.search(pattern, text):
            return text
    return ""


def counted_sample_of(pattern: str, low: int, high: int) -> tuple[str, str, int, str] | None:
    """The same with a place for a number: what is before it, its figures, how many of them, what is after it."""
    nodes = list(parser.parse(pattern))
    for place, (kind, value) in enumerate(nodes):
        if kind not in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            continue
        before = "".join(_node(each, inner, 0) for each, inner in nodes[:place])
        after = "".join(_node(each, inner, 0) for each, inner in nodes[place + 1 :])
        width = max(int(value[0]), low - len(before) - len(after), FIGURES)
        if width > int(value[1]) or width + len(before) + len(after) > high:
            continue
        for figures in COUNTED:
            if all(re.search(pattern, f"{before}{figure * width}{after}") for figure in figures):
                return before, figures, width, after
    return None


def _sequence(nodes: Sequence[tuple[Any, Any]]) -> str:
    return "".join(_node(kind, value, 0) for kind, value in nodes)


def _node(kind: Any, value: Any, fewest: int) -> str:
    match kind:
        case codes.LITERAL:
            return chr(int(value))
        case codes.ANY | codes.NOT_LITERAL:
            return "a"
        case codes.IN:
            return _choice(list(value))
        case codes.SUBPATTERN:
            return _sequence(value[3])
        case codes.BRANCH:
            return _sequence(value[1][0])
        case codes.MAX_REPEAT | codes.MIN_REPEAT:
            return _sequence(value[2]) * min(max(int(value[0]), fewest, 1), int(value[1]))
        case _:
            return ""


def _choice(options: Sequence[tuple[Any, Any]]) -> str:
    kind, value = options[0]
    if kind is codes.NEGATE:
        return next(letter for letter in ("a", "0", "_", "-", " ") if not _among(letter, options[1:]))
    if kind is codes.CATEGORY:
        return _category(value)
    return chr(int(value[0] if kind is codes.RANGE else value))


def _among(letter: str, options: Sequence[tuple[Any, Any]]) -> bool:
    return any(
        (kind is codes.LITERAL and chr(value) == letter)
        or (kind is codes.RANGE and value[0] <= ord(letter) <= value[1])
        or (kind is codes.CATEGORY and _category(value) == letter)
        for kind, value in options
    )


def _category(value: Any) -> str:
    return _CLASSES.get(str(value), "a")
