"""A field or a relation -> its line."""

import re
from decimal import Decimal

from archwright.language.line.bounds import LENGTHS, PRECISION, SCALE
from archwright.model.blueprint import TEXTUAL, Bounds, Evolution, Field, Relation

_BARE = re.compile(r"[^\s,\"']+")
_MOMENTS = frozenset({"date", "datetime", "time"})
_FLAGS = ("index", "search", "hidden", "readonly", "fixed", "computed", "omittable")
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_CHOICE = re.compile(r"[A-Za-z0-9_][\w-]*", re.ASCII)


def field_line(field: Field, *, full: bool = False) -> str:
    """`full` prints what would be decided anyway."""
    marks = f"{'[]' if field.many else ''}{'?' if field.optional else ''}"
    line = f"{field.type}{_inside(field, full=full)}{marks}{_comparisons(field)}"
    if field.default:
        moment = field.default.kind
        line += f" = {moment}" if moment != "literal" else f" = {_literal(field.default.value, field.type)}"
    flags = ["unique" if field.unique == "all" else "unique per tenant"] if field.unique else []
    flags += [each for each in _FLAGS if getattr(field, each)]
    flags += [f"pattern /{_escaped(field.pattern)}/"] if field.pattern else []
    called = f" as {_called(field.sent_as)}" if field.sent_as else ""
    return ", ".join([line, *flags]) + called + _evolution(field.evolution, field.type)


def relation_line(relation: Relation, *, full: bool = False, owner: bool = False) -> str:
    """`owner`: of the owner it goes without saying that clients do not write it."""
    mark = "[]" if relation.many else "?" if relation.optional else ""
    flags = ["unique" if relation.unique == "all" else "unique per tenant"] if relation.unique else []
    if relation.on_delete != "restrict" or (full and not relation.many):
        flags.append(relation.on_delete)
    flags += ["readonly"] if relation.readonly and (full or not owner) else []
    flags += ["fixed"] if relation.fixed else []
    return ", ".join([f"{relation.target}{mark}", *flags]) + _evolution(relation.evolution, "str")


def _inside(field: Field, *, full: bool) -> str:
    bounds = field.bounds
    if field.type == "enum":
        return f"({', '.join(_choice(field, each) for each in field.choices)})"
    if field.type == "decimal":
        return "" if (field.precision, field.scale) == (PRECISION, SCALE) and not full else (
            f"({field.precision},{field.scale})"
        )  # fmt: skip
    if bounds == Bounds() or _compared(field):
        return ""
    decided = LENGTHS.get(field.type)
    high = bounds.high if full or decided is None or bounds.high != decided else None
    if bounds.low is None and high is None:
        return ""
    return f"({_number(bounds.low)}..{_number(high)})"


def _compared(field: Field) -> bool:
    exclusive = field.bounds.above or field.bounds.below
    return field.type not in TEXTUAL and (field.type == "decimal" or exclusive)


def _comparisons(field: Field) -> str:
    bounds = field.bounds
    if not _compared(field):
        return ""
    low = f" {'>' if bounds.above else '>='} {_number(bounds.low)}" if bounds.low is not None else ""
    high = f" {'<' if bounds.below else '<='} {_number(bounds.high)}" if bounds.high is not None else ""
    return low + high


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _choice(field: Field, choice: str) -> str:
    former = {new: old for old, new in field.evolution.renamed_values}.get(choice)
    return _word(choice) + (f" was {_word(former)}" if former else "")


def _called(text: str) -> str:
    return text if _NAME.fullmatch(text) else _quoted(text)


def _word(text: str) -> str:
    return text if _CHOICE.fullmatch(text) and text != "was" else _quoted(text)


def _literal(value: str | int | float | bool | None, kind: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    bare = _BARE.fullmatch(value) and not (kind in _MOMENTS and value in {"now", "today"})
    return value if bare else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + re.sub(r"([\"\\])", r"\\\1", text) + '"'


def _escaped(pattern: str) -> str:
    return re.sub(r"\\.|/", lambda each: "\\/" if each[0] == "/" else each[0], pattern)


def _evolution(evolution: Evolution, kind: str) -> str:
    words = f" was {evolution.was}" if evolution.was else ""
    words += f" backfill {_literal(evolution.backfill, kind)}" if evolution.backfill is not None else ""
    words += f" using {_quoted(evolution.using)}" if evolution.using else ""
    return words + (" allow_data_loss" if evolution.allow_data_loss else "")
