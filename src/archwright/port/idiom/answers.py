"""What a view returns, one `return` at a time: JSON, a page, text, a redirect, or something only running tells."""

from dataclasses import dataclass
from typing import Literal

import libcst as cst

from archwright.port.code import code_of, dotted, text_of

Kind = Literal["json", "page", "text", "redirect"]
_LITERALS = (cst.Dict, cst.List, cst.ListComp, cst.DictComp)


@dataclass(frozen=True)
class Answer:
    """One understood return. `value` is the body; for a page the template's name comes first, then its context."""

    kind: Kind
    value: cst.BaseExpression
    status: str = "200"
    context: tuple[tuple[str, str], ...] = ()


def read_answer(value: cst.BaseExpression | None, compat: dict[str, str]) -> Answer | None:
    """The answer that a returned expression makes; None when it is not understood.

    `compat` maps names bound in the module to compat names ("jsonify" -> "json.jsonify").
    """
    if value is None:
        return None
    if isinstance(value, cst.Tuple):
        return _with_status(value, compat)
    if isinstance(value, cst.Dict | cst.List | cst.ListComp | cst.DictComp):
        return Answer("json", value)
    if isinstance(value, cst.FormattedString | cst.SimpleString | cst.ConcatenatedString):
        return Answer("text", value) if text_of(value) is not None or not isinstance(value, cst.SimpleString) else None
    if isinstance(value, cst.Call):
        return _called(value, compat)
    return None


def _with_status(value: cst.Tuple, compat: dict[str, str]) -> Answer | None:
    if len(value.elements) != 2:
        return None
    first, second = (element.value for element in value.elements)
    inner = read_answer(first, compat)
    if inner is None or inner.kind == "redirect" or not isinstance(second, cst.Integer):
        return None
    return Answer(inner.kind, inner.value, second.value, inner.context)


def _called(call: cst.Call, compat: dict[str, str]) -> Answer | None:
    name = compat.get(dotted(call.func), dotted(call.func))
    if any(arg.star for arg in call.args):
        return None
    if name == "json.jsonify":
        return _jsonified(call)
    if name == "templating.render_template":
        return _page(call)
    if name == "redirect" or name.endswith(".redirect"):
        return _redirect(call, compat)
    return None


def _jsonified(call: cst.Call) -> Answer | None:
    named = [arg for arg in call.args if arg.keyword]
    if named and len(named) != len(call.args):
        return None
    if named:
        pairs = ", ".join(f'"{arg.keyword.value}": {code_of(arg.value)}' for arg in named if arg.keyword)
        return Answer("json", cst.parse_expression(f"{{{pairs}}}"))
    if len(call.args) == 1:
        return Answer("json", call.args[0].value)
    items = ", ".join(code_of(arg.value) for arg in call.args)
    return Answer("json", cst.parse_expression(f"[{items}]"))


def _page(call: cst.Call) -> Answer | None:
    if not call.args or call.args[0].keyword or text_of(call.args[0].value) is None:
        return None
    context = tuple((arg.keyword.value, code_of(arg.value)) for arg in call.args[1:] if arg.keyword)
    return Answer("page", call.args[0].value, context=context) if len(context) == len(call.args) - 1 else None


def _redirect(call: cst.Call, compat: dict[str, str]) -> Answer | None:
    if len(call.args) != 1 or call.args[0].keyword:
        return None
    place = call.args[0].value
    if isinstance(place, cst.Call) and compat.get(dotted(place.func)) == "urls.url_for":
        return Answer("redirect", place)
    return Answer("redirect", place) if text_of(place) is not None else None
