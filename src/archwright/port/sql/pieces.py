"""Takes an expression that builds a text apart: what is written down, and what is put in between."""

import ast
import re
import string
from collections.abc import Callable
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of, text_of

_PERCENT = re.compile(r"%(?:\((\w+)\))?([#0\- +]*\d*(?:\.\d+)?)([sdirfgu%])")


@dataclass(frozen=True)
class Hole:
    """A value put into a text. `shape` is "" for its plain text, "r" for its repr, "d" for a whole number."""

    value: cst.BaseExpression
    shape: str = ""

    @property
    def code(self) -> str:
        """The value's source."""
        return code_of(self.value)


Piece = str | Hole
Resolve = Callable[[str], list[Piece] | None]
"""What a name stands for, when it stands for a text that is known; None otherwise."""


def pieces_of(node: cst.BaseExpression, resolve: Resolve) -> list[Piece] | None:
    """The pieces of a text in order; None when the expression builds no text."""
    found = _pieces(node, resolve)
    return _merged(found) if found is not None else None


def has_holes(pieces: list[Piece]) -> bool:
    """Whether a value is put in anywhere."""
    return any(isinstance(piece, Hole) for piece in pieces)


def pattern(pieces: list[Piece]) -> str:
    """The text with `{}` for each value."""
    return "".join(piece if isinstance(piece, str) else "{}" for piece in pieces)


def _merged(pieces: list[Piece]) -> list[Piece]:
    done: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and done and isinstance(done[-1], str):
            done[-1] += piece
        elif piece != "":
            done.append(piece)
    return done


def _pieces(node: cst.BaseExpression, resolve: Resolve) -> list[Piece] | None:
    plain = text_of(node)
    if plain is not None:
        return [plain]
    if isinstance(node, cst.FormattedString):
        return _formatted(node, resolve)
    if isinstance(node, cst.ConcatenatedString):
        left, right = _pieces(node.left, resolve), _pieces(node.right, resolve)
        return [*left, *right] if left is not None and right is not None else None
    if isinstance(node, cst.BinaryOperation):
        return _operation(node, resolve)
    if isinstance(node, cst.Call):
        return _called(node, resolve)
    return resolve(node.value) if isinstance(node, cst.Name) else None


def _formatted(node: cst.FormattedString, resolve: Resolve) -> list[Piece] | None:
    found: list[Piece] = []
    raw = "r" if "r" in node.prefix.lower() else ""
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            # Line continuations and escapes mean what they mean in a plain literal with the same quotes.
            text = part.value.replace("{{", "{").replace("}}", "}")
            found.append(ast.literal_eval(f"{raw}{node.quote}{text}{node.quote}"))
        elif isinstance(part, cst.FormattedStringExpression):
            if part.format_spec or part.equal or part.conversion not in (None, "s", "r"):
                return [*found, Hole(node, "?")]
            found += _inlined(part.expression, "r" if part.conversion == "r" else "", resolve)
    return found


def _inlined(value: cst.BaseExpression, shape: str, resolve: Resolve) -> list[Piece]:
    known = _pieces(value, resolve) if not shape else None
    return known if known is not None else [Hole(value, shape)]


def _operation(node: cst.BinaryOperation, resolve: Resolve) -> list[Piece] | None:
    left = _pieces(node.left, resolve)
    if isinstance(node.operator, cst.Add):
        right = _pieces(node.right, resolve)
        if left is None and right is None:
            return None
        return [*(left or [_plain(node.left)]), *(right or [_plain(node.right)])]
    if isinstance(node.operator, cst.Modulo) and left is not None:
        return _percent(left, node.right, resolve)
    return None


def _plain(node: cst.BaseExpression) -> Hole:
    """`str(x)` in a concatenation puts in what `x` puts in."""
    if isinstance(node, cst.Call) and code_of(node.func) == "str" and len(node.args) == 1:
        return Hole(node.args[0].value)
    return Hole(node)


def _percent(left: list[Piece], right: cst.BaseExpression, resolve: Resolve) -> list[Piece]:
    template = "".join(piece for piece in left if isinstance(piece, str))
    if has_holes(left):
        return [*left, Hole(right, "?")]
    given: list[cst.BaseExpression] = (
        [element.value for element in right.elements] if isinstance(right, cst.Tuple) else [right]
    )
    named = _pairs(right)
    found: list[Piece] = []
    at = 0
    for match in _PERCENT.finditer(template):
        found.append(template[at : match.start()])
        at = match.end()
        name, width, kind = match.groups()
        if kind == "%":
            found.append("%")
            continue
        value = named.get(name) if name else (given.pop(0) if given else None)
        if value is None or width or kind not in "sdiru":
            return [*found, Hole(right, "?")]
        found += _inlined(value, {"d": "d", "i": "d", "u": "d", "r": "r"}.get(kind, ""), resolve)
    return [*found, template[at:]]


def _pairs(node: cst.BaseExpression) -> dict[str, cst.BaseExpression]:
    elements = node.elements if isinstance(node, cst.Dict) else ()
    return {text_of(e.key) or "": e.value for e in elements if isinstance(e, cst.DictElement)}


def _called(node: cst.Call, resolve: Resolve) -> list[Piece] | None:
    if not isinstance(node.func, cst.Attribute) or node.func.attr.value != "format":
        return None
    left = _pieces(node.func.value, resolve)
    if left is None:
        return None
    if has_holes(left) or any(arg.star for arg in node.args):
        return [*left, Hole(node, "?")]
    positional = [arg.value for arg in node.args if arg.keyword is None]
    named = {arg.keyword.value: arg.value for arg in node.args if arg.keyword}
    found: list[Piece] = []
    for text, field, spec, conversion in string.Formatter().parse("".join(map(str, left))):
        found.append(text)
        if field is None:
            continue
        key = field or str(sum(isinstance(piece, Hole) for piece in found))
        value = positional[int(key)] if key.isdigit() and int(key) < len(positional) else named.get(key)
        if value is None or spec or conversion not in (None, "s", "r"):
            return [*found, Hole(node, "?")]
        found += _inlined(value, "r" if conversion == "r" else "", resolve)
    return found
