"""A text that fits a pattern: the first choice everywhere, as often as it must be."""

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


def sample_of(pattern: str) -> str:
    """A text for which `re.search(pattern, text)` holds; "" for what is too clever. Reads Python's own parse tree."""
    text = _sequence(parser.parse(pattern))
    return text if re.search(pattern, text) else ""


def _sequence(nodes: Sequence[tuple[Any, Any]]) -> str:
    return "".join(_node(kind, value) for kind, value in nodes)


def _node(kind: Any, value: Any) -> str:
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
            return _sequence(value[2]) * max(int(value[0]), 1 if value[1] else 0)
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
