"""Names of a source -> names of the language, each used once."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from archwright.design.intake.nouns import singular
from archwright.kit.names import camel, snake

_LONGEST = 48
_ONCE = 40


@dataclass(frozen=True)
class Rules:
    """What the language takes as a name, and its plural: handed in, for the language is another room."""

    field: Callable[[str], bool]
    sent: Callable[[str], bool]
    entity: Callable[[str], bool]
    word: Callable[[str], bool]
    place: Callable[[str], bool]
    plural: Callable[[str], str]
    slug: Callable[[str], str]


def field_name(raw: str, rules: Rules, taken: Container[str] = ()) -> str:
    """`CustomerName` is "customer_name"; a word that is not allowed gets "_value"."""
    name = _plain(raw) or "field"
    return _free(name if rules.field(name) else f"{name}_value", taken, "_")


def sent_name(raw: str, rules: Rules, taken: Container[str] = ()) -> str:
    """The name of a field that is only sent."""
    name = _plain(raw) or "field"
    return _free(name if rules.sent(name) else f"{name}_value", taken, "_")


def word_name(raw: str, rules: Rules, taken: Container[str] = ()) -> str:
    """The name of a role or an operation."""
    name = _plain(raw) or "operation"
    return _free(name if rules.word(name) else f"{name}_it", taken, "_")


def place_name(raw: str, rules: Rules, taken: Container[str] = ()) -> str:
    """The name of a value in a path."""
    name = _plain(raw) or "part"
    return _free(name if rules.place(name) else f"{name}_value", taken, "_")


def entity_name(raw: str, rules: Rules, taken: Iterable[str] = ()) -> str:
    """`order_items` is "OrderItem"; a name that is not allowed gets "Record"."""
    name = camel(singular(_plain(raw))) or "Thing"
    same = {snake(each).replace("_", "") for each in taken}
    number, free = 2, name if rules.entity(name) else f"{name}Record"
    bare = free
    while snake(free).replace("_", "") in same:
        free, number = f"{bare}{number}", number + 1
    return free


def app_name(raw: str) -> str:
    """The name of a backend."""
    return _plain(raw)[:_ONCE].strip("_") or "backend"


def _plain(raw: str) -> str:
    """Snake case of ASCII letters and digits, a letter first."""
    folded = unicodedata.normalize("NFKD", raw.replace("\u0131", "i").replace("ß", "ss"))
    name = snake(folded.encode("ascii", "ignore").decode().replace("'", ""))
    name = name if not name[:1].isdigit() else f"n{name}"
    return re.sub(r"_+", "_", name)[:_LONGEST].strip("_")


def _free(name: str, taken: Container[str], mark: str) -> str:
    """The name itself, or with the first number that makes it new."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name}{mark}{number}", number + 1
    return free
