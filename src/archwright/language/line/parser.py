"""The line of a field or a relation -> the noun."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, get_args

from archwright.language.line.bounds import Inside, compared, inside
from archwright.language.line.letters import Letters
from archwright.language.line.values import default, value
from archwright.language.problems import nearest
from archwright.model.blueprint import (
    TEXTUAL,
    Bounds,
    Default,
    Evolution,
    Field,
    FieldType,
    OnDelete,
    Relation,
    Uniqueness,
)

TYPES: tuple[FieldType, ...] = get_args(FieldType)
Flag = Literal[
    "unique per tenant", "unique", "index", "search", "hidden", "readonly", "fixed", "computed", "omittable", "pattern",
    "cascade", "set null", "restrict",
]  # fmt: skip
FLAGS: tuple[Flag, ...] = get_args(Flag)
_OF_RELATIONS: frozenset[Flag] = frozenset(
    ("unique per tenant", "unique", "readonly", "fixed", "cascade", "set null", "restrict")
)
_ON_DELETE: tuple[OnDelete, ...] = ("cascade", "set null", "restrict")
_NAME = r"[A-Za-z_]\w*"


@dataclass
class _Tail:
    """Flags and what follows them."""

    flags: dict[Flag, int] = field(default_factory=dict)
    pattern: str = ""
    sent_as: str = ""
    evolution: Evolution = field(default_factory=Evolution)

    @property
    def unique(self) -> Uniqueness:
        return "tenant" if "unique per tenant" in self.flags else "all" if "unique" in self.flags else ""


def parse(name: str, text: str, doc: str = "") -> Field | Relation:
    """Raises LineTrouble at the first letter that does not fit."""
    letters = Letters(text)
    start = letters.place
    word = letters.take(r"[^\W\d]\w*")
    if not word:
        raise letters.trouble("The type is missing.", "Begin with a type, as `str(1..120)`, or an entity.", at=start)
    if word[0].isupper():
        return _relation(name, word, letters, doc)
    if word not in TYPES:
        raise _unknown_type(letters, word, start)
    return _field(name, next(kind for kind in TYPES if kind == word), letters, doc)


def _unknown_type(letters: Letters, word: str, start: int) -> Exception:
    known = {"string": "str", "integer": "int", "boolean": "bool", "number": "decimal", "timestamp": "datetime"}
    meant = known.get(word.lower(), "") or nearest(word, TYPES)
    fix = f"Types are {', '.join(TYPES)}; an entity begins with a capital."
    return letters.trouble(f"`{word}` is not a type.", fix, at=start, meant=meant)


def _field(name: str, kind: FieldType, letters: Letters, doc: str) -> Field:
    found = inside(letters, kind)
    many = bool(letters.take(r"\[\s*\]"))
    optional = bool(letters.take(r"\?"))
    found = compared(letters, kind, found)
    said = bool(letters.take("="))
    start = letters.place
    given = default(letters, kind, found.choices) if said else None
    if given:
        _fits(letters, kind, given, found, start)
    tail = _tail(letters, lambda: value(letters, kind, found.choices, "backfill"))
    for flag, place in tail.flags.items():
        if flag in _ON_DELETE:
            raise letters.trouble(f"`{flag}` is for relations.", "Remove it.", at=place)
    made = Field(
        name=name, type=kind, optional=optional, bounds=found.bounds, precision=found.precision, scale=found.scale,
        choices=found.choices, pattern=tail.pattern, default=given, unique=tail.unique,
        index="index" in tail.flags, search="search" in tail.flags, hidden="hidden" in tail.flags,
        readonly="readonly" in tail.flags, fixed="fixed" in tail.flags, computed="computed" in tail.flags,
        omittable="omittable" in tail.flags, sent_as=tail.sent_as,
        many=many, doc=doc, evolution=replace(tail.evolution, renamed_values=found.renamed),
    )  # fmt: skip
    _possible(letters, made, tail)
    return made


def _relation(name: str, target: str, letters: Letters, doc: str) -> Relation:
    many = bool(letters.take(r"\[\s*\]"))
    start = letters.place
    optional = bool(letters.take(r"\?"))
    if many and optional:
        raise letters.trouble("Many may always be none.", f"Write `{target}[]`.", at=start)
    if letters.text[letters.place : letters.place + 1] in {"(", "=", ">", "<"}:
        raise letters.trouble("A relation has neither bounds nor a default.", f"Write `{target}`.")
    tail = _tail(letters, lambda: value(letters, "str", (), "backfill"))
    deletes = [each for each in _ON_DELETE if each in tail.flags]
    for flag, place in tail.flags.items():
        if flag not in _OF_RELATIONS:
            fix = "Remove it: a relation has its index anyway." if flag == "index" else "Remove it."
            raise letters.trouble(f"`{flag}` is for fields.", fix, at=place)
        if many and flag in {"unique", "unique per tenant", *_ON_DELETE}:
            fix = "Remove it: a link goes with either of its rows."
            raise letters.trouble(f"`{flag}` is for a relation to one.", fix, at=place)
    if len(deletes) > 1:
        places = [tail.flags[each] for each in deletes]
        raise letters.trouble("A delete does one thing only.", f"Keep one of {', '.join(deletes)}.", at=max(places))
    if "set null" in tail.flags and not optional:
        fix = f"Write `{target}?, set null`, or `cascade`."
        raise letters.trouble("It cannot be set to null: it is required.", fix, at=tail.flags["set null"])
    _exclusive(letters, tail, ("readonly", "fixed"), "it is never written, so it never changes")
    return Relation(
        name=name, target=target, many=many, optional=optional, on_delete=deletes[0] if deletes else "restrict",
        unique=tail.unique, readonly="readonly" in tail.flags, fixed="fixed" in tail.flags, doc=doc,
        evolution=tail.evolution,
    )  # fmt: skip


def _tail(letters: Letters, backfill: Callable[[], str | int | float | bool | None]) -> _Tail:
    tail = _Tail()
    while letters.take(","):
        _flag(letters, tail)
    while not letters.done:
        start = letters.place
        if letters.word("was"):
            former = letters.take(_NAME)
            if not former:
                raise letters.trouble("The former name is missing.", "Write `was old_name`.")
            _once(letters, bool(tail.evolution.was), start)
            tail.evolution = replace(tail.evolution, was=former)
        elif letters.word("backfill"):
            _once(letters, tail.evolution.backfill is not None, start)
            tail.evolution = replace(tail.evolution, backfill=backfill())
        elif letters.word("as"):
            _once(letters, bool(tail.sent_as), start)
            tail.sent_as = _sent_as(letters)
        elif letters.word("using"):
            _once(letters, bool(tail.evolution.using), start)
            tail.evolution = replace(tail.evolution, using=_using(letters))
        elif letters.word("allow_data_loss"):
            _once(letters, tail.evolution.allow_data_loss, start)
            tail.evolution = replace(tail.evolution, allow_data_loss=True)
        else:
            raise _stray(letters)
    return tail


def _flag(letters: Letters, tail: _Tail) -> None:
    start = letters.place
    words = {each.split()[0] for each in FLAGS}
    flag = next((each for each in FLAGS if letters.take(r"\s+".join(each.split()) + r"(?![\w-])")), None)
    if flag is None:
        word = letters.take(_NAME) or letters.rest
        if word in {"optional", "required", "nullable"}:
            raise letters.trouble(
                f"`{word}` is not a flag.", "Put `?` behind the type for what may be missing.", at=start
            )
        if letters.text[start : start + 1] == "=":
            raise letters.trouble("The default stands before the flags.", "Write `str = x, unique`.", at=start)
        if word in {"as", "was", "backfill", "using", "allow_data_loss"}:
            raise letters.trouble(f"`{word}` follows without a comma.", "Remove the comma before it.", at=start)
        meant = nearest(word, FLAGS) or nearest(word, words)
        raise letters.trouble(f"`{word}` is not a flag.", f"Flags are {', '.join(FLAGS)}.", at=start, meant=meant)
    if flag in tail.flags:
        raise letters.trouble(f"`{flag}` is there twice.", "Remove one of the two.", at=start)
    tail.flags[flag] = start
    if flag == "pattern":
        tail.pattern = _pattern(letters)


def _pattern(letters: Letters) -> str:
    start = letters.place
    found = letters.take(r"/(?:[^/\\]|\\.)+/")
    if not found:
        raise letters.trouble("The pattern is missing.", "Write `pattern /^[a-z]+$/`.")
    pattern = re.sub(r"\\(.)", lambda each: "/" if each[1] == "/" else each[0], found.strip()[1:-1])
    try:
        re.compile(pattern)
    except re.error as error:
        raise letters.trouble(f"This pattern is broken: {error.msg}.", "Put it right.", at=start) from error
    return pattern


def _using(letters: Letters) -> str:
    found = letters.quoted()
    if not found:
        raise letters.trouble("The conversion is missing.", 'Write SQL in quotes: `using "CAST(points AS INTEGER)"`.')
    return found


def _sent_as(letters: Letters) -> str:
    found = letters.quoted() or letters.take(r"[A-Za-z_][\w-]*")
    if not found:
        raise letters.trouble("The name on the wire is missing.", "Write `as userId`.")
    return found.strip()


def _once(letters: Letters, there: bool, start: int) -> None:
    if there:
        raise letters.trouble("This is there twice.", "Remove one of the two.", at=start)


def _stray(letters: Letters) -> Exception:
    rest = letters.rest
    if letters.text[letters.place] == "?":
        return letters.trouble("`?` stands right behind the type and its brackets.", "Write `int(0..)?`.")
    if letters.text[letters.place] == "=":
        fix = "Write the default right behind the type, as `str = x, unique`."
        return letters.trouble("The default stands before the flags.", fix)
    word = rest.split(" ")[0]
    if any(flag.split()[0] == word for flag in FLAGS):
        return letters.trouble(f"`{word}` needs a comma before it.", f"Write `, {word}`.")
    if rest.startswith("("):
        return letters.trouble("The brackets stand right behind the type.", "Write `str(1..120)?`.")
    fix = "After the type come comparisons, `= default`, `, flags`, then as, was, backfill, using, allow_data_loss."
    meant = nearest(word, ("as", "was", "backfill", "using", "allow_data_loss"))
    return letters.trouble(f"`{rest}` is not understood here.", fix, meant=meant)


def _fits(letters: Letters, kind: FieldType, given: Default, found: Inside, start: int) -> None:
    trouble = outside(kind, given.value, found.bounds, found.scale) if given.kind == "literal" else ""
    if trouble:
        raise letters.trouble(f"The default is {trouble}.", "Change the default or the bounds.", at=start)


def outside(kind: FieldType, given: object, bounds: Bounds, scale: int) -> str:
    """How a literal misses the bounds, "" when it lies within them."""
    if kind in TEXTUAL:
        measured, what = Decimal(len(str(given))), f"{len(str(given))} letters long"
    elif kind in {"int", "float", "decimal"}:
        measured, what = Decimal(str(given)), str(given)
    else:
        return ""
    low, high = bounds.low, bounds.high
    if low is not None and (measured < low or (bounds.above and measured == low)):
        return f"{what}, and not {'above' if bounds.above else 'at least'} {low}"
    if high is not None and (measured > high or (bounds.below and measured == high)):
        return f"{what}, and not {'below' if bounds.below else 'at most'} {high}"
    exponent = measured.as_tuple().exponent
    if kind == "decimal" and isinstance(exponent, int) and -exponent > scale:
        return f"{what}, with more than {scale} digits behind the point"
    return ""


def _possible(letters: Letters, made: Field, tail: _Tail) -> None:
    flags = tail.flags
    if made.unique and made.index:
        raise letters.trouble("What is unique has its index.", "Remove `index`.", at=flags["index"])
    if "unique" in flags and "unique per tenant" in flags:
        raise letters.trouble("It is unique in one way only.", "Keep one of the two.", at=flags["unique"])
    if made.unique and made.default:
        place = flags.get("unique", flags.get("unique per tenant", 0))
        raise letters.trouble("Two rows would have the same default.", "Remove `unique` or the default.", at=place)
    for flag, kinds, fix in (("search", TEXTUAL, "texts"), ("pattern", TEXTUAL, "texts")):
        if flag in flags and made.type not in kinds:
            raise letters.trouble(f"`{flag}` is for {fix}.", "Remove it.", at=flags[flag])
    for flag in ("unique", "unique per tenant", "index"):
        if flag in flags and made.type == "json":
            raise letters.trouble(f"`{flag}` is not for json.", "Remove it.", at=flags[flag])
    _exclusive(letters, tail, ("hidden", "readonly"), "it could be neither written nor read")
    _exclusive(letters, tail, ("hidden", "search"), "a search would tell what it holds")
    _exclusive(letters, tail, ("readonly", "fixed"), "it is never written, so it never changes")
    for other in ("unique", "unique per tenant", "index", "search", "hidden", "readonly", "fixed", "pattern"):
        _exclusive(letters, tail, ("computed", other), "it is not stored")
    if made.omittable and (made.optional or made.default):
        fix = "Remove `omittable`: what has a default or `?` may be left out anyway."
        raise letters.trouble("It may be left out in one way only.", fix, at=flags["omittable"])
    if made.computed and made.default:
        raise letters.trouble("What is computed has no default.", "Remove one of the two.", at=flags["computed"])


def _exclusive(letters: Letters, tail: _Tail, pair: tuple[str, str], why: str) -> None:
    if all(each in tail.flags for each in pair):
        place = max(tail.flags[each] for each in tail.flags if each in pair)
        raise letters.trouble(f"`{pair[0]}` and `{pair[1]}` exclude each other: {why}.", "Keep one.", at=place)
