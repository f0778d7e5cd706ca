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


def query_parameter(node: cst.BaseExpression, request: str) -> Parameter | None:
    """`request.args.get("q", "x")` or `request.args["q"]` as a query parameter; None for any other use."""
    if isinstance(node, cst.Subscript) and dotted(node.value) == f"{request}.args":
        index = node.slice[0].slice
        key = text_of(index.value) if isinstance(index, cst.Index) else None
        return _named(key, "str", "") if key else None
    if not isinstance(node, cst.Call) or dotted(node.func) != f"{request}.args.get":
        return None
    if keyword(node, "type") is not None or not node.args or len(node.args) > 2:
        return None
    key = text_of(node.args[0].value)
    given = keyword(node, "default") or (node.args[1].value if len(node.args) == 2 else None)
    default = code_of(given) if given is not None else "None"
    if key is None or (given is not None and text_of(given) is None and default != "None"):
        return None
    return _named(key, "str" if default != "None" else "str | None", default)


def _named(key: str, kind: str, default: str) -> Parameter | None:
    if not re.fullmatch(r"[A-Za-z]\w*", key):
        return None
    return Parameter(key, f"Annotated[{kind}, Query()]", default)


def body_parameter(node: cst.BaseExpression, request: str) -> Parameter | None:
    """`request.get_json()` or `request.json` as the JSON body."""
    if isinstance(node, cst.Call) and not node.args and dotted(node.func) == f"{request}.get_json":
        return Parameter("payload", "JsonBody")
    return Parameter("payload", "JsonBody") if dotted(node) == f"{request}.json" else None


READS: tuple[Callable[[cst.BaseExpression, str], Parameter | None], ...] = (query_parameter, body_parameter)
