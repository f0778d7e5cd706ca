"""A field as the language takes it: what excludes each other is resolved, and told."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from archwright.model.blueprint import NUMERIC, TEXTUAL, Bounds, Field, FieldType

# How long a text is when nothing is said.
LENGTHS: dict[FieldType, int] = {"str": 255, "email": 254, "url": 2048, "file": 255}
_LONGEST_STR = 10_000
_DIGITS = 38
_LARGEST = Decimal(2**63 - 1)
Tell = Callable[[str], None]


def lawful(field: Field, tell: Tell) -> Field:
    """The nearest field that the language takes. `tell` gets a reason for each thing that is lost."""
    for settle in (_choices, _kind, _bounds, _numbers, _flags, _default):
        field = settle(field, tell)
    return field


def _choices(field: Field, tell: Tell) -> Field:
    if field.type != "enum":
        return replace(field, choices=()) if field.choices else field
    kept: dict[str, str] = {}
    for choice in field.choices:
        if choice and kept.setdefault(choice.lower(), choice) != choice:
            tell(f"the value `{choice}` differs from another only in case")
        elif not choice:
            tell("an empty value is not a choice: make the field optional")
    return replace(field, choices=tuple(kept.values())) if kept else replace(field, type="str", choices=())


def _kind(field: Field, tell: Tell) -> Field:
    if field.pattern and ("\n" in field.pattern or field.type not in TEXTUAL):
        tell(f"its pattern is not carried over: {field.pattern[:60]!r}")
        return replace(field, pattern="")
    if field.type == "str" and (field.bounds.high or 0) > _LONGEST_STR:
        return replace(field, type="text")
    return field


def _bounds(field: Field, tell: Tell) -> Field:
    bounds = field.bounds
    if field.type not in TEXTUAL | NUMERIC:
        return replace(field, bounds=Bounds())
    if field.type in TEXTUAL:
        low = bounds.low if (bounds.low or 0) > 0 else None
        most = bounds.high if bounds.high is not None else _most(field.type, low)
        bounds = Bounds(low, most)
    low, high = _within(bounds.low), _within(bounds.high)
    if low is not None and high is not None and (low > high or (low == high and (bounds.above or bounds.below))):
        tell("its bounds leave nothing in between")
        return replace(field, bounds=Bounds())
    above, below = bounds.above and low is not None, bounds.below and high is not None
    if field.type == "int":
        low, high = _whole(low, up=True), _whole(high, up=False)
    return replace(field, bounds=Bounds(low, high, above, below))


def _most(of_type: FieldType, low: Decimal | None) -> Decimal | None:
    most = LENGTHS.get(of_type)
    return None if most is None else max(Decimal(most), 2 * (low or Decimal(0)))


def _within(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() and abs(value) <= _LARGEST else None


def _whole(value: Decimal | None, *, up: bool) -> Decimal | None:
    if value is None:
        return None
    whole = Decimal(int(value))
    return whole if whole == value else whole + (1 if up and value > 0 else -1 if not up and value < 0 else 0)


def _numbers(field: Field, tell: Tell) -> Field:
    if field.type != "decimal":
        return replace(field, precision=0, scale=0)
    precision, lost = min(field.precision or 12, _DIGITS), max(0, field.precision - _DIGITS)
    if field.precision > _DIGITS:
        tell(f"{_DIGITS} digits are kept of {field.precision}")
    scale = field.scale - lost if field.precision else 2
    return replace(field, precision=precision, scale=min(max(scale, 0), precision))


def _flags(field: Field, tell: Tell) -> Field:
    if field.type in {"json", "file"} and (field.unique or field.index):
        tell(f"a field of type {field.type} has no index of its own")
        field = replace(field, unique="", index=False)
    if field.computed:
        return replace(
            field,
            default=None,
            unique="",
            index=False,
            search=False,
            hidden=False,
            readonly=False,
            fixed=False,
            pattern="",
        )
    if field.hidden and field.readonly:
        field = replace(field, readonly=False)
    return replace(
        field,
        index=field.index and not field.unique,
        fixed=field.fixed and not field.readonly,
        search=field.search and field.type in TEXTUAL and not field.hidden,
    )


def _default(field: Field, tell: Tell) -> Field:
    default = field.default
    if default is None:
        return field
    if field.unique:
        tell("a unique field has no default")
        return replace(field, default=None)
    if default.kind == "literal" and not _fits(field, default.value):
        tell(f"its default {default.value!r} does not fit its type or bounds")
        return replace(field, default=None)
    return field


def _fits(field: Field, value: object) -> bool:
    if field.type == "enum":
        return value in field.choices
    if field.type in TEXTUAL:
        return isinstance(value, str) and _inside(field.bounds, Decimal(len(value))) and "\n" not in value
    if field.type in NUMERIC:
        number = Decimal(str(value))
        exponent = number.as_tuple().exponent
        return _inside(field.bounds, number) and not (
            field.type == "decimal" and isinstance(exponent, int) and -exponent > field.scale
        )
    return field.type != "file"


def _inside(bounds: Bounds, value: Decimal) -> bool:
    if bounds.low is not None and (value < bounds.low or (bounds.above and value == bounds.low)):
        return False
    return bounds.high is None or not (value > bounds.high or (bounds.below and value == bounds.high))
