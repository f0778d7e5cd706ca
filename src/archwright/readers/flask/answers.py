"""The ways a function answers: JSON with its keys, template with its context, redirect, file, status, abort, stream."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from archwright.kit.syntax import argument, dotted, keys, keyword, literal, text
from archwright.model.facts import Answer, AnswerKind
from archwright.model.notes import AnsweredIn
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope

WORDS = ("flask", "Flask")
_ABORTS = frozenset({"flask.abort", "werkzeug.exceptions.abort", "flask_restful.abort", "flask_restx.abort"})
_OR_404 = ("get_or_404", "first_or_404", "one_or_404")
_FILES = {"flask.send_file": 0, "flask.send_from_directory": 1, "flask.helpers.send_file": 0}
_START = "from flask import *\napp = Flask(__name__)\n@app.route('/')\ndef index():\n"
EXAMPLES = (
    Example(
        _START + "    if a: return jsonify(id=1, name='x'), 201\n    if b: return {'error': 'no'}, 404\n"
        "    out = {'n': 1}\n    return jsonify(out)\n",
        ("answers: json 201 {id, name}", "answers: json 404 {error}", "answers: json 200 {n}"),
    ),
    Example(
        _START
        + "    if a: abort(403)\n    if b: return redirect(url_for('login'))\n    if c: return redirect('/x', 301)\n"
        "    return render_template('i.html', rows=rows, **more)\n",
        (
            "answers: abort 403",
            "answers: redirect 302 login",
            "answers: redirect 301 /x",
            "answers: template 200 i.html {rows}",
        ),
    ),
    Example(
        _START + "    if a: return send_file('x.pdf')\n    if b: return Response(rows(), mimetype='text/csv')\n"
        "    if c: return 'ok' if d else ('no', 400)\n    resp = make_response(render_template('p.html'), 202)\n"
        "    return resp\n"
        "def rows():\n    yield 1\n",
        (
            "answers: file 200 x.pdf",
            "answers: stream 200",
            "answers: text 200",
            "answers: text 400",
            "answers: template 202 p.html",
        ),
    ),
    Example(_START + "    return other()\n", ("answers: unknown 200",)),
)


def read(module: Module) -> Iterator[AnsweredIn]:
    """The answers of every function, in the order of the source."""
    generators = {
        scope.name for scope in module.functions if any(kind in scope.kinds for kind in (ast.Yield, ast.YieldFrom))
    }
    for scope in module.functions:
        answers = _Answers(module, scope, generators)
        yield from (AnsweredIn(scope.line, answer) for answer in answers.all())


class _Answers:
    def __init__(self, module: Module, scope: Scope, generators: set[str]) -> None:
        self._module = module
        self._scope = scope
        self._generators = generators
        self._values: dict[str, list[ast.expr]] = {}
        for assign in scope.of(ast.Assign):
            for target in assign.targets:
                if isinstance(target, ast.Name):
                    self._values.setdefault(target.id, []).append(assign.value)

    def all(self) -> list[Answer]:
        """Returns and aborts, each once."""
        found = [answer for item in self._scope.of(ast.Return) if item.value for answer in self._of(item.value)]
        found += [answer for call in self._scope.of(ast.Call) for answer in self._aborted(call)]
        return sorted(dict.fromkeys(found), key=lambda answer: answer.place.line)

    def _of(self, node: ast.expr, depth: int = 0) -> Iterator[Answer]:
        """The answers an expression stands for."""
        if depth > 5:
            return
        match node:
            case ast.IfExp():
                yield from self._of(node.body, depth + 1)
                yield from self._of(node.orelse, depth + 1)
            case ast.Tuple(elts=[first, *rest]):
                status = self._status(rest[0]) if rest else 200
                yield from (self._with(answer, status) for answer in self._of(first, depth + 1))
            case ast.Name():
                yield from self._named(node, depth)
            case ast.Call():
                yield from self._called(node, depth)
            case _:
                yield self._plain(node)

    def _plain(self, node: ast.expr) -> Answer:
        if isinstance(node, ast.Dict | ast.DictComp):
            return self._answer("json", node, shape=keys(node))
        if isinstance(node, ast.List | ast.ListComp):
            return self._answer("json", node, shape=self._item_keys(node))
        is_text = isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
        )
        if isinstance(node, ast.BinOp):
            is_text = any(
                isinstance(item, ast.JoinedStr) or isinstance(getattr(item, "value", None), str)
                for item in ast.walk(node)
            )
        return self._answer("text" if is_text else "unknown", node)

    def _named(self, node: ast.Name, depth: int) -> Iterator[Answer]:
        before = [value for value in self._values.get(node.id, []) if value.lineno <= node.lineno]
        for value in before[-3:] if len(before) > 1 else before:
            if not (isinstance(value, ast.Name) and value.id == node.id):
                yield from (replace(answer, place=self._module.place(node)) for answer in self._of(value, depth + 1))
        if not before:
            yield self._answer("unknown", node)

    def _called(self, call: ast.Call, depth: int) -> Iterator[Answer]:
        origin, name = self._module.origin(call.func), dotted(call.func).rpartition(".")[2]
        first = call.args[0] if call.args else None
        if name == "jsonify":
            yield self._answer("json", call, shape=self._json_keys(call))
        elif name == "render_template":
            yield self._answer("template", call, target=text(first, self._module.constants) or "", shape=_context(call))
        elif name == "render_template_string":
            yield self._answer("template", call, shape=_context(call))
        elif name == "redirect":
            yield self._redirect(call)
        elif origin in _FILES:
            node = argument(call, _FILES[origin], "filename" if _FILES[origin] else "filename_or_fp")
            yield self._answer("file", call, target=text(node, self._module.constants) or "")
        elif name in ("make_response", "Response") or origin == "flask.current_app.response_class":
            yield from self._response(call, first, name, depth)
        elif origin in ("dict", "list"):
            yield self._answer("json", call, shape=keys(call))
        elif origin in _ABORTS:
            return
        elif name in ("format", "join", "dumps") or origin == "str":
            yield self._answer("text", call)
        else:
            yield self._answer("stream" if name == "stream_with_context" else "unknown", call)

    def _response(self, call: ast.Call, first: ast.expr | None, name: str, depth: int) -> Iterator[Answer]:
        status = argument(call, 1, "status")
        if name == "Response" and first is not None and self._is_generator(first):
            yield self._with(self._answer("stream", call), self._status(status))
            return
        inner = [self._answer("text", call)] if first is None else list(self._of(first, depth + 1))
        mimetype = text(keyword(call, "mimetype") or keyword(call, "content_type"), self._module.constants) or ""
        for answer in inner:
            made = replace(answer, kind="text") if name == "Response" and answer.kind == "unknown" else answer
            yield self._with(replace(made, kind="json") if "json" in mimetype else made, self._status(status))

    def _is_generator(self, node: ast.expr) -> bool:
        if isinstance(node, ast.GeneratorExp):
            return True
        name = dotted(node.func if isinstance(node, ast.Call) else node)
        if name == "stream_with_context" and isinstance(node, ast.Call) and node.args:
            return True
        return any(generator == name or generator.endswith(f".{name}") for generator in self._generators if name)

    def _redirect(self, call: ast.Call) -> Answer:
        target = call.args[0] if call.args else keyword(call, "location")
        if isinstance(target, ast.Call) and dotted(target.func).endswith("url_for") and target.args:
            target = target.args[0]
        code = argument(call, 1, "code")
        return self._answer(
            "redirect",
            call,
            status=self._status(code) if code else 302,
            target=text(target, self._module.constants) or "",
        )

    def _aborted(self, call: ast.Call) -> Iterator[Answer]:
        if self._module.origin(call.func) in _ABORTS:
            yield self._answer("abort", call, status=self._status(call.args[0]) if call.args else 0)
        elif isinstance(call.func, ast.Attribute) and call.func.attr in _OR_404:
            yield self._answer("abort", call, status=404)

    def _json_keys(self, call: ast.Call) -> tuple[str, ...]:
        named = tuple(item.arg for item in call.keywords if item.arg)
        if named or not call.args:
            return named
        value = call.args[0]
        if isinstance(value, ast.Name):
            value = next((item for item in self._values.get(value.id, []) if keys(item)), value)
        return keys(value) or self._item_keys(value)

    def _item_keys(self, node: ast.expr) -> tuple[str, ...]:
        """The keys of the first element, for a list of objects."""
        element = node.elt if isinstance(node, ast.ListComp) else next(iter(getattr(node, "elts", [])), None)
        return keys(element)

    def _status(self, node: ast.expr | None) -> int:
        """0 for a status that is not written down."""
        if node is None:
            return 200
        if dotted(node).startswith(("HTTPStatus.", "http.HTTPStatus.")):
            from http import HTTPStatus

            return int(getattr(HTTPStatus, dotted(node).rpartition(".")[2], 0))
        value = literal(node, self._module.constants)
        if isinstance(value, str):
            value = int(value[:3]) if value[:3].isdigit() else 0
        if isinstance(value, int):
            return value
        return 200 if isinstance(node, ast.Dict) else 0

    def _with(self, answer: Answer, status: int) -> Answer:
        return replace(answer, status=status) if status != 200 else answer

    def _answer(
        self, kind: AnswerKind, node: ast.expr, status: int = 200, target: str = "", shape: tuple[str, ...] = ()
    ) -> Answer:
        return Answer(kind, self._module.place(node), status, target, shape)


def _context(call: ast.Call) -> tuple[str, ...]:
    return tuple(item.arg for item in call.keywords if item.arg)
