"""Values for tests and examples: right for their field, and different each time where they must be."""

from collections.abc import Callable
from decimal import Decimal

from archwright.build.resources.patterns import sample_of
from archwright.model.blueprint import Field

MOMENT = "dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)"


def sample(field: Field, number: str = "{number}") -> str:
    """A Python expression; `{number}` in an f-string stands for a counter."""
    if field.type == "enum":
        return repr(field.choices[0])
    expression = _SAMPLES[field.type](field, number)
    return expression if "{" in number else expression.removeprefix("f")


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
        counted = number.replace("}", f":0{low}}}") if low > 1 else number
    if field.pattern:
        return _matching(field)
    if low > len(field.name) + 1 and len(field.name) + 5 <= high:
        return f'f"{counted}".ljust({low}, "x")'
    return f'f"{counted}"[-{high}:]' if high < 12 else f'f"{counted}"'


def _matching(field: Field) -> str:
    return repr(sample_of(field.pattern))


def _between(field: Field, step: Decimal) -> Decimal:
    bounds = field.bounds
    if bounds.low is not None:
        return bounds.low + step if bounds.above else bounds.low
    if bounds.high is not None:
        return bounds.high - step if bounds.below else bounds.high
    return step


def _decimal(field: Field, _number: str) -> str:
    step = Decimal(1).scaleb(-field.scale)
    return f'Decimal("{_between(field, step).quantize(step)}")'


def _integer(field: Field, number: str) -> str:
    plain = str(int(_between(field, Decimal(1))))
    return f"{plain} + {number.strip('{}')}" if field.unique and field.bounds.high is None else plain


_SAMPLES: dict[str, Callable[[Field, str], str]] = {
    "str": _text,
    "text": _text,
    "file": _text,
    "email": lambda _field, number: f'f"someone{number}@example.com"',
    "url": lambda _field, number: f'f"https://example.com/{number}"',
    "int": _integer,
    "float": lambda field, _number: str(float(_between(field, Decimal(1)))),
    "decimal": _decimal,
    "bool": lambda _field, _number: "True",
    "date": lambda _field, _number: "dt.date(2026, 1, 2)",
    "datetime": lambda _field, _number: MOMENT,
    "time": lambda _field, _number: "dt.time(3, 4, 5)",
    "uuid": lambda _field, _number: "uuid7()",
    "json": lambda _field, _number: '{"key": "value"}',
}
