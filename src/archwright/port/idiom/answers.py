"""What a view returns, one `return` at a time: JSON, a page, text, a redirect, or something only running tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import libcst as cst

from archwright.port.code import code_of, dotted, keyword, text_of
from archwright.port.idiom.texts import is_text

Kind = Literal["json", "page", "text", "redirect", "pair", "raw"]


@dataclass(frozen=True)
class Answer:
    """One understood return. `value` is the body; for a page the template's name comes first, then its context.

    `pair`: a call that returns body and status. `raw`: a body with a media type of its own.
    """

    kind: Kind
    value: cst.BaseExpression
    status: str = "200"
    context: tuple[tuple[str, str], ...] = ()
    headers: str = ""
    media: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of names: compat names, imported functions ("module.name"), local answers, what helpers return."""

    compat: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    locals: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def is_text(self, node: cst.BaseExpression) -> bool:
        """Whether an expression is certainly a str."""
        return is_text(node, self.locals, self._is_text_call)

    def _is_text_call(self, name: str) -> bool:
        page = self.compat.get(name, "").startswith("templating.render_template")
        return page or self.origins.get(name) == "json.dumps" or self.returned(name) == "text"

    def returned(self, name: str) -> str:
        """What a function of the app's own returns, "" when unknown."""
        head, _, rest = name.partition(".")
        if rest and self.origins.get(head) == "json" and rest == "dumps":
            return "text"
        return self.answers.get(self.origins.get(name, ""), "")


def read_answer(value: cst.BaseExpression | None, known: Known) -> Answer | None:
    """The answer that a returned expression makes; None when it is not understood."""
    if value is None:
        return None
    if isinstance(value, cst.Tuple):
        return _with_status([element.value for element in value.elements], known)
    if isinstance(value, cst.Dict | cst.List | cst.ListComp | cst.DictComp):
        return Answer("json", value)
    if isinstance(value, cst.Name) and known.locals.get(value.value) == "json":
        return Answer("json", value)
    called = _called(value, known) if isinstance(value, cst.Call) else None
    if called is not None:
        return called
    return Answer("text", value) if known.is_text(value) else None


def _with_status(values: list[cst.BaseExpression], known: Known) -> Answer | None:
    """A body with status, headers or both; a redirect with another code."""
    inner = read_answer(values[0], known) if 1 < len(values) < 4 else None
    if inner is not None and inner.kind == "redirect" and len(values) == 2:
        code = code_of(values[1])
        return replace(inner, status=code) if code in _REDIRECTS else None
    if inner is None or inner.kind in ("redirect", "pair", "raw"):
        return None
    for value in values[1:]:
        if isinstance(value, cst.Integer):
            inner = replace(inner, status=value.value)
        elif isinstance(value, cst.Dict):
            inner = replace(inner, headers=code_of(value))
        else:
            return None
    return inner


def _called(call: cst.Call, known: Known) -> Answer | None:
    name = known.compat.get(dotted(call.func), dotted(call.func))
    if any(arg.star for arg in call.args):
        return None
    made = _MADE.get(name) or (_redirect if name.endswith(".redirect") else None)
    if made is not None:
        return made(call, known)
    if name in ("dict", "list", "sorted") and known.origins.get(name, name) == name:
        return Answer("json", call)
    returned = known.returned(dotted(call.func))
    if returned.endswith(", status"):
        return Answer("pair", call, media=returned.partition(",")[0])
    return Answer("json", call) if returned == "json" else None


def _jsonified(call: cst.Call, _: Known) -> Answer | None:
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


def _page(call: cst.Call, _: Known) -> Answer | None:
    if not call.args or call.args[0].keyword or text_of(call.args[0].value) is None:
        return None
    context = tuple((arg.keyword.value, code_of(arg.value)) for arg in call.args[1:] if arg.keyword)
    return Answer("page", call.args[0].value, context=context) if len(context) == len(call.args) - 1 else None


def _redirect(call: cst.Call, _: Known) -> Answer | None:
    code = keyword(call, "code") or (call.args[1].value if len(call.args) == 2 and not call.args[1].keyword else None)
    place = keyword(call, "location") or (call.args[0].value if call.args and not call.args[0].keyword else None)
    if place is None or len(call.args) - (code is not None) != 1 or not isinstance(code, cst.Integer | None):
        return None
    return Answer("redirect", place, status=code.value if code else "302")


def _made(call: cst.Call, known: Known) -> Answer | None:
    if not call.args or any(arg.keyword for arg in call.args):
        return None
    values = [arg.value for arg in call.args]
    return read_answer(values[0], known) if len(values) == 1 else _with_status(values, known)


_REDIRECTS = frozenset({"301", "302", "303", "305", "307", "308"})
_EMPTY = cst.SimpleString('""')
_BODIES = frozenset({"getvalue", "read", "read_bytes", "read_text", "encode", "dumps", "tobytes"})
_OPTIONS = ("response", "status", "headers", "mimetype")
_PLAIN_MEDIA = (
    "text/",
    "image/",
    "audio/",
    "video/",
    *(f"application/{kind}" for kind in ("json", "pdf", "octet-stream")),
)


def _response(call: cst.Call, known: Known) -> Answer | None:
    """`Response(body, status=..., headers={...}, mimetype="...")`; without a body an empty one."""
    given = dict(zip(_OPTIONS, (a.value for a in call.args if not a.keyword), strict=False))
    given |= {a.keyword.value: a.value for a in call.args if a.keyword}
    body, status, headers, media = (given.get(name) for name in _OPTIONS)
    body = _EMPTY if body is None else body
    kind = text_of(media) if media is not None else "text/html"
    if set(given) - set(_OPTIONS) or kind is None or not kind.startswith(_PLAIN_MEDIA):
        return None
    is_body = isinstance(body, cst.Call) and isinstance(body.func, cst.Attribute) and body.func.attr.value in _BODIES
    if not (is_body or known.is_text(body)) or not isinstance(status, cst.Integer | None):
        return None
    if headers is not None and not isinstance(headers, cst.Dict):
        return None
    code, more = status.value if status else "200", code_of(headers) if headers else ""
    return Answer("text" if kind == "text/html" else "raw", body, status=code, headers=more, media=kind)


_MADE = {
    "json.jsonify": _jsonified,
    "templating.render_template": _page,
    "redirect": _redirect,
    "answer.make_response": _made,
    "response.Response": _response,
}
