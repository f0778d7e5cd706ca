"""What is known of a value by how it was made: text, perhaps text, a number, or nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import libcst as cst

from archwright.port.code import code_of

Kind = Literal["text", "optional", "number", "unknown"]
Values = Mapping[str, Sequence[cst.BaseExpression]]
"""Every value that a local name is given."""

_BAG = re.compile(r"(?:\w+\.)?(?:form|args|values|cookies|headers)$")
_TEXT_METHODS = frozenset(
    {"capitalize", "decode", "format", "hexdigest", "isoformat", "join", "lower", "lstrip", "replace", "rstrip",
     "strftime", "strip", "title", "upper"}
)  # fmt: skip
_TEXT_CALLS = frozenset({"str", "generate_password_hash", "secure_filename", "escape"})
_NUMBER_CALLS = frozenset({"int", "float", "len", "round", "abs", "sum"})


def kind_of(node: cst.BaseExpression, values: Values, types: Mapping[str, str], depth: int = 4) -> Kind:
    """The kind of an expression; `types` are the annotations of the function's parameters."""
    if isinstance(node, cst.SimpleString | cst.FormattedString | cst.ConcatenatedString):
        return "text"
    if isinstance(node, cst.Integer | cst.Float):
        return "number"
    if isinstance(node, cst.Name):
        return _of_name(node.value, values, types, depth)
    if isinstance(node, cst.Subscript):
        return "text" if _BAG.search(code_of(node.value)) else "unknown"
    return _of_call(node) if isinstance(node, cst.Call) else "unknown"


def _of_name(name: str, values: Values, types: Mapping[str, str], depth: int) -> Kind:
    if name in types:
        return {"str": "text", "int": "number", "float": "number"}.get(types[name], "unknown")  # type: ignore[return-value]
    found = {kind_of(value, values, types, depth - 1) for value in values.get(name, ())} if depth else set()
    if found == {"text", "optional"}:
        return "optional"
    return found.pop() if len(found) == 1 else "unknown"


def _of_call(node: cst.Call) -> Kind:
    called = code_of(node.func)
    if called in _TEXT_CALLS:
        return "text"
    if called in _NUMBER_CALLS:
        return "number"
    if not isinstance(node.func, cst.Attribute):
        return "unknown"
    if node.func.attr.value in _TEXT_METHODS:
        return "text"
    if node.func.attr.value == "get" and _BAG.search(code_of(node.func.value)):
        return _of_get(node)
    return "unknown"


def _of_get(node: cst.Call) -> Kind:
    """`form.get("x")`, with a default or a conversion."""
    names = {arg.keyword.value for arg in node.args if arg.keyword}
    if "type" in names:
        return "unknown"
    given = [arg.value for arg in node.args[1:]]
    return "text" if given and isinstance(given[0], cst.SimpleString) else "optional"
