"""Replaces answers, reads and aborts of one view."""

from collections.abc import Mapping

import libcst as cst

from archwright.port.code import code_of, dotted, text_of
from archwright.port.idiom.answers import Answer, Known, read_answer
from archwright.port.idiom.modelled import ModelCalls
from archwright.port.idiom.reads import READS, Parameter
from archwright.port.idiom.signature import FASTAPI, OURS, RESPONSES, is_plain, plain_response
from archwright.port.idiom.state import Idiom, NotIdiomatic
from archwright.port.idiom.whole import json_reader, whole_read
from archwright.port.rewrite import Import


class Aborts(cst.CSTTransformer):
    """`return abort(404)` as `abort(404)`, which never returns."""

    def __init__(self, compat: Mapping[str, str]) -> None:
        super().__init__()
        self._compat = compat

    def leave_Return(self, original_node: cst.Return, updated_node: cst.Return) -> cst.BaseSmallStatement:  # noqa: N802
        call = original_node.value
        if isinstance(call, cst.Call) and self._compat.get(dotted(call.func)) == "abort" and updated_node.value:
            return cst.Expr(updated_node.value)
        return updated_node


class Rewrite(cst.CSTTransformer):
    """One view's rewriting; what it needs goes into the state."""

    def __init__(self, state: Idiom, answers: Mapping[cst.Return, Answer], known: Known) -> None:
        super().__init__()
        self._state = state
        self._answers = answers
        self._known = known
        self._plain = is_plain(answers.values())
        self._models = ModelCalls(state, answers)
        self._request = state.named("request.request")

    def leave_Return(self, original_node: cst.Return, updated_node: cst.Return) -> cst.Return:  # noqa: N802
        answer = self._answers.get(original_node)
        if answer is None or updated_node.value is None:
            return updated_node
        again = read_answer(updated_node.value, self._known) or answer
        space = cst.SimpleWhitespace(" ")
        return updated_node.with_changes(value=self._made(again), whitespace_after_return=space)

    def _made(self, answer: Answer) -> cst.BaseExpression:
        if answer.kind == "json":
            made = self._models.made(answer)
            if made is not None:
                return made
            return answer.value if self._plain else self._response("JSONResponse", answer)
        if answer.kind == "pair":
            name = "HTMLResponse" if answer.media == "text" else "JSONResponse"
            self._state.needs.add(RESPONSES[name])
            return cst.parse_expression(f"{name}(*{code_of(answer.value)})")
        if answer.kind == "text":
            return self._response("HTMLResponse", answer)
        if answer.kind == "raw":
            name, options = plain_response(self._state), f'{_options(answer)}, media_type="{answer.media}"'
            return cst.parse_expression(f"{name}({code_of(answer.value)}{options})")
        if answer.kind == "redirect":
            return self._redirect(answer)
        return self._page(answer)

    def _response(self, name: str, answer: Answer) -> cst.BaseExpression:
        self._state.needs.add(RESPONSES[name])
        return cst.parse_expression(f"{name}({code_of(answer.value)}{_options(answer)})")

    def _redirect(self, answer: Answer) -> cst.BaseExpression:
        self._state.needs.add(RESPONSES["RedirectResponse"])
        return cst.parse_expression(f"RedirectResponse({self._place(answer.value)}, status_code={answer.status})")

    def _place(self, value: cst.BaseExpression) -> str:
        """The URL of a route, or the expression as it is."""
        if not isinstance(value, cst.Call) or self._state.compat.get(dotted(value.func)) != "urls.url_for":
            return code_of(value)
        endpoint = text_of(value.args[0].value) if value.args else None
        names = [a.keyword.value for a in value.args[1:] if a.keyword]
        known = self._state.surroundings.endpoints
        if endpoint is None or len(names) != len(value.args) - 1 or set(names) != set(known.get(endpoint, {""})):
            return code_of(value)
        self._state.needs_request = True
        named = "".join(f", {a.keyword.value}={code_of(a.value)}" for a in value.args[1:] if a.keyword)
        return f'{OURS}.app.url_path_for("{endpoint}"{named})'

    def _page(self, answer: Answer) -> cst.BaseExpression:
        if (text_of(answer.value) or "").lstrip("/") not in self._state.surroundings.plain_templates:
            return self._rendered(answer)
        self._state.needs_request = True
        self._state.needs.add(Import("app.core.templates", "templates"))
        context = ", ".join(f'"{key}": {value}' for key, value in answer.context)
        inside = f", {{{context}}}" if context else ""
        made = f"templates.TemplateResponse({OURS}, {code_of(answer.value)}{inside}{_options(answer)})"
        return cst.parse_expression(made)

    def _rendered(self, answer: Answer) -> cst.BaseExpression:
        """A page whose template looks at the request itself."""
        name = self._state.named("templating.render_template")
        context = "".join(f", {key}={value}" for key, value in answer.context)
        self._state.needs.add(RESPONSES["HTMLResponse"])
        return cst.parse_expression(f"HTMLResponse({name}({code_of(answer.value)}{context}){_options(answer)})")

    def visit_Call(self, node: cst.Call) -> bool:  # noqa: N802
        return not self._request or self._parameter(node) is None  # else `request.args` in it would count as a read

    def visit_Subscript(self, node: cst.Subscript) -> bool:  # noqa: N802
        return not self._request or self._parameter(node) is None

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:  # noqa: N802
        if self._state.compat.get(dotted(original_node.func)) == "abort":
            return self._abort(updated_node)
        return self._read(original_node, updated_node)

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> cst.BaseExpression:  # noqa: N802
        return self._read(original_node, updated_node)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:  # noqa: N802
        return self._read(original_node, updated_node)

    def leave_Expr(self, original_node: cst.Expr, updated_node: cst.Expr) -> cst.BaseSmallStatement:  # noqa: N802
        call = original_node.value
        if isinstance(call, cst.Call) and self._state.compat.get(dotted(call.func)) == "abort":
            return cst.Raise(updated_node.value)
        return updated_node

    def _abort(self, call: cst.Call) -> cst.BaseExpression:
        values = [arg.value for arg in call.args if arg.keyword is None or arg.keyword.value == "description"]
        if len(values) != len(call.args) or len(values) > 2 or not isinstance(values[0], cst.Integer):
            raise NotIdiomatic("abort")
        self._state.needs.add(FASTAPI["HTTPException"])
        return cst.parse_expression(f"HTTPException({', '.join(code_of(value) for value in values)})")

    def _read(self, original: cst.BaseExpression, updated: cst.BaseExpression) -> cst.BaseExpression:
        if not self._request:
            return updated
        found = self._parameter(original)
        if found is None and (name := json_reader(original, self._request, self._state)):
            return self._json(updated, name)
        found = found or whole_read(original, self._request, self._state)
        if found is None:
            return updated
        known = self._state.parameters.get(found.name)
        if known not in (None, found):
            raise NotIdiomatic(f"{found.name} read in two ways")
        self._state.parameters[found.name] = found
        return cst.Name(found.name)

    def _parameter(self, node: cst.BaseExpression) -> Parameter | None:
        """The parameter that stands for a read as a whole."""
        found = next((made for read in READS if (made := read(node, self._request))), None)
        if found is None:
            return None
        may_come_first = self._state.json_first if found.name == "payload" else self._state.query_first
        return found if may_come_first or (found.default and found.name != "payload") else None

    def _json(self, node: cst.BaseExpression, name: str) -> cst.BaseExpression:
        """`get_json(...)` where the body must not be read before what stands above."""
        self._state.parameters[name] = Parameter(name, "GetJsonDep")
        return node.with_changes(func=cst.Name(name)) if isinstance(node, cst.Call) else cst.Call(cst.Name(name))


def _options(answer: Answer) -> str:
    status = f", status_code={answer.status}" if answer.status != "200" else ""
    headers = f", headers={answer.headers}" if answer.headers else ""
    return status + headers
