"""Writes scanned SQL with placeholders, and the values that are bound to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import libcst as cst

from archwright.port.split.naming import parameter_name
from archwright.port.sql.kinds import Kind
from archwright.port.sql.literal import literal, quoted
from archwright.port.sql.pieces import Hole, Piece
from archwright.port.sql.scan import Kept, Marked, Token, UnbindableError

Style = Literal["?", "%s", ":name"]
KindOf = Callable[[cst.BaseExpression], Kind]


@dataclass(frozen=True)
class Bound:
    """The source of SQL with placeholders, and the source of each value: by position, or under a name."""

    text: str
    values: tuple[str, ...]
    names: tuple[str, ...] = ()

    def parameters(self, style: Style) -> str:
        """The source of what is passed beside the SQL."""
        if style == ":name":
            pairs = zip(self.names, self.values, strict=True)
            return "{" + ", ".join(f'"{name}": {value}' for name, value in pairs) + "}"
        return f"({', '.join(self.values)}{',' if len(self.values) == 1 else ''})"


def bind(tokens: Sequence[Token], style: Style, kind_of: KindOf, given: Sequence[str] | None = None) -> Bound:
    """The tokens as SQL. `given`: values that were bound already, None for no such argument. Raises UnbindableError."""
    rest = list(given or ())
    sql: list[str | Kept] = []
    values: list[str] = []
    names: list[str] = []
    for index, token in enumerate(tokens):
        if isinstance(token, Marked):
            values.append(value_of(token, kind_of))
            names.append(_name(token, names))
            sql.append(f":{names[-1]}" if style == ":name" else style)
            continue
        if isinstance(token, Kept):
            sql.append(token)
            continue
        follows = tokens[index + 1] if index + 1 < len(tokens) else ""
        if rest and (_is_mark(token, follows, style)):
            values.append(rest.pop(0))
        sql.append(token.replace("%", "%%") if style == "%s" and given is None else token)
    if rest:
        raise UnbindableError("values that are bound already")
    return Bound(_written(sql), tuple(values), tuple(names))


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _is_mark(text: str, follows: Token | str, style: Style) -> bool:
    return text == style if style == "?" else style == "%s" and text == "%" and follows == "s"


def _written(sql: Sequence[str | Kept]) -> str:
    """A plain literal; an f-string when a part of the statement is chosen."""
    if not any(isinstance(part, Kept) for part in sql):
        return literal("".join(part for part in sql if isinstance(part, str)))
    text = "".join(
        part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else f"{{{part.hole.code}}}" for part in sql
    )
    mark = '"""' if "\n" in text or '"' in text else '"'
    return f"f{mark}{text}{mark}"


def value_of(marked: Marked, kind_of: KindOf) -> str:
    """The source of the value that is bound at a place."""
    first = marked.parts[0]
    if len(marked.parts) > 1:
        return _joined(marked.parts)
    assert isinstance(first, Hole)
    kind = kind_of(first.value)
    if first.shape == "d" and kind != "number":
        return f"int({first.code})"
    if marked.quoted and kind != "text" and (marked.stored or kind != "optional"):
        return f"str({first.code})"
    return first.code


def _joined(parts: Sequence[Piece]) -> str:
    """`%{x}%` as an f-string; as a sum when the values hold quotes of both kinds."""
    codes = [part.code for part in parts if isinstance(part, Hole)]
    if any(isinstance(part, Hole) and part.shape == "r" for part in parts):
        raise UnbindableError(codes[0])
    texts = [part for part in parts if isinstance(part, str)]
    mark = next((m for m in "\"'" if not any(m in code for code in codes) and not any(m in t for t in texts)), "")
    if not mark or any("\\" in code or "\n" in code for code in codes):
        return " + ".join(f"str({p.code})" if isinstance(p, Hole) else quoted(p) for p in parts)
    shown = (f"{{{p.code}}}" if isinstance(p, Hole) else _doubled(quoted(p)[1:-1]) for p in parts)
    return f"f{mark}{''.join(shown)}{mark}"


def _name(marked: Marked, taken: Sequence[str]) -> str:
    hole = next(part for part in marked.parts if isinstance(part, Hole))
    wanted = parameter_name(hole.code)
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name
