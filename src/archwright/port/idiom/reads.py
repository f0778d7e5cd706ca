"""What a view reads from the request, as typed parameters."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of, dotted, keyword, text_of


@dataclass(frozen=True)
class Parameter:
    """A parameter of the route that stands for a read: its name, annotation and default ("" for none)."""

    name: str
    annotation: str
    default: str = ""

    @property
    def text(self) -> str:
        """As it stands in the signature."""
        return f"{self.name}: {self.annotation}" + (f" = {self.default}" if self.default else "")


@dataclass(frozen=True)
class Got:
    """`owner.get(key, default)` with literal key and default."""

    key: str
    default: str
    kind: str = ""

    @property
    def annotation(self) -> str:
        """The type of what the read gives."""
        kind = self.kind or "str"
        return kind if self.default != "None" else f"{kind} | None"


def _got(node: cst.BaseExpression, owner: str) -> Got | None:
    if not isinstance(node, cst.Call) or dotted(node.func) != f"{owner}.get" or not 1 <= len(node.args) <= 3:
        return None
    key = text_of(node.args[0].value)
    named = {arg.keyword.value for arg in node.args if arg.keyword}
    second = node.args[1].value if len(node.args) > 1 and not node.args[1].keyword else None
    kind = keyword(node, "type")
    given = keyword(node, "default") or second
    default = code_of(given) if given is not None else "None"
    if not key or named - {"default", "type"} or (len(node.args) == 3 and not node.args[2].keyword):
        return None
    is_literal = given is None or default == "None" or text_of(given) is not None or kind is not None
    return Got(key, default, code_of(kind) if kind is not None else "") if is_literal else None


def query_parameter(node: cst.BaseExpression, request: str) -> Parameter | None:
    """`request.args.get("q", "x")` or `request.args["q"]` as a query parameter; None for any other use."""
    if isinstance(node, cst.Subscript) and dotted(node.value) == f"{request}.args":
        index = node.slice[0].slice
        key = text_of(index.value) if isinstance(index, cst.Index) else None
        return _named(key, "Annotated[str, Query()]", "") if key else None
    got = _got(node, f"{request}.args")
    if got is None:
        return None
    if not got.kind or got.kind == "str":
        return _named(got.key, f"Annotated[{got.annotation}, Query()]", got.default)
    if got.kind not in ("int", "float") or not re.fullmatch(r"None|-?\d+(\.\d+)?", got.default):
        return None
    return _named(got.key, f"Annotated[{got.annotation}, lenient({got.kind}, {got.default}), Query()]", got.default)


def header_parameter(node: cst.BaseExpression, request: str) -> Parameter | None:
    """`request.headers.get("X-Token")` as a header parameter."""
    got = _got(node, f"{request}.headers")
    if got is None or got.kind or not re.fullmatch(r"[A-Za-z][A-Za-z-]*", got.key):
        return None
    return _named(got.key.lower().replace("-", "_"), f"Annotated[{got.annotation}, Header()]", got.default)


def cookie_parameter(node: cst.BaseExpression, request: str) -> Parameter | None:
    """`request.cookies.get("seen")` as a cookie parameter."""
    got = _got(node, f"{request}.cookies")
    if got is None or got.kind:
        return None
    return _named(got.key, f"Annotated[{got.annotation}, Cookie()]", got.default)


def _named(key: str, annotation: str, default: str) -> Parameter | None:
    if not re.fullmatch(r"[A-Za-z]\w*", key):
        return None
    return Parameter(key, annotation, default)


def body_parameter(node: cst.BaseExpression, request: str) -> Parameter | None:
    """`request.get_json()` or `request.json` as the JSON body."""
    if isinstance(node, cst.Call) and not node.args and dotted(node.func) == f"{request}.get_json":
        return Parameter("payload", "JsonBody")
    return Parameter("payload", "JsonBody") if dotted(node) == f"{request}.json" else None


READS: tuple[Callable[[cst.BaseExpression, str], Parameter | None], ...] = (
    query_parameter,
    header_parameter,
    cookie_parameter,
    body_parameter,
)
