"""One right value of a field, as JSON shows it."""

import re
from decimal import Decimal

from archwright.build.resources.patterns import sample_of
from archwright.model.blueprint import TEXTUAL, Field

_PLAIN = {
    "bool": True,
    "date": "2026-01-02",
    "datetime": "2026-01-02T03:04:05Z",
    "email": "someone@example.com",
    "file": "...",
    "json": {},
    "time": "03:04:05",
    "url": "https://example.com/",
    "uuid": "01890000-0000-7000-8000-000000000000",
}


def example(field: Field) -> object:
    """For documents and clients; a list of one where the field is a list."""
    value = _value(field)
    return [value] if field.many else value


def fits(field: Field, value: object) -> bool:
    """Whether it is one indeed: a pattern may be too clever, or leave no room."""
    if not isinstance(value, str) or field.type not in TEXTUAL:
        return True
    low, high = field.bounds.low or 0, field.bounds.high
    return low <= len(value) and (high is None or len(value) <= high) and bool(re.search(field.pattern, value))


def _value(field: Field) -> object:
    if field.type == "enum":
        return field.choices[0]
    if field.type in _PLAIN:
        return _PLAIN[field.type]
    if field.type in ("int", "float", "decimal"):
        return _number(field)
    return sample_of(field.pattern, int(field.bounds.low or 0)) if field.pattern else _text(field)


def _text(field: Field) -> str:
    low, high = int(field.bounds.low or 0), int(field.bounds.high or 200)
    return f"a {field.name.replace('_', ' ')}"[:high].ljust(low, "x")


def _number(field: Field) -> object:
    bounds = field.bounds
    step = Decimal(1).scaleb(-field.scale) if field.type == "decimal" else Decimal(1)
    value = bounds.low + (step if bounds.above else 0) if bounds.low is not None else Decimal(1)
    value = min(value, bounds.high - (step if bounds.below else 0)) if bounds.high is not None else value
    if field.type == "decimal":
        return str(value.quantize(step))
    return int(value) if field.type == "int" else float(value)
