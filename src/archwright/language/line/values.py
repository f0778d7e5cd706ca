"""Values in a line: defaults and backfills, by the type of the field."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from uuid import UUID

from archwright.language.line.letters import Letters
from archwright.model.blueprint import Default, FieldType

Value = str | int | float | bool | None
_BARE = r"[^\s,\"']+"
_MOMENTS: dict[str, FieldType] = {"now": "datetime", "today": "date"}
_EXAMPLES: dict[FieldType, str] = {
    "int": "`= 3`",
    "float": "`= 0.5`",
    "decimal": "`= 9.90`",
    "bool": "`= true` or `= false`",
    "date": "`= today` or `= 2030-01-31`",
    "datetime": "`= now` or `= 2030-01-31T12:00:00`",
    "time": "`= 12:00`",
    "uuid": "`= 00000000-0000-0000-0000-000000000000`",
    "json": '`= "[]"`: JSON text in quotes',
}


def default(letters: Letters, kind: FieldType, choices: tuple[str, ...]) -> Default:
    """What follows `=`."""
    start = letters.place
    word = letters.text[start:].split(",")[0].split(" ")[0].strip()
    if word in _MOMENTS and kind in {"date", "datetime", "time"}:
        letters.take(_BARE)
        if _MOMENTS[word] != kind:
            right = next((moment for moment, fits in _MOMENTS.items() if fits == kind), "12:00")
            raise letters.trouble(f"`{word}` is not a {kind}.", f"Write `= {right}`.", at=start)
        return Default("now" if word == "now" else "today")
    return Default("literal", value(letters, kind, choices, "default"))


def value(letters: Letters, kind: FieldType, choices: tuple[str, ...], what: str) -> Value:
    """A literal of the field's type. Texts with spaces or commas stand in quotes."""
    start = letters.place
    text = letters.quoted()
    if text is None:
        text = letters.take(_BARE)
        if not text:
            raise letters.trouble(f"The {what} is missing.", f"Write {_EXAMPLES.get(kind, '`= word`')}.")
    if kind == "enum" and text not in choices:
        raise letters.unknown("one of the choices", text, list(choices), start)
    try:
        return _READ.get(kind, _text)(text)
    except (ValueError, InvalidOperation) as error:
        expected = _EXAMPLES.get(kind, "").replace("= ", "" if what == "backfill" else "= ")
        raise letters.trouble(f"`{text}` is not a {kind}.", f"Expected {expected}.", at=start) from error


def _text(text: str) -> Value:
    return text


def _whole(text: str) -> Value:
    if not re.fullmatch(r"-?[0-9]{1,30}", text):
        raise ValueError(text)
    return int(text)


def _fraction(text: str) -> Value:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]{1,3})?", text):
        raise ValueError(text)
    return float(text)


def _decimal(text: str) -> Value:
    if not re.fullmatch(r"-?[0-9]{1,60}(\.[0-9]{1,60})?", text):
        raise ValueError(text)
    return str(Decimal(text))


def _truth(text: str) -> Value:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _json(text: str) -> Value:
    json.loads(text)
    return text


def _checked(read: Callable[[str], object]) -> Callable[[str], Value]:
    def checked(text: str) -> Value:
        read(text)
        return text

    return checked


_READ: dict[FieldType, Callable[[str], Value]] = {
    "int": _whole,
    "float": _fraction,
    "decimal": _decimal,
    "bool": _truth,
    "json": _json,
    "date": _checked(date.fromisoformat),
    "datetime": _checked(datetime.fromisoformat),
    "time": _checked(time.fromisoformat),
    "uuid": _checked(UUID),
}
