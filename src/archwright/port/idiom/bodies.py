"""What a route documents of the JSON it is sent: a model of the keys that the view takes out of it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import libcst as cst

from archwright.port.code import code_of
from archwright.port.idiom.forms import Fields, model_text
from archwright.port.idiom.routers import with_body
from archwright.port.idiom.state import Beside, Idiomatic
from archwright.port.idiom.written import FORM, reader
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.schemas.naming import title

_REQUEST = "app.core.compat.request"
_READERS = frozenset({"JsonBody", "GetJsonDep"})
_CASTS = frozenset({"bool", "float", "int", "str"})
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Taken:
    """A key that is taken out of the body. `kind`: its type, "Any" where nothing is said of it."""

    key: str
    kind: str = "Any"
    required: bool = True


def with_documented_body(
    made: Idiomatic, whole: MovedCode, resource: str, columns: Mapping[str, str] = NO_COLUMNS
) -> Idiomatic:
    """The route with what its view takes out of the body; `whole` is the view before it was cut.

    `columns`: types of stored values by name; a key of the same name is taken to be sent as such.
    """
    if not any(need.name in _READERS for need in made.imports) or "openapi_extra" in made.text:
        return made
    request = next((need.bound for need in whole.imports if (need.module, need.name) == (_REQUEST, "request")), "")
    fields = _fields(whole.text, request, columns)
    node = cst.parse_module(made.text).body[0]
    if not fields.found or not isinstance(node, cst.FunctionDef):
        return made
    name = f"{title(node.name.value.removeprefix('post_'))}Body"
    module = f"app.schemas.{resource}"
    text, needs = model_text(name, f"What {node.name.value} is sent, as far as it looks at it.", fields)
    documented = node.with_changes(decorators=[with_body(each, f"json_body({name})") for each in node.decorators])
    beside = (Beside(module, MovedCode(text, frozenset(needs))), reader("json_body"))
    imports = made.imports | {Import(module, name), Import(FORM, "json_body")}
    return Idiomatic(code_of(documented), imports, (*made.beside, *beside), made.modelled)


def _fields(code: str, request: str, columns: Mapping[str, str]) -> Fields:
    """The keys, as fields of a model; one that is required anywhere is required."""
    taken: dict[str, list[Taken]] = {}
    for each in keys_of_body(code, request) if request else ():
        taken.setdefault(each.key, []).append(each)
    fields = Fields()
    for key, uses in taken.items():
        kinds = {each.kind for each in uses} - {"Any"}
        kind = kinds.pop() if len(kinds) == 1 else columns.get(key, "Any") if not kinds else "Any"
        kind = kind if kind in _CASTS else "Any"
        if any(each.required for each in uses):
            fields.note(key, kind, "")
        else:
            fields.note(key, kind if kind == "Any" else f"{kind} | None", "None")
    return fields


def keys_of_body(code: str, request: str) -> Iterator[Taken]:
    """Each use of a key of the body in a function, given as text; `request`: what the request is called in it."""
    tree = ast.parse(code)
    bodies = {ast.dump(body) for body in _bodies(tree, request)}
    casts = {id(node.args[0]): node.func.id for node in ast.walk(tree) if _is_cast(node)}  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value, ast.Constant(str(key)), ast.Load()) if ast.dump(value) in bodies:
                yield Taken(key, casts.get(id(node), "Any"))
            case ast.Call(ast.Attribute(value, "get"), [ast.Constant(str(key)), *rest]) if ast.dump(value) in bodies:
                yield Taken(key, casts.get(id(node)) or _kind_of(rest), required=False)


def _bodies(tree: ast.AST, request: str) -> Iterator[ast.expr]:
    """`request.json`, `request.get_json()`, and the names that are bound to one."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign([ast.Name(bound)], value) if _is_body(_first(value), request):
                yield ast.Name(bound, ast.Load())
            case ast.expr() if _is_body(node, request):
                yield node


def _first(value: ast.expr) -> ast.expr:
    """`a` of `a or b`."""
    match value:
        case ast.BoolOp(ast.Or(), [first, *_]):
            return _first(first)
        case _:
            return value


def _is_body(value: ast.expr, request: str) -> bool:
    match value:
        case ast.Attribute(ast.Name(name), "json") | ast.Call(ast.Attribute(ast.Name(name), "get_json")):
            return name == request
        case _:
            return False


def _is_cast(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CASTS and bool(node.args)


def _kind_of(rest: list[ast.expr]) -> str:
    match rest:
        case [ast.Constant(value)] if type(value).__name__ in _CASTS:
            return type(value).__name__
        case _:
            return "Any"
