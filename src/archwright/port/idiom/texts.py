"""Which expressions are certainly a str."""

from collections.abc import Callable, Mapping

import libcst as cst

from archwright.port.code import dotted, text_of

_LITERALS = (cst.FormattedString, cst.SimpleString, cst.ConcatenatedString)
METHODS = frozenset({"format", "join", "strip", "lower", "upper", "replace", "title", "capitalize", "format_map"})


def is_text(node: cst.BaseExpression, names: Mapping[str, str], is_text_call: Callable[[str], bool]) -> bool:
    """`names`: local names with what they hold ("text"). `is_text_call`: whether a function returns a str."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        return text_of(node) is not None or "f" in _prefixes(node)
    if isinstance(node, cst.FormattedString):
        return True
    if isinstance(node, cst.Name):
        return names.get(node.value) == "text"
    if isinstance(node, cst.BinaryOperation):
        return _of_operation(node, names, is_text_call)
    if isinstance(node, cst.IfExp):
        return is_text(node.body, names, is_text_call) and is_text(node.orelse, names, is_text_call)
    return isinstance(node, cst.Call) and _of_call(node, names, is_text_call)


def _prefixes(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.ConcatenatedString):
        return _prefixes(node.left) + _prefixes(node.right)
    return "f" if isinstance(node, cst.FormattedString) else ""


def _of_operation(node: cst.BinaryOperation, names: Mapping[str, str], is_text_call: Callable[[str], bool]) -> bool:
    """A sum with a str in it is a str or fails; so is what `%` makes of one."""
    left = is_text(node.left, names, is_text_call)
    if isinstance(node.operator, cst.Modulo):
        return left
    return isinstance(node.operator, cst.Add) and (left or is_text(node.right, names, is_text_call))


def _of_call(node: cst.Call, names: Mapping[str, str], is_text_call: Callable[[str], bool]) -> bool:
    name = dotted(node.func)
    if name == "str" or (name and is_text_call(name)):
        return True
    if isinstance(node.func, cst.Attribute) and node.func.attr.value in METHODS:
        return is_text(node.func.value, names, is_text_call)
    return False
