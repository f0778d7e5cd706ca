"""The signature and the decorators of an idiomatic route."""

import ast
import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from textwrap import dedent

import libcst as cst

from archwright.port.code import code_of
from archwright.port.idiom.answers import Answer
from archwright.port.idiom.modelled import declaration, is_modelled, returned
from archwright.port.idiom.routers import with_arguments, with_body
from archwright.port.idiom.state import Idiom, NotIdiomatic
from archwright.port.idiom.written import FORM, reader
from archwright.port.rewrite import Import
from archwright.port.schemas.declared import SILENT

OURS = "starlette_request_"
"""Stands for FastAPI's request until Flask's has gone from the code."""
FASTAPI = {name: Import("fastapi", name) for name in ("Cookie", "Header", "HTTPException", "Query", "Request")}
RESPONSES = {name: Import("fastapi.responses", name) for name in ("HTMLResponse", "JSONResponse", "RedirectResponse")}


def with_signature(node: cst.FunctionDef, state: Idiom, answers: Collection[Answer]) -> cst.FunctionDef:
    """The function with its parameters, its return type, and what its router decorators say."""
    params = [code_of(param.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for param in node.params.params]
    added = list(state.parameters.values())
    if clash := [p.name for p in added if p.name in state.taken and not _is_own_read(p.name, node)]:
        raise NotIdiomatic(f"a parameter that would hide {clash[0]}")
    if state.needs_request:
        params.insert(0, f"{OURS}: Request")
        state.needs.add(FASTAPI["Request"])
    params = [*state.first, *params, *(p.text for p in added)]
    ordered = [p for p in params if "=" not in _outside(p)] + [p for p in params if "=" in _outside(p)]
    _note_imports(" ".join(ordered), state)
    shell = cst.parse_module(f"def shell({', '.join(ordered)}) -> {_returned(answers, state)}: ...\n").body[0]
    assert isinstance(shell, cst.FunctionDef)
    return node.with_changes(params=shell.params, returns=shell.returns, decorators=_decorators(node, answers, state))


def _outside(parameter: str) -> str:
    """The parameter without what stands in its annotation's brackets."""
    return re.sub(r"\[.*\]", "", parameter)


def _note_imports(params: str, state: Idiom) -> None:
    for name in ("Query", "Header", "Cookie"):
        if f"{name}(" in params:
            state.needs.add(FASTAPI[name])
    if "lenient(" in params:
        state.needs.add(Import(FORM, "lenient"))
        state.add_beside(reader("lenient"))
    if "Annotated[" in params:
        state.needs.add(Import("typing", "Annotated"))
    if "JsonBody" in params:
        state.needs.add(Import("app.api.bodies", "JsonBody"))
    if re.search(r"\bAny\b", params):
        state.needs.add(Import("typing", "Any"))


def _is_own_read(name: str, node: cst.FunctionDef) -> bool:
    """`q = request.args.get("q")` has become `q = q`, which may stay or fall away."""
    return re.search(rf"^\s*{re.escape(name)} ?= ?{re.escape(name)}$", code_of(node.body), re.MULTILINE) is not None


def without_own_reads(code: str) -> str:
    """The code without lines like `q = q`; an argument on a line of its own (`q=q` in a call) is none."""
    own = {
        node.lineno
        for node in ast.walk(ast.parse(dedent(code)))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name)
        if [target.id for target in node.targets if isinstance(target, ast.Name)] == [node.value.id]
    }
    return "".join(line for number, line in enumerate(code.splitlines(keepends=True), 1) if number not in own)


def _returned(answers: Collection[Answer], state: Idiom) -> str:
    kinds = {answer.media or answer.kind if answer.kind == "pair" else answer.kind for answer in answers}
    if state.declared is not None and state.declared.shape is not None:
        own = [answer for answer in answers if is_modelled(answer, state.declared)]
        others = {answer.kind for answer in answers if answer not in own}
        return returned(_plain(own, state), _response_class(others, state), answers, state)
    if is_plain(answers):
        return _plain(answers, state)
    return _response_class(kinds, state)


def _response_class(kinds: AbstractSet[str], state: Idiom) -> str:
    for name, made in (
        ("HTMLResponse", {"page", "text"}),
        ("JSONResponse", {"json"}),
        ("RedirectResponse", {"redirect"}),
    ):
        if kinds <= made:
            state.needs.add(RESPONSES[name])
            return name
    return plain_response(state)


def _plain(answers: Collection[Answer], state: Idiom) -> str:
    """The type of JSON values that FastAPI itself makes responses of."""
    state.needs.add(Import("typing", "Any"))
    if all(isinstance(answer.value, cst.Dict | cst.DictComp) for answer in answers):
        return "dict[str, Any]"
    return "list[Any]" if all(isinstance(answer.value, cst.List | cst.ListComp) for answer in answers) else "Any"


def plain_response(state: Idiom) -> str:
    """The name of FastAPI's own response class, which the original's may have taken."""
    alias = "StarletteResponse" if state.surroundings.names_response else "Response"
    state.needs.add(Import("fastapi", "Response", alias))
    return alias


def is_plain(answers: Collection[Answer]) -> bool:
    """Whether FastAPI itself can make the response of what is returned: JSON with one status."""
    statuses = {answer.status for answer in answers}
    same = len(statuses) == 1 and not statuses & SILENT
    return same and {answer.kind for answer in answers} == {"json"} and not any(answer.headers for answer in answers)


def _decorators(node: cst.FunctionDef, answers: Collection[Answer], state: Idiom) -> list[cst.Decorator]:
    """The router's decorators, saying guards, status and class of the answer, for the documentation too."""
    kinds = {answer.kind for answer in answers}
    extra = declaration(answers, state)
    has_model = state.declared is not None and state.declared.shape is not None
    if not has_model and is_plain(answers) and (status := next(iter(answers)).status) != "200":
        extra.append(f"status_code={status}")
    elif kinds <= {"page", "text"}:
        extra.append("response_class=HTMLResponse")
        state.needs.add(RESPONSES["HTMLResponse"])
    if state.options:
        extra.append(f"dependencies=[{', '.join(state.options)}]")
    if state.documented:
        state.needs.add(Import(FORM, "form_body"))
    extended = [with_arguments(decorator, ", ".join(extra)) for decorator in node.decorators]
    return [with_body(each, f"form_body({state.documented})") if state.documented else each for each in extended]
