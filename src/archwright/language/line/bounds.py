"""What stands in brackets after a type, and comparisons."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from archwright.language.line.letters import Letters
from archwright.model.blueprint import NUMERIC, TEXTUAL, Bounds, FieldType

LENGTHS: dict[FieldType, int] = {"str": 255, "email": 254, "url": 2048, "file": 255}
PRECISION, SCALE = 12, 2
_NUMBER = r"-?[0-9]{1,30}(\.[0-9]{1,30})?"
_CHOICE = r"[A-Za-z0-9_][\w-]*"
_LARGEST = Decimal(2**63 - 1)
_LONGEST_STR = 10_000


@dataclass(frozen=True)
class Inside:
    """Everything that brackets and comparisons say."""

    bounds: Bounds = field(default_factory=Bounds)
    precision: int = 0
    scale: int = 0
    choices: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def inside(letters: Letters, kind: FieldType) -> Inside:
    """The brackets of a type, with what is decided when there are none."""
    start = letters.place
    if not letters.take(r"\("):
        if kind == "enum":
            raise letters.trouble("An enum needs its choices.", "Write `enum(todo, done)`.")
        return _decided(kind)
    if kind == "enum":
        found = _choices(letters)
    elif kind == "decimal":
        found = _digits(letters)
    elif kind in TEXTUAL | NUMERIC:
        found = Inside(_range(letters, kind))
    else:
        raise letters.trouble(f"A {kind} has no bounds.", f"Write `{kind}`.", at=start)
    if not letters.take(r"\)"):
        raise letters.trouble("The bracket is not closed.", "Put `)` here.")
    return found


def compared(letters: Letters, kind: FieldType, found: Inside) -> Inside:
    """The comparisons behind a type."""
    while True:
        start = letters.place
        sign = letters.take(r">=|<=|>|<")
        if not sign:
            return found
        if kind not in NUMERIC:
            fix = f"Write its length in brackets: `{kind}(1..120)`." if kind in TEXTUAL else "Remove it."
            raise letters.trouble(f"A {kind} cannot be compared.", fix, at=start)
        bounds = found.bounds
        if (bounds.low is not None and sign[0] == ">") or (bounds.high is not None and sign[0] == "<"):
            raise letters.trouble("This bound is there twice.", "Remove one of the two.", at=start)
        number = _number(letters, kind)
        bounds = (
            replace(bounds, low=number, above=sign == ">")
            if sign[0] == ">"
            else replace(bounds, high=number, below=sign == "<")
        )
        _ordered(letters, bounds, start)
        found = replace(found, bounds=bounds)


def _decided(kind: FieldType) -> Inside:
    if kind == "decimal":
        return Inside(precision=PRECISION, scale=SCALE)
    return Inside(Bounds(high=Decimal(LENGTHS[kind]))) if kind in LENGTHS else Inside()


def _choices(letters: Letters) -> Inside:
    choices: list[str] = []
    renamed: list[tuple[str, str]] = []
    while True:
        start = letters.place
        quoted = letters.quoted()
        choice = quoted if quoted is not None else letters.take(_CHOICE)
        if not choice:
            raise letters.trouble("A choice is missing.", "Write `enum(todo, done)`; other letters need quotes.")
        if choice.lower() in {each.lower() for each in choices}:
            raise letters.trouble(f"`{choice}` is there twice.", "Remove one of the two.", at=start)
        choices.append(choice)
        if letters.word("was"):
            former = letters.quoted() or letters.take(_CHOICE)
            if not former:
                raise letters.trouble("The former choice is missing.", f"Write `{choice} was old`.")
            renamed.append((former, choice))
        if not letters.take(","):
            break
    for former, choice in renamed:
        if former in choices:
            raise letters.trouble(f"`{former}` is still a choice.", f"Remove it, or `was {former}` of `{choice}`.")
    return Inside(choices=tuple(choices), renamed=tuple(renamed))


def _digits(letters: Letters) -> Inside:
    start = letters.place
    precision, comma, scale = letters.take("[0-9]{1,3}"), letters.take(","), letters.take("[0-9]{1,3}")
    fix = "Write `decimal(12,2)`: all digits, and those behind the point."
    if not (precision and comma and scale):
        raise letters.trouble("A decimal has two figures in its brackets.", fix, at=start)
    if not (1 <= int(precision) <= 38 and int(scale) <= int(precision)):
        raise letters.trouble(f"`({precision},{scale})` is not possible.", fix, at=start)
    return Inside(precision=int(precision), scale=int(scale))


def _range(letters: Letters, kind: FieldType) -> Bounds:
    start = letters.place
    low = _number(letters, kind) if letters.text[letters.place : letters.place + 1] != "." else None
    if not letters.take(r"\.\."):
        shown = low if low is not None else 120
        fix = f"Write `{kind}(..{shown})`, or `{kind}(1..{shown})`."
        raise letters.trouble("Bounds are written with two points.", fix, at=start)
    high = _number(letters, kind) if letters.text[letters.place : letters.place + 1] != ")" else None
    if low is None and high is None:
        raise letters.trouble("These bounds bound nothing.", f"Write `{kind}`, or `{kind}(1..120)`.", at=start)
    bounds = Bounds(low, high)
    _ordered(letters, bounds, start)
    return _length(letters, kind, bounds, start) if kind in TEXTUAL else bounds


def _length(letters: Letters, kind: FieldType, bounds: Bounds, start: int) -> Bounds:
    if (bounds.low or 0) < 0:
        raise letters.trouble("A length is not below zero.", f"Write `{kind}(0..)`.", at=start)
    if kind == "str" and (bounds.high or 0) > _LONGEST_STR:
        raise letters.trouble(f"A `str` has at most {_LONGEST_STR} letters.", "Write `text(..n)`.", at=start)
    if bounds.high is None and kind in LENGTHS:
        bounds = replace(bounds, high=Decimal(LENGTHS[kind]))
        if bounds.low is not None and bounds.low > LENGTHS[kind]:
            fix = f"Write `{kind}({bounds.low}..{bounds.low * 2})`."
            raise letters.trouble("The upper bound is missing.", fix, at=start)
    return bounds


def _number(letters: Letters, kind: FieldType) -> Decimal:
    start = letters.place
    number = letters.take(_NUMBER)
    if not number:
        raise letters.trouble(
            "A number is missing.", f"Write `{kind}(1..120)`." if kind != "decimal" else "Write `>= 0`."
        )
    if "." in number and kind not in {"float", "decimal"}:
        raise letters.trouble(f"`{number}` is not a whole number.", "Write it without a point.", at=start)
    if abs(Decimal(number)) > _LARGEST:
        raise letters.trouble(f"`{number}` is too large.", "At most 64 bits.", at=start)
    return Decimal(number)


def _ordered(letters: Letters, bounds: Bounds, start: int) -> None:
    if bounds.low is None or bounds.high is None:
        return
    if bounds.low > bounds.high or (bounds.low == bounds.high and (bounds.above or bounds.below)):
        fix = f"Swap them: {bounds.high} is below {bounds.low}." if bounds.low > bounds.high else "Use >= and <=."
        raise letters.trouble("Nothing lies within these bounds.", fix, at=start)
