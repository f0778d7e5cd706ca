"""Rewrites one layered route into plain FastAPI, or finds that it needs the compat layer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import libcst as cst

from archwright.port.code import code_of, dotted, text_of
from archwright.port.idiom.answers import Answer, read_answer
from archwright.port.idiom.reads import Parameter, body_parameter, query_parameter
from archwright.port.names import free_names, local_names
from archwright.port.rewrite import Import
from archwright.port.split.ends import always_returns

COMPAT = "app.core.compat."
OURS = "starlette_request_"
"""Stands for FastAPI's request until Flask's has gone from the code."""
FASTAPI = {name: Import("fastapi", name) for name in ("HTTPException", "Query", "Request")}
RESPONSES = {name: Import("fastapi.responses", name) for name in ("HTMLResponse", "JSONResponse", "RedirectResponse")}


@dataclass(frozen=True)
class Surroundings:
    """What the rewriting may rely on: templates whose text never mentions `request`, and endpoints that moved.

    `names_response`: the original uses Flask's `Response`, so that name is taken.
    """

    plain_templates: frozenset[str]
    endpoints: frozenset[str]
    names_response: bool = False


class NotIdiomatic(Exception):
    """The route uses something that has no plain form. The message says what."""


@dataclass
class Idiom:
    """The state of one rewriting."""

    compat: dict[str, str]
    surroundings: Surroundings
    taken: frozenset[str]
    needs: set[Import] = field(default_factory=set)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    needs_request: bool = False


def idiomatic(text: str, imports: Iterable[Import], surroundings: Surroundings) -> tuple[str, frozenset[Import]]:
    """The route's new text and imports. Raises NotIdiomatic."""
    imports = frozenset(imports)
    compat = {i.bound: f"{i.module.removeprefix(COMPAT)}.{i.name}" for i in imports if i.module.startswith(COMPAT)}
    compat |= {i.bound: "redirect" for i in imports if i.module == "werkzeug.utils" and i.name == "redirect"}
    compat |= {i.bound: "abort" for i in imports if i.module == "werkzeug.exceptions" and i.name == "abort"}
    node = cst.parse_module(text).body[0]
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        raise NotIdiomatic("a view that is not a plain function")
    state = Idiom(compat, surroundings, local_names(code_of(node.with_changes(decorators=[]))))
    answers = _answers(node, state)
    if not always_returns(code_of(node.with_changes(decorators=[]))):
        raise NotIdiomatic("a view that may end without an answer")
    made = node.visit(_Rewrite(state, answers))
    assert isinstance(made, cst.FunctionDef)
    made = _signature(made, state, answers)
    return _checked(code_of(made), imports, state)


def _answers(node: cst.FunctionDef, state: Idiom) -> dict[cst.Return, Answer]:
    found: dict[cst.Return, Answer] = {}

    class Returns(cst.CSTVisitor):
        def visit_FunctionDef(self, inner: cst.FunctionDef) -> bool:  # noqa: N802
            return inner is node

        def visit_Lambda(self, inner: cst.Lambda) -> bool:  # noqa: ARG002, N802
            return False

        def visit_Return(self, inner: cst.Return) -> None:  # noqa: N802
            answer = read_answer(inner.value, state.compat)
            if answer is None:
                raise NotIdiomatic("an answer whose form only running tells")
            found[inner] = answer

    node.visit(Returns())
    return found


class _Rewrite(cst.CSTTransformer):
    """Replaces answers, reads, aborts and the decorator."""

    def __init__(self, state: Idiom, answers: dict[cst.Return, Answer]) -> None:
        super().__init__()
        self._state = state
        self._answers = answers
        self._plain = {a.status for a in answers.values()} if {a.kind for a in answers.values()} == {"json"} else set()

    def leave_Decorator(self, original_node: cst.Decorator, updated_node: cst.Decorator) -> object:  # noqa: N802
        inner = original_node.decorator
        name = dotted(inner.func if isinstance(inner, cst.Call) else inner)
        if self._state.compat.get(name) == "wire.wire":
            return cst.RemoveFromParent()
        if not name.startswith("router."):
            raise NotIdiomatic(f"the decorator {name}")
        return updated_node

    def leave_Return(self, original_node: cst.Return, updated_node: cst.Return) -> cst.Return:  # noqa: N802
        answer = self._answers.get(original_node)
        if answer is None or updated_node.value is None:
            return updated_node
        again = read_answer(updated_node.value, self._state.compat) or answer
        return updated_node.with_changes(value=self._made(again))

    def _made(self, answer: Answer) -> cst.BaseExpression:
        code = code_of(answer.value)
        if answer.kind == "json":
            if len(self._plain) == 1:
                return answer.value
            return self._response("JSONResponse", code, answer.status)
        if answer.kind == "text":
            return self._response("HTMLResponse", code, answer.status)
        if answer.kind == "redirect":
            return self._response("RedirectResponse", self._place(answer.value), "302")
        return self._page(answer)

    def _response(self, name: str, body: str, status: str) -> cst.BaseExpression:
        self._state.needs.add(RESPONSES[name])
        options = f", status_code={status}" if status != "200" else ""
        return cst.parse_expression(f"{name}({body}{options})")

    def _place(self, value: cst.BaseExpression) -> str:
        if not isinstance(value, cst.Call):
            return code_of(value)
        first = value.args[0].value if value.args else None
        endpoint = text_of(first)
        if (
            endpoint is None
            or endpoint not in self._state.surroundings.endpoints
            or any(a.keyword and a.keyword.value.startswith("_") for a in value.args)
        ):
            raise NotIdiomatic("a URL that only the running application can build")
        self._state.needs_request = True
        named = "".join(f", {a.keyword.value}={code_of(a.value)}" for a in value.args[1:] if a.keyword)
        return f'{OURS}.app.url_path_for("{endpoint}"{named})'

    def _page(self, answer: Answer) -> cst.BaseExpression:
        name = text_of(answer.value) or ""
        if name.lstrip("/") not in self._state.surroundings.plain_templates:
            raise NotIdiomatic(f"the template {name}, which reads the request or the session")
        self._state.needs_request = True
        self._state.needs.add(Import("app.core.templates", "templates"))
        context = ", ".join(f'"{key}": {value}' for key, value in answer.context)
        status = f", status_code={answer.status}" if answer.status != "200" else ""
        inside = f", {{{context}}}" if context else ""
        return cst.parse_expression(f"templates.TemplateResponse({OURS}, {code_of(answer.value)}{inside}{status})")

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:  # noqa: N802
        return self._read(original_node, updated_node)

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> cst.BaseExpression:  # noqa: N802
        return self._read(original_node, updated_node)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:  # noqa: N802
        return self._read(original_node, updated_node)

    def _read(self, original: cst.BaseExpression, updated: cst.BaseExpression) -> cst.BaseExpression:
        request = next((name for name, meaning in self._state.compat.items() if meaning == "request.request"), "")
        found = request and (query_parameter(original, request) or body_parameter(original, request))
        if not found:
            return updated
        known = self._state.parameters.get(found.name)
        if known not in (None, found):
            raise NotIdiomatic(f"{found.name} read in two ways")
        self._state.parameters[found.name] = found
        return cst.Name(found.name)


def _signature(node: cst.FunctionDef, state: Idiom, answers: dict[cst.Return, Answer]) -> cst.FunctionDef:
    params = [code_of(param.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for param in node.params.params]
    added = list(state.parameters.values())
    if clash := [p.name for p in added if p.name in state.taken and not _is_own_read(p.name, node)]:
        raise NotIdiomatic(f"a parameter that would hide {clash[0]}")
    if state.needs_request:
        params.insert(0, f"{OURS}: Request")
        state.needs.add(FASTAPI["Request"])
    params += [p.text for p in added if not p.default]
    params += [p.text for p in added if p.default]
    ordered = [p for p in params if "=" not in p] + [p for p in params if "=" in p]
    if any("Query()" in p for p in ordered):
        state.needs |= {FASTAPI["Query"], Import("typing", "Annotated")}
    if "payload" in state.parameters:
        state.needs.add(Import("app.api.bodies", "JsonBody"))
    if any("Any" in p for p in ordered):
        state.needs.add(Import("typing", "Any"))
    shell = cst.parse_module(f"def shell({', '.join(ordered)}) -> {_returned(answers, state)}: ...\n").body[0]
    assert isinstance(shell, cst.FunctionDef)
    return node.with_changes(params=shell.params, returns=shell.returns, decorators=_statused(node, answers))


def _is_own_read(name: str, node: cst.FunctionDef) -> bool:
    """`q = request.args.get("q")` has become `q = q`, which may stay or fall away."""
    return re.search(rf"^\s*{re.escape(name)} ?= ?{re.escape(name)}$", code_of(node.body), re.MULTILINE) is not None


def _returned(answers: dict[cst.Return, Answer], state: Idiom) -> str:
    kinds = {answer.kind for answer in answers.values()}
    statuses = {answer.status for answer in answers.values()}
    if kinds == {"json"} and len(statuses) == 1:
        values = [answer.value for answer in answers.values()]
        state.needs.add(Import("typing", "Any"))
        if all(isinstance(value, cst.Dict | cst.DictComp) for value in values):
            return "dict[str, Any]"
        return "list[Any]" if all(isinstance(value, cst.List | cst.ListComp) for value in values) else "Any"
    for name, made in (
        ("HTMLResponse", {"page", "text"}),
        ("JSONResponse", {"json"}),
        ("RedirectResponse", {"redirect"}),
    ):
        if kinds <= made:
            state.needs.add(RESPONSES[name])
            return name
    alias = "StarletteResponse" if state.surroundings.names_response else "Response"
    state.needs.add(Import("fastapi", "Response", alias))
    return alias


def _statused(node: cst.FunctionDef, answers: dict[cst.Return, Answer]) -> list[cst.Decorator]:
    """The router's decorators, saying the status and the class of the answer, for the documentation too."""
    kinds = {answer.kind for answer in answers.values()}
    statuses = {answer.status for answer in answers.values()}
    extra = ""
    if kinds == {"json"} and len(statuses) == 1 and statuses != {"200"}:
        extra = f", status_code={next(iter(statuses))}"
    elif kinds <= {"page", "text"}:
        extra = ", response_class=HTMLResponse"
    return [_extended(decorator, extra) for decorator in node.decorators]


def _extended(decorator: cst.Decorator, extra: str) -> cst.Decorator:
    if not extra:
        return decorator
    code = code_of(decorator.decorator).rstrip()
    return decorator.with_changes(decorator=cst.parse_expression(code[:-1] + extra + ")"))


def _checked(code: str, imports: frozenset[Import], state: Idiom) -> tuple[str, frozenset[Import]]:
    code = re.sub(r"^\s*(\w+) ?= ?\1\n", "", code, flags=re.MULTILINE)
    if "response_class=HTMLResponse" in code:
        state.needs.add(RESPONSES["HTMLResponse"])
    free = free_names(code)
    for name, meaning in sorted(state.compat.items()):
        if name in free:
            raise NotIdiomatic(f"{meaning.rpartition('.')[2]}")
    code = code.replace(OURS, "request")
    free = free_names(code)
    kept = {need for need in imports if need.bound in free and not need.module.startswith(COMPAT)}
    kept = {need for need in kept if need.bound not in {n.bound for n in state.needs}}
    return code, frozenset(kept | {need for need in state.needs if need.bound in free})
