"""What a function takes from the request, and how it uses it: key, required, default, cast."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from archwright.kit.syntax import dotted, literal
from archwright.kit.words import words
from archwright.model.facts import Read
from archwright.model.notes import ReadIn
from archwright.readers.flask._requests import BAGS, Bag, Bags, options
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope

WORDS = ("flask", "Flask")
_GETTERS = frozenset({"get", "pop", "getlist", "get_all", "setdefault"})

_METHOD_CASTS = words("strip lower upper title split encode decode capitalize lstrip rstrip")
_CASTS = words(
    """
    int float str bool list dict tuple set bytes len Decimal decimal.Decimal uuid.UUID json.loads escape
    secure_filename datetime.datetime.strptime datetime.date.fromisoformat datetime.datetime.fromisoformat
    flask.escape markupsafe.escape werkzeug.utils.secure_filename
    """
)
_START = "from flask import Flask, request, session, g\napp = Flask(__name__)\n@app.route('/')\ndef index():\n"
EXAMPLES = (
    Example(
        _START + "    n = int(request.form['n'])\n    page = request.args.get('page', 1, type=int)\n"
        "    tags = request.form.getlist('tags')\n    who = request.form['who'].strip()\n    return ''\n",
        (
            "reads: form n required as int",
            "reads: query page default 1 as int",
            "reads: form tags many",
            "reads: form who required as strip",
        ),
    ),
    Example(
        _START + "    data = request.get_json()\n    a = data['a']\n    b = data.get('b', 'x')\n"
        "    if 'c' in data: pass\n    return ''\n",
        ("reads: json *", "reads: json a required", "reads: json b default 'x'", "reads: json c"),
    ),
    Example(
        _START
        + "    session['seen'] = 1\n    if session.get('user'): g.user = 1\n    a = g.user\n    m = request.method\n"
        "    t = request.headers['X-T']\n    raw = request.data\n    return request.cookies.get('c')\n",
        (
            "reads: session user",
            "reads: g user required",
            "reads: request method",
            "reads: header X-T required",
            "reads: body *",
            "reads: cookie c",
        ),
    ),
    Example(_START + "    form = LoginForm()\n    return form.email.data\n", ("reads: form email",)),
)


def read(module: Module) -> Iterator[ReadIn]:
    """The reads of every function that mentions the request, in the order of the source."""
    heads = {name for name, origin in module.imports.names.items() if origin.startswith("flask")}
    for scope in module.functions:
        if not scope.names & heads and not any(name.endswith(("Form", "parser")) for name in scope.names):
            continue
        found = _Reads(module, scope).all()
        yield from (ReadIn(scope.line, item) for item in found)


class _Reads:
    """Reads of one function; each expression is read once, the widest one that says most."""

    def __init__(self, module: Module, scope: Scope) -> None:
        self._module = module
        self._scope = scope
        self._bags = Bags(module, scope)
        self._found: dict[int, tuple[ast.expr, Read]] = {}
        self._seen: set[int] = set()

    def all(self) -> list[Read]:
        """In the order of the source, the same read only once for each line."""
        for subscript in self._scope.of(ast.Subscript):
            self._subscript(subscript)
        for call in self._scope.of(ast.Call):
            self._call(call)
        for compare in self._scope.of(ast.Compare):
            self._membership(compare)
        self._casts()
        for attribute in self._scope.of(ast.Attribute):
            self._attribute(attribute)
        for call in self._scope.of(ast.Call):
            self._json(call)
        ordered = sorted(self._found.values(), key=lambda pair: (pair[0].lineno, pair[0].col_offset))
        return list(dict.fromkeys(item for _, item in ordered))

    def _add(self, node: ast.expr, read: Read, *parts: ast.expr) -> None:
        self._found[id(node)] = (node, read)
        self._seen.update(id(part) for part in (node, *parts))

    def _bag_read(self, node: ast.expr, bag: Bag, key: str, value: ast.expr, **more: object) -> None:
        self._add(node, replace(Read(bag.source, key, self._module.place(node)), **more), value)  # type: ignore[arg-type]

    def _subscript(self, node: ast.Subscript) -> None:
        bag = self._bags.bag(node.value)
        if bag is None:
            return
        if not isinstance(node.ctx, ast.Load):
            self._seen.update((id(node), id(node.value)))
            return
        key = literal(node.slice, self._module.constants)
        self._bag_read(node, bag, str(key) if isinstance(key, str) else "", node.value, required=isinstance(key, str))

    def _call(self, call: ast.Call) -> None:
        if not isinstance(call.func, ast.Attribute):
            return
        bag = self._bags.bag(call.func.value)
        if bag is None or call.func.attr not in _GETTERS:
            return
        key, default, cast = options(self._module, call)
        many = call.func.attr in ("getlist", "get_all")
        self._seen.add(id(call.func))
        required = call.func.attr == "pop" and default is None
        self._bag_read(
            call, bag, key, call.func.value, required=required, default=None if many else default, cast=cast, many=many
        )

    def _membership(self, compare: ast.Compare) -> None:
        for operator, right in zip(compare.ops, compare.comparators, strict=True):
            if isinstance(operator, ast.In | ast.NotIn) and (bag := self._bags.bag(right)):
                key = literal(compare.left, self._module.constants)
                self._bag_read(compare, bag, key if isinstance(key, str) else "", right)

    def _casts(self) -> None:
        """`int(read)`, `read.strip()`, `read or default`, and the same through one local name."""
        names = {
            target.id: id(assign.value)
            for assign in self._scope.of(ast.Assign)
            for target in assign.targets
            if isinstance(target, ast.Name) and id(assign.value) in self._found
        }
        for call in self._scope.of(ast.Call):
            inner, cast = self._cast_of(call)
            where = names.get(inner.id, 0) if isinstance(inner, ast.Name) else id(inner)
            if where in self._found and not self._found[where][1].cast:
                node, read = self._found[where]
                self._found[where] = (node, replace(read, cast=cast))
        for either in self._scope.of(ast.BoolOp):
            first = id(either.values[0])
            if isinstance(either.op, ast.Or) and first in self._found and isinstance(either.values[-1], ast.Constant):
                node, read = self._found[first]
                self._found[first] = (node, replace(read, default=read.default or ast.unparse(either.values[-1])))

    def _cast_of(self, call: ast.Call) -> tuple[ast.expr | None, str]:
        name = dotted(call.func)
        if self._module.origin(name) in _CASTS and call.args:
            return call.args[0], name
        if isinstance(call.func, ast.Attribute) and call.func.attr in _METHOD_CASTS:
            return call.func.value, call.func.attr
        return None, ""

    def _attribute(self, node: ast.Attribute) -> None:
        """Whole bags, properties of the request, `g.x` and `form.x.data`."""
        if id(node) in self._seen or not isinstance(node.ctx, ast.Load):
            return
        origin, place = self._module.origin(node), self._module.place(node)
        if origin in BAGS:
            self._add(node, Read(BAGS[origin], "", place))
        elif self._bags.body(node):
            self._add(node, Read("body", "", place))
        elif origin.startswith("flask.g.") and origin.count(".") == 2:
            self._add(node, Read("g", node.attr, place, required=node.attr != "get"))
        elif origin.startswith("flask.request.") and origin.count(".") == 2 and node.attr != "get_json":
            self._add(node, Read("request", node.attr, place))
        elif (
            node.attr == "data"
            and isinstance(node.value, ast.Attribute)
            and dotted(node.value.value) in self._bags.forms
        ):
            self._add(node, Read("form", node.value.attr, place))

    def _json(self, call: ast.Call) -> None:
        """A JSON body taken whole: `data = request.get_json()`."""
        if id(call) in self._seen or self._module.origin(call.func) != "flask.request.get_json":
            return
        self._add(call, Read("json", "", self._module.place(call)))
