"""How numbers, lists and addresses are said in a sentence."""

import re
from collections.abc import Iterable, Sequence

_PASSWORD_IN_URL = re.compile(r"(://[^:/@\s'\"]*):[^@/\s'\"]+@")
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
_IRREGULAR = {"query": "queries", "entity": "entities", "library": "libraries", "entry": "entries", "class": "classes"}


def count(number: int, noun: str) -> str:
    """`count(1, "route")` is "1 route", `count(2, "route")` is "2 routes"."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """The plural of one of our own nouns; the last word of several is changed."""
    head, _, last = noun.rpartition(" ")
    return f"{head} {_IRREGULAR.get(last, last + 's')}".strip()


def agree(number: int, one: str, many: str) -> str:
    """The verb that fits the number."""
    return one if number == 1 else many


def listing(names: Sequence[str], limit: int = 4) -> str:
    """ "a, b and c"; past `limit`, "a, b, c, d and 3 more"."""
    shown, rest = list(names[:limit]), len(names) - limit
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def codes(names: Iterable[str], limit: int = 4) -> str:
    """A listing with every name set as code."""
    return listing([f"`{name}`" for name in names], limit)


def masked(text: str) -> str:
    """The same text without the password of an address in it."""
    return _PASSWORD_IN_URL.sub(r"\1:***@", text)


def snake(name: str) -> str:
    """`AddTask`, `add-task` and `add.task` are all "add_task"."""
    return "_".join(part.lower() for part in _WORD_BREAK.split(name) if part)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order of first sight."""
    return tuple(dict.fromkeys(names))


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
