"""Values for tests and examples: right for their field, and different each time where they must be."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from archwright.build.resources.patterns import counted_sample_of, sample_of
from archwright.model.blueprint import Entity, Field

MOMENT = "dt.datetime(2026, 1, {day}, 3, 4, 5, tzinfo=dt.UTC)"


def sample(field: Field, number: str = "{number}", place: int = 0) -> str:
    """A Python expression; `{number}` in an f-string stands for a counter. `place`: see `places`."""
    if field.type == "enum":
        return repr(field.choices[0])
    if field.type in ("date", "datetime"):
        return _day(field, number, place)
    if place and field.type in ("int", "float", "decimal"):
        field = replace(field, bounds=replace(field.bounds, low=(field.bounds.low or Decimal()) + place))
    expression = _SAMPLES[field.type](field, number)
    return expression if "{" in number else expression.removeprefix("f")


def places(entity: Entity) -> dict[str, int]:
    """Field -> how far it stands behind others, where rules of the entity say that one is greater than another."""
    found: dict[str, int] = {}
    rules = [rule for check in entity.checks for rule in greater(check.expression)]
    for _ in rules:
        for more, less, apart in rules:
            found[more] = max(found.get(more, 0), (int(less) if less.isdecimal() else found.get(less, 0)) + apart)
    return {name: place for name, place in found.items() if place}


def greater(expression: str) -> list[tuple[str, str, int]]:
    """What is greater in a rule, than what, and by how much at least: (ends, starts, 1) of `ends > starts`."""
    found = []
    for left, sign, right in re.findall(r"(\w+)\s*(<=|>=|<(?!>)|>)\s*(\w+)", expression):
        more, less = (left, right) if sign.startswith(">") else (right, left)
        found.append((more, less, 0 if sign.endswith("=") else 1))
    return [each for each in found if not each[0].isdecimal()]


def compared(entity: Entity) -> frozenset[str]:
    """Fields in rules of the entity: one that changes alone may break them."""
    return frozenset(word for check in entity.checks for word in re.findall(r"\w+", check.expression))


def distinct(entity: Entity) -> frozenset[str]:
    """Fields of which no two rows of tests may hold the same."""
    found = {field.name for field in entity.fields if field.unique}
    required = {each.name for each in entity.ones if not each.optional}
    for group in entity.unique:
        own = [field for field in entity.fields if field.name in group and field.type not in ("enum", "bool")]
        if own and not required & set(group):
            found.add(own[-1].name)
    rules = [rule for check in entity.checks for rule in greater(check.expression)]
    for _ in rules:  # what stands behind another one goes along with it
        found |= {more for more, less, _ in rules if less in found}
    return frozenset(found)


def wrong(field: Field) -> str | None:
    """A JSON value that the field refuses, as an expression; None when there is none."""
    match field.type:
        case "str" | "text" if field.bounds.high is not None:
            return f'"x" * {int(field.bounds.high) + 1}'
        case "str" | "text" if field.bounds.low:
            return '""'
        case "json":
            return '"no object"'
        case "str" | "text" | "file":
            return "{}"
        case _:
            return '"no such value"'


def _text(field: Field, number: str) -> str:
    low, high = int(field.bounds.low or 0), int(field.bounds.high or 200)
    counted = f"{field.name.replace('_', ' ')} {number}"
    if len(field.name) + 5 > high:
        counted = number.replace("}", f":0{low}}}").rjust(low, "0") if low > 1 else number
    if field.pattern:
        return _matching(field, number)
    if low > len(field.name) + 1 and len(field.name) + 5 <= high:
        return f'f"{counted}".ljust({low}, "x")'
    return f'f"{counted}"[-{high}:]' if high < 12 else f'f"{counted}"'


def _matching(field: Field, number: str) -> str:
    low, high = int(field.bounds.low or 0), int(field.bounds.high or 200)
    counted = counted_sample_of(field.pattern, low, high) if field.unique and "{" in number else None
    if not counted:
        return repr(sample_of(field.pattern, low))
    before, figures, width, after = counted
    before, after = (text.replace("{", "{{").replace("}", "}}") for text in (before, after))
    if figures.isdecimal():
        return f'f"{before}{{number:0{width}}}{after}"'
    letters = f'f"{{number:0{width}}}".translate(str.maketrans("0123456789", "{figures}"))'
    return " + ".join(filter(None, [before and repr(before), letters, after and repr(after)]))


def _day(field: Field, number: str, place: int) -> str:
    plain = f"dt.date(2026, 1, {2 + place})" if field.type == "date" else MOMENT.format(day=2 + place)
    return f"{plain} + dt.timedelta(days=number)" if field.unique and "{" in number else plain


def _between(field: Field, step: Decimal) -> Decimal:
    bounds = field.bounds
    if bounds.low is not None:
        return bounds.low + step if bounds.above else bounds.low
    if bounds.high is not None:
        return bounds.high - step if bounds.below else bounds.high
    return step


def _decimal(field: Field, number: str) -> str:
    step = Decimal(1).scaleb(-field.scale)
    plain = f'Decimal("{_between(field, step).quantize(step)}")'
    return f'{plain} + Decimal("{step}") * number' if field.unique and "{" in number else plain


def _integer(field: Field, number: str) -> str:
    plain = str(int(_between(field, Decimal(1))))
    if not field.unique or "{" not in number:
        return plain
    if field.bounds.low is None or field.bounds.high is None:
        return f"{plain} + number" if field.bounds.high is None else f"{plain} - number"
    return f"{plain} + number % {int(field.bounds.high - field.bounds.low) or 1}"


def _float(field: Field, number: str) -> str:
    low, high = field.bounds.low, field.bounds.high
    plain = float(_between(field, Decimal(1)))
    if low is not None and high is not None and (field.bounds.above or field.bounds.below):
        plain = float((low + high) / 2)
    return f"{plain} + number / 1000000" if field.unique and "{" in number else str(plain)


def _time(field: Field, number: str) -> str:
    if field.unique and "{" in number:
        return "dt.time(number // 3600 % 24, number // 60 % 60, number % 60)"
    return "dt.time(3, 4, 5)"


_SAMPLES: dict[str, Callable[[Field, str], str]] = {
    "str": _text,
    "text": _text,
    "file": _text,
    "email": lambda _field, number: f'f"someone{number}@example.com"',
    "url": lambda _field, number: f'f"https://example.com/{number}"',
    "int": _integer,
    "float": _float,
    "decimal": _decimal,
    "bool": lambda _field, _number: "True",
    "time": _time,
    "uuid": lambda _field, _number: "uuid7()",
    "json": lambda _field, _number: '{"key": "value"}',
}
