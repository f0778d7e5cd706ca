"""The app's own functions that run the SQL they are given, and how they take the values."""

import re
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of
from archwright.port.rewrite import Scope
from archwright.port.source import Own

PARAMETERS = "parameters"
_RUN = r"\.execute\(\s*{name}\s*(?:,\s*(\w+)\s*)?\)"


@dataclass(frozen=True)
class Carrier:
    """`at` is the position of the SQL, `values` the name of the parameter for the values, "" when there is none yet."""

    name: str
    at: int
    values: str = ""


def carrier_of(node: cst.FunctionDef) -> Carrier | None:
    """The function as one that runs SQL of its callers."""
    code, params = code_of(node.body), [param.name.value for param in node.params.params]
    for at, param in enumerate(params):
        found = re.search(_RUN.format(name=re.escape(param)), code)
        if found and (found[1] is None or found[1] in params):
            return Carrier(node.name.value, at, found[1] or "")
    return None


def called_carrier(node: cst.Call, scope: Scope) -> Carrier | None:
    """The carrier that a call goes to."""
    meaning = scope.meaning(node.func)
    if not meaning.startswith("own:"):
        return None
    _, module, name = meaning.split(":")
    own = scope.source.origin(module, name) if module in scope.source.modules else None
    binder = scope.source.modules[own.module].binder(own.name) if isinstance(own, Own) and own.name else None
    return carrier_of(binder.node) if binder and isinstance(binder.node, cst.FunctionDef) else None


def with_parameters(node: cst.FunctionDef, scope: Scope) -> cst.FunctionDef | None:
    """The carrier with a parameter for the values, when a caller gives it SQL that is not a literal."""
    carrier = carrier_of(node)
    if carrier is None or carrier.values or PARAMETERS in code_of(node) or node.params.star_kwarg:
        return None
    call = re.compile(
        rf"\b{re.escape(carrier.name)}\(\s*(?![\"'][^\"'{{%]*[\"']\s*[,)])(?!{node.params.params[0].name.value}\b\s*[,)=:])"
    )
    callers = [s for s in scope.source if s.node is not node and carrier.name in s.uses]
    if not any(call.search(statement.code) for statement in callers):
        return None
    text = node.params.params[carrier.at].name.value
    param = cst.Param(
        cst.Name(PARAMETERS),
        default=cst.Tuple([]),
        equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
    )
    params = node.params.with_changes(params=[*node.params.params, param])
    body = node.body.visit(_Passing(text))
    return node.with_changes(params=params, body=body)


class _Passing(cst.CSTTransformer):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:  # noqa: ARG002, N802
        runs = isinstance(updated_node.func, cst.Attribute) and updated_node.func.attr.value == "execute"
        if runs and len(updated_node.args) == 1 and code_of(updated_node.args[0].value) == self._text:
            return updated_node.with_changes(args=[*updated_node.args, cst.Arg(cst.Name(PARAMETERS))])
        return updated_node
