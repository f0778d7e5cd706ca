"""Reads a decorator of views that lets a request pass or answers it, and writes it as a dependency."""

import re

import libcst as cst

from archwright.port.code import code_of, dotted, only
from archwright.port.idiom.state import Beside, Guard
from archwright.port.move import MovedCode
from archwright.port.names import free_names
from archwright.port.rewrite import Import
from archwright.port.split.ends import always_returns

ABORT = Import("werkzeug.exceptions", "abort")
MAKE_RESPONSE = Import("app.core.compat.answer", "make_response")
_BROAD = frozenset({"", "Exception", "BaseException", "HTTPException"})


class NotAGuard(Exception):  # noqa: N818 - a finding, not a failure
    """The decorator does more than let a request pass or answer it."""


def read_guard(code: MovedCode, module: str) -> Guard | None:
    """The decorator as a dependency in the same module; None when it is none or does something else too."""
    node = _function(code.text)
    if node is None:
        return None
    try:
        return _guard(node, code.imports, module)
    except NotAGuard:
        return None


def dependency_name(decorator: str) -> str:
    """`token_required` -> "require_token"."""
    words = re.sub(r"^(requires?|needs?|must_be|check)_|_(required|only|needed|require)$", "", decorator)
    return f"require_{words}"


def _function(text: str) -> cst.FunctionDef | None:
    body = cst.parse_module(text).body
    return body[0] if len(body) == 1 and isinstance(body[0], cst.FunctionDef) else None


def _guard(node: cst.FunctionDef, imports: frozenset[Import], module: str) -> Guard:
    before, inner = _parts(node)
    view = _one_parameter(node)
    factory = _is_decorator(inner)
    if factory:
        before_inner, innermost = _parts(inner)
        view, before, inner = _one_parameter(inner), [*before, *before_inner], innermost
    passing = _Passing(view, _catch_all(inner))
    made = inner.visit(passing)
    assert isinstance(made, cst.FunctionDef)
    _refuse_more(node, inner, made, before, passing)
    name = dependency_name(node.name.value)
    function = _dependency(made, before, name if not factory else "require", passing.gives)
    text = code_of(function) if not factory else code_of(_factory(node, function, name, passing.gives))
    free = free_names(text)
    needs = frozenset(i for i in {*imports, ABORT, MAKE_RESPONSE, *_typing(text)} if i.bound in free)
    return Guard(name, Beside(module, MovedCode(text, needs)), passing.by_place, passing.by_name, factory)


def _typing(text: str) -> set[Import]:
    callable_ = {Import("collections.abc", "Callable")} if "Callable[" in text else set()
    return callable_ | ({Import("typing", "Any")} if "Any" in text else set())


def _parts(node: cst.FunctionDef) -> tuple[list[cst.FunctionDef], cst.FunctionDef]:
    """(functions beside it, the function that is returned) of a decorator's body."""
    if not isinstance(node.body, cst.IndentedBlock) or node.asynchronous or not _wraps(node):
        raise NotAGuard
    statements = [s for s in node.body.body if not _is_text(s)]
    functions = [s for s in statements if isinstance(s, cst.FunctionDef)]
    last = only(statements[-1]) if statements else None
    if len(functions) != len(statements) - 1 or not isinstance(last, cst.Return) or last.value is None:
        raise NotAGuard
    inner = next((f for f in functions if f.name.value == dotted(last.value or cst.Name("_"))), None)
    if inner is None:
        raise NotAGuard
    return [f for f in functions if f is not inner], inner


def _is_text(node: cst.BaseStatement) -> bool:
    small = only(node)
    return isinstance(small, cst.Expr) and isinstance(small.value, cst.SimpleString | cst.ConcatenatedString)


def _wraps(node: cst.FunctionDef) -> bool:
    calls = [d.decorator for d in node.decorators]
    return all(isinstance(c, cst.Call) and dotted(c.func) in ("wraps", "functools.wraps") for c in calls)


def _one_parameter(node: cst.FunctionDef) -> str:
    params = node.params
    if len(params.params) != 1 or params.kwonly_params or isinstance(params.star_arg, cst.Param) or params.star_kwarg:
        raise NotAGuard
    return params.params[0].name.value


def _is_decorator(inner: cst.FunctionDef) -> bool:
    params = inner.params
    return len(params.params) == 1 and not isinstance(params.star_arg, cst.Param) and params.star_kwarg is None


def _catch_all(inner: cst.FunctionDef) -> frozenset[str]:
    params = inner.params
    if params.params or params.kwonly_params or not _wraps(inner) or inner.asynchronous:
        raise NotAGuard
    found = [p.name.value for p in (params.star_arg, params.star_kwarg) if isinstance(p, cst.Param)]
    return frozenset(found)


class _Passing(cst.CSTTransformer):
    """Makes `return view(...)` the dependency's end and other returns answers that are raised."""

    def __init__(self, view: str, catch_all: frozenset[str]) -> None:
        super().__init__()
        self.view = view
        self.catch_all = catch_all
        self._depth = 0
        self._tries: list[bool] = []
        self.passed: set[str] = set()
        self.by_place = False
        self.by_name = ""

    @property
    def gives(self) -> bool:
        """Whether the view gets a value."""
        return self.by_place or bool(self.by_name)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: ARG002, N802
        self._depth += 1
        return self._depth == 1

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:  # noqa: ARG002, N802
        self._depth -= 1
        return updated_node

    def visit_Lambda(self, node: cst.Lambda) -> bool:  # noqa: ARG002, N802
        return False

    def visit_With(self, node: cst.With) -> None:  # noqa: ARG002, N802
        self._tries.append(True)

    def leave_With(self, original_node: cst.With, updated_node: cst.With) -> cst.With:  # noqa: ARG002, N802
        self._tries.pop()
        return updated_node

    def visit_Try_body(self, node: cst.Try) -> None:  # noqa: N802
        self._tries.append(any(_caught(handler) & _BROAD for handler in node.handlers) or node.finalbody is not None)

    def leave_Try_body(self, node: cst.Try) -> None:  # noqa: ARG002, N802
        self._tries.pop()

    def leave_Return(  # noqa: N802
        self, original_node: cst.Return, updated_node: cst.Return
    ) -> cst.BaseSmallStatement:
        value = original_node.value
        if value is None:
            raise NotAGuard
        if isinstance(value, cst.Call) and dotted(value.func) == self.view:
            if self._tries:
                raise NotAGuard
            return updated_node.with_changes(value=self._given(value))
        if any(self._tries):
            raise NotAGuard
        return cst.Expr(cst.parse_expression(_refusal(value)))

    def _given(self, call: cst.Call) -> cst.BaseExpression | None:
        own = [arg for arg in call.args if not arg.star]
        passed = {code_of(arg.value) for arg in call.args if arg.star}
        if not passed <= self.catch_all or len(own) > 1:
            raise NotAGuard
        by_place = bool(own) and own[0].keyword is None
        by_name = own[0].keyword.value if own and own[0].keyword else ""
        shape = f"{by_place}{by_name}"
        self.passed.add(shape)
        self.by_place, self.by_name = by_place, by_name
        return own[0].value if own else None


def _caught(handler: cst.ExceptHandler) -> frozenset[str]:
    if handler.type is None:
        return frozenset({""})
    kinds = [e.value for e in handler.type.elements] if isinstance(handler.type, cst.Tuple) else [handler.type]
    return frozenset(dotted(kind).rpartition(".")[2] for kind in kinds)


def _refusal(value: cst.BaseExpression) -> str:
    if isinstance(value, cst.Call) and dotted(value.func) in ("redirect", "make_response"):
        return f"abort({code_of(value)})"
    inside = ", ".join(code_of(e.value) for e in value.elements) if isinstance(value, cst.Tuple) else code_of(value)
    return f"abort(make_response({inside}))"


def _refuse_more(
    node: cst.FunctionDef,
    inner: cst.FunctionDef,
    made: cst.FunctionDef,
    before: list[cst.FunctionDef],
    passing: "_Passing",
) -> None:
    """Refuses what runs after the view, looks at its arguments, or may end without an answer."""
    body = code_of(inner.with_changes(decorators=[], params=cst.Parameters()))
    gone = {passing.view, *passing.catch_all}
    kept = code_of(made.with_changes(decorators=[], params=cst.Parameters()))
    if len(passing.passed) != 1 or not always_returns(body) or "yield" in body or node.returns:
        raise NotAGuard
    if gone & free_names(kept) or any(passing.view in free_names(code_of(f)) for f in before):
        raise NotAGuard


def _dependency(made: cst.FunctionDef, before: list[cst.FunctionDef], name: str, gives: bool) -> cst.FunctionDef:
    assert isinstance(made.body, cst.IndentedBlock)
    body = [*before, *made.body.body]
    last = only(body[-1])
    if isinstance(last, cst.Return) and last.value is None:
        body = body[:-1] or [cst.SimpleStatementLine([cst.Pass()])]
    returns = cst.Annotation(cst.Name("Any" if gives else "None"))
    return made.with_changes(
        name=cst.Name(name), params=cst.Parameters(), decorators=[], returns=returns, leading_lines=[],
        body=made.body.with_changes(body=body),
    )  # fmt: skip


def _factory(node: cst.FunctionDef, function: cst.FunctionDef, name: str, gives: bool) -> cst.FunctionDef:
    assert isinstance(node.body, cst.IndentedBlock)
    back = cst.SimpleStatementLine([cst.Return(cst.Name("require"))])
    returns = cst.parse_expression(f"Callable[[], {'Any' if gives else 'None'}]")
    return node.with_changes(
        name=cst.Name(name), decorators=[], leading_lines=[], returns=cst.Annotation(returns),
        body=node.body.with_changes(body=[function, back]),
    )  # fmt: skip
