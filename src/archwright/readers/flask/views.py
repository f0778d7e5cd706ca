"""Views: the functions and methods that answer, with what they read, answer, call and store."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import count_statements, dotted, literal, source, text
from archwright.model.facts import Answer, Read, View
from archwright.model.notes import AnsweredIn, Classified, Defined, ReadIn
from archwright.model.place import Place
from archwright.readers.flask._routing import Bound, bound_routes, view_name
from archwright.readers.flask._storage import storage
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope
from archwright.study.world import World

WORDS = ("flask", "Flask")
HTTP_METHODS = ("get", "post", "put", "delete", "patch", "head", "options")
EXAMPLES = (
    Example(
        "from flask import Flask\n"
        "app = Flask(__name__)\n"
        "@app.route('/')\n"
        "def index():\n"
        "    '''Not counted.'''\n"
        "    for n in range(3):\n"
        "        print(n)\n"
        "    return helper()\n"
        "def helper():\n"
        "    return 'x'\n",
        ("views: index 3 statements calls range, print, helper",),
    ),
    Example(
        "from flask import Flask\n"
        "from flask.views import MethodView\n"
        "app = Flask(__name__)\n"
        "class Items(MethodView):\n"
        "    def get(self): return []\n"
        "    def post(self): return {}\n"
        "    def other(self): return 1\n"
        "app.add_url_rule('/i', view_func=Items.as_view('items'))\n",
        ("views: Items.get 1 statement", "views: Items.post 1 statement"),
    ),
)


def read(module: Module) -> Iterator[object]:
    """Every function and class: which of them answer requests is known only when routes are joined."""
    for scope in module.scopes:
        if scope.is_function:
            yield _defined(module, scope)
        elif isinstance(scope.node, ast.ClassDef):
            yield _classified(module, scope, scope.node)


def join(world: World) -> Iterator[View]:
    """One view for each function, or method of a class, that a route leads to."""
    reads: dict[Place, list[Read]] = {}
    answers: dict[Place, list[Answer]] = {}
    for path, read_in in world.notes(ReadIn):
        reads.setdefault(Place(path, read_in.function), []).append(read_in.read)
    for path, answered in world.notes(AnsweredIn):
        answers.setdefault(Place(path, answered.function), []).append(answered.answer)
    stored = storage(world)
    for note in dict.fromkeys(note for bound in bound_routes(world) for note in _functions(bound)):
        place = note.place
        yield View(
            view_name(note.name),
            place,
            note.end_line,
            note.statements,
            tuple(reads.get(place, ())),
            tuple(answers.get(place, ())),
            tuple(sorted(stored.entities[place])),
            note.calls,
            note.decorators,
            note.is_async,
            place in stored.touching,
        )


def _functions(bound: Bound) -> Iterator[Defined]:
    if bound.function:
        yield bound.function
    yield from bound.methods_of_class


def _defined(module: Module, scope: Scope) -> Defined:
    node = scope.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    calls = dict.fromkeys(name for call in scope.of(ast.Call) if (name := dotted(call.func)))
    attributes = {name for item in scope.of(ast.Attribute) if (name := dotted(item))}
    return Defined(
        scope.name,
        module.place(node),
        node.end_lineno or node.lineno,
        count_statements(node),
        tuple(source(decorator) for decorator in node.decorator_list),
        isinstance(node, ast.AsyncFunctionDef),
        tuple(calls),
        tuple(sorted(name for name in scope.names | attributes if any(part[:1].isupper() for part in name.split(".")))),
        tuple(item.value.id for item in scope.of(ast.Return) if isinstance(item.value, ast.Name)),
        _renames(module, scope),
    )


def _renames(module: Module, scope: Scope) -> str:
    """For a decorator: the name of the inner function it returns without functools.wraps."""
    for inner in _returned_functions(module, scope):
        if next(_returned_functions(module, inner), None):  # it is asked for with arguments, and makes the decorator
            return _renames(module, inner)
        node = inner.node
        assert isinstance(node, ast.FunctionDef)
        decorators = {dotted(item.func if isinstance(item, ast.Call) else item) for item in node.decorator_list}
        sets_name = any(
            isinstance(item.targets[0], ast.Attribute) and item.targets[0].attr == "__name__"
            for item in scope.of(ast.Assign)
        )
        if not decorators and not sets_name:
            return node.name
    return ""


def _returned_functions(module: Module, scope: Scope) -> Iterator[Scope]:
    returned = {item.value.id for item in scope.of(ast.Return) if isinstance(item.value, ast.Name)}
    for inner in module.functions:
        if inner.parent is scope and isinstance(inner.node, ast.FunctionDef) and inner.node.name in returned:
            yield inner


def _classified(module: Module, scope: Scope, node: ast.ClassDef) -> Classified:
    values = {
        name: value
        for item in scope.of(ast.Assign)
        for target in item.targets
        if (name := dotted(target))
        for value in [item.value]
    }
    methods = [item.name for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
    declared = literal(values.get("methods"), module.constants)
    guards = values.get("decorators") or values.get("method_decorators")
    return Classified(
        scope.name,
        tuple(name for base in node.bases if (name := module.origin(base))),
        module.place(node),
        tuple(name for name in methods if name in HTTP_METHODS or name == "dispatch_request"),
        tuple(str(item).upper() for item in declared) if isinstance(declared, tuple) else (),
        text(values.get("endpoint"), module.constants) or "",
        tuple(source(item) for item in guards.elts) if isinstance(guards, ast.List | ast.Tuple) else (),
    )
