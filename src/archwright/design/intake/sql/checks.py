"""CHECK conditions: choices, bounds and patterns of one field, or a rule over several columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlglot import exp

from archwright.model.blueprint import NUMERIC, TEXTUAL, Bounds, Field

_TURNED = {exp.GT: exp.LT, exp.GTE: exp.LTE, exp.LT: exp.GT, exp.LTE: exp.GTE, exp.EQ: exp.EQ, exp.NEQ: exp.NEQ}
# What SQLite, PostgreSQL and MySQL all take in the same words.
_PORTABLE = (
    exp.And, exp.Or, exp.Not, exp.Paren, exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Is, exp.In,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.Add, exp.Sub, exp.Mul, exp.Neg, exp.Length,
    exp.Lower, exp.Upper, exp.Coalesce, exp.Abs,
)  # fmt: skip


@dataclass(frozen=True)
class Limit:
    """What one term of a condition says of one column, in lower case."""

    column: str
    choices: tuple[str, ...] = ()
    bounds: Bounds = field(default_factory=Bounds)
    of_length: bool = False
    pattern: str = ""


def bare(tree: Any) -> Any:
    """The same without brackets and casts, which a dump adds."""

    return _unwrapped(tree.copy())


def _unwrapped(node: Any) -> Any:
    while isinstance(node, exp.Paren | exp.Cast | exp.TryCast | exp.Trim) or _trims(node):
        node = node.expressions[0] if isinstance(node, exp.Anonymous) else node.this
    for child in list(node.iter_expressions()):
        inner = _unwrapped(child)
        if inner is not child:
            child.replace(inner)
    return node


def _trims(node: Any) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.lower() in {"btrim", "trim"} and bool(node.expressions)


def limits(tree: Any) -> tuple[Limit, ...] | None:
    """What a condition says, when each of its terms is about one column; None when it says more."""
    found = [_limit(term) for term in _terms(bare(tree))]
    return tuple(each for each in found if each) if all(found) else None


def apply(limit: Limit, on: Field) -> Field | None:
    """The field within its limit; None when that cannot be said in the language."""
    if limit.choices:
        fits = on.type in {"str", "text", "enum"}
        return replace(on, type="enum", choices=limit.choices, bounds=Bounds()) if fits else None
    if limit.pattern:
        return replace(on, pattern=limit.pattern) if on.type in {"str", "text"} and not on.pattern else None
    if limit.of_length != (on.type in TEXTUAL) or on.type not in TEXTUAL | NUMERIC:
        return None
    if on.type in {"email", "url", "file"}:
        return None
    return replace(on, bounds=_both(on.bounds, limit.bounds))


def rule(tree: Any, columns: Mapping[str, str]) -> str:
    """A condition in the names of our columns; "" when it uses what not every database has."""
    plain = bare(tree)
    if not all(isinstance(node, _PORTABLE) for node in plain.walk()) or not plain.find(exp.Column):
        return ""
    for column in plain.find_all(exp.Column):
        if column.name.lower() not in columns:
            return ""
        column.replace(exp.column(columns[column.name.lower()]))
    return str(plain.sql(dialect="sqlite"))


def columns_in(tree: Any) -> tuple[str, ...]:
    """The columns a condition names, each once, in lower case."""
    return tuple(dict.fromkeys(column.name.lower() for column in tree.find_all(exp.Column)))


def _terms(tree: Any) -> Iterator[Any]:
    if isinstance(tree, exp.And):
        yield from _terms(tree.left)
        yield from _terms(tree.right)
    else:
        yield tree


def _limit(term: Any) -> Limit | None:
    if isinstance(term, exp.Or):
        return _either(term)
    if isinstance(term, exp.In):
        return _choices(term.this, term.expressions)
    if isinstance(term, exp.Between):
        return _between(term)
    if isinstance(term, exp.RegexpLike):
        return _pattern(term)
    return _comparison(term) if type(term) in _TURNED else None


def _either(term: Any) -> Limit | None:
    """`a IS NULL OR ...` says no more than ...; `a = 'x' OR a = 'y'` is a choice."""
    sides = [
        side for side in term.flatten() if not (isinstance(side, exp.Is) and isinstance(side.expression, exp.Null))
    ]
    found = [_limit(side) for side in sides]
    if len(found) == 1:
        return found[0]
    if all(each and each.choices for each in found) and len({each.column for each in found if each}) == 1:
        return Limit(found[0].column, tuple(value for each in found if each for value in each.choices))  # type: ignore[union-attr]
    return None


def _choices(column: Any, values: list[Any]) -> Limit | None:
    texts = tuple(value.name for value in values if isinstance(value, exp.Literal) and value.is_string)
    return Limit(column.name.lower(), texts) if isinstance(column, exp.Column) and len(texts) == len(values) else None


def _between(term: Any) -> Limit | None:
    low, high = number(term.args["low"]), number(term.args["high"])
    column, of_length = _measured(term.this)
    return Limit(column, (), Bounds(low, high), of_length) if column and low is not None and high is not None else None


def _pattern(term: Any) -> Limit | None:
    text = term.expression.name if isinstance(term.expression, exp.Literal) else ""
    try:
        re.compile(text)
    except re.error:
        return None
    return Limit(term.this.name.lower(), pattern=text) if text and isinstance(term.this, exp.Column) else None


def _comparison(term: Any) -> Limit | None:
    left, right, kind = term.left, term.right, type(term)
    if isinstance(left, exp.Literal | exp.Neg):
        left, right, kind = right, left, _TURNED[kind]
    if kind is exp.EQ and isinstance(right, exp.Any):
        return _choices(left, list(right.this.expressions)) if isinstance(right.this, exp.Array) else None
    if kind is exp.EQ:
        return _choices(left, [right])
    if kind is exp.NEQ:
        empty = isinstance(right, exp.Literal) and right.is_string and not right.name
        return Limit(left.name.lower(), (), Bounds(low=Decimal(1)), of_length=True) if empty else None
    column, of_length = _measured(left)
    value = number(right)
    return _bounded(column, kind, value, of_length=of_length) if column and value is not None else None


def _bounded(column: str, kind: Any, value: Decimal, *, of_length: bool) -> Limit:
    if of_length and kind is exp.GT:
        kind, value = exp.GTE, value + 1
    if of_length and kind is exp.LT:
        kind, value = exp.LTE, value - 1
    low = kind in {exp.GT, exp.GTE}
    bounds = Bounds(low=value, above=kind is exp.GT) if low else Bounds(high=value, below=kind is exp.LT)
    return Limit(column, (), bounds, of_length)


def _measured(node: Any) -> tuple[str, bool]:
    """The column that is measured, and whether it is its length."""
    inner = bare(node)
    if isinstance(inner, exp.Length):
        column = bare(inner.this)
        return (column.name.lower(), True) if isinstance(column, exp.Column) else ("", True)
    return (inner.name.lower(), False) if isinstance(inner, exp.Column) else ("", False)


def number(node: Any) -> Decimal | None:
    """The value of a numeric literal."""
    plain = bare(node)
    sign = -1 if isinstance(plain, exp.Neg) else 1
    literal = bare(plain.this) if isinstance(plain, exp.Neg) else plain
    if not isinstance(literal, exp.Literal) or (literal.is_string and not re.fullmatch(r"-?[\d.]+", literal.name)):
        return None
    try:
        return sign * Decimal(literal.name)
    except InvalidOperation:
        return None


def _both(first: Bounds, second: Bounds) -> Bounds:
    """The narrower of each side."""
    lows = [each for each in (first, second) if each.low is not None]
    highs = [each for each in (first, second) if each.high is not None]
    low = max(lows, key=lambda each: each.low or 0) if lows else Bounds()
    high = min(highs, key=lambda each: each.high or 0) if highs else Bounds()
    return Bounds(low.low, high.high, low.above, high.below)
