"""Calls that run SQL: where their text stands, and how their driver marks values."""

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of, root_name
from archwright.port.rewrite import Scope
from archwright.port.source import External, Own
from archwright.port.sql.bind import Bound, Style
from archwright.port.sql.carriers import PARAMETERS, called_carrier
from archwright.port.sql.scan import UnbindableError

RUNS = frozenset({"execute", "executemany", "executescript", "exec_driver_sql", "read_sql", "read_sql_query"})
_TEXTS = frozenset({"sql", "query", "operation", "statement"})
_STYLES: dict[str, Style] = {
    "sqlite3": "?", "pyodbc": "?", "cs50": "?", "libsql": "?", "duckdb": "?",
    "psycopg2": "%s", "psycopg": "%s", "pymysql": "%s", "MySQLdb": "%s", "mysql": "%s", "flask_mysqldb": "%s",
    "flaskext": "%s", "mariadb": "?", "sqlalchemy": ":name", "flask_sqlalchemy": ":name",
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One call. `text` is the argument with the SQL, taken out of `text(...)`; `at` its position."""

    call: cst.Call
    at: int
    text: cst.BaseExpression
    wrapped: bool
    style: Style
    spread: bool = False
    word: str = ""

    @property
    def given(self) -> list[str] | None:
        """Values that are bound already; None for none. Raises UnbindableError when they are not written out."""
        others = [arg for index, arg in enumerate(self.call.args) if index != self.at]
        if self.word:
            others = [arg for arg in others if arg.keyword is None or arg.keyword.value == self.word]
        if not others:
            return None
        first = others[0]
        is_plain = self.style != ":name" and not self.spread
        if len(others) > 1 or first.star or not isinstance(first.value, cst.Tuple | cst.List) or not is_plain:
            raise UnbindableError("values that are bound already")
        return [code_of(element.value) for element in first.value.elements]

    def with_text(self, text: str) -> cst.Call:
        """The call with another text."""
        made = cst.parse_expression(text)
        old = self.call.args[self.at]
        if self.wrapped and isinstance(old.value, cst.Call):
            made = old.value.with_changes(args=[old.value.args[0].with_changes(value=made), *old.value.args[1:]])
        args = [arg.with_changes(value=made) if index == self.at else arg for index, arg in enumerate(self.call.args)]
        return self.call.with_changes(args=args)

    def with_bound(self, bound: Bound) -> cst.Call:
        """The call with placeholders and their values."""
        call = self.with_text(bound.text)
        return call if not bound.values else self.passing(call, bound.parameters(self.style), bound.values)

    def passing(self, call: cst.Call, parameters: str, values: tuple[str, ...] = ()) -> cst.Call:
        """`call` with its values after the text."""
        text = call.args[self.at]
        if self.spread:
            more = [cst.Arg(cst.parse_expression(value)) for value in values]
            return call.with_changes(
                args=_apart([text, *(more or [cst.Arg(cst.parse_expression(parameters), star="*")])])
            )
        is_frame = _method(call).startswith("read_sql")
        word = "params" if is_frame else self.word or (PARAMETERS if text.keyword else "")
        value = cst.parse_expression(parameters)
        last = cst.Arg(value, keyword=cst.Name(word), equal=_TIGHT) if word else cst.Arg(value)
        others = [arg for index, arg in enumerate(call.args) if index != self.at] if is_frame or self.word else []
        kept = [arg for arg in others if not (arg.keyword and arg.keyword.value == word)]
        return call.with_changes(args=_apart([text, *kept, last]))


def _apart(args: list[cst.Arg]) -> list[cst.Arg]:
    return [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in args]


_TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def run_of(node: cst.Call, scope: Scope) -> Run | None:
    """The call as one that runs SQL; None for any other."""
    if _method(node) not in RUNS:
        carrier = called_carrier(node, scope)
        if carrier is None or len(node.args) <= carrier.at or node.args[carrier.at].keyword:
            return None
        word = carrier.values or PARAMETERS
        return Run(node, carrier.at, node.args[carrier.at].value, False, _style(node, scope), word=word)
    for index, arg in enumerate(node.args):
        if arg.keyword is None or arg.keyword.value in _TEXTS:
            inner = _inside_text(arg.value)
            style = ":name" if inner is not None else _style(node, scope)
            return Run(node, index, inner or arg.value, inner is not None, style, _is_cs50(node, scope))
    return None


def _method(node: cst.Call) -> str:
    return node.func.attr.value if isinstance(node.func, cst.Attribute) else ""


def _inside_text(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """What stands in `text(...)`."""
    if isinstance(node, cst.Call) and code_of(node.func).rpartition(".")[2] == "text" and len(node.args) == 1:
        return node.args[0].value
    return None


def _is_cs50(node: cst.Call, scope: Scope) -> bool:
    receiver = node.func.value if isinstance(node.func, cst.Attribute) else node.func
    name = root_name(receiver)
    origin = scope.source.origin(scope.module, name) if name and not scope.is_local(name) else None
    binder = (
        scope.source.modules[origin.module].binder(origin.name) if isinstance(origin, Own) and origin.name else None
    )
    return binder is not None and any(
        isinstance(made, External) and made.module == "cs50"
        for made in (scope.source.origin(binder.module, used) for used in binder.uses)
    )


def _style(node: cst.Call, scope: Scope) -> Style:
    receiver = code_of(node.func)
    if "session" in receiver:
        return ":name"
    here = [style for style in _styles(scope, scope.module) if style != ":name"]
    everywhere = [style for module in scope.source.modules for style in _styles(scope, module) if style != ":name"]
    return (here or everywhere or ["?"])[0]


def _styles(scope: Scope, module: str) -> Iterator[Style]:
    for origin in scope.source.modules[module].imports.values():
        top = origin.module.partition(".")[0] if isinstance(origin, External) else ""
        if top in _STYLES:
            yield _STYLES[top]
