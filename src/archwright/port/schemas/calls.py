"""What well-known calls of libraries, and reads of the request, give back."""

import ast

from archwright.port.schemas.definitions import Scope
from archwright.port.schemas.shape import ANY, Shape, join, scalar

_REQUEST = "app.core.compat.request.request"
_GIVES = {
    "app.core.compat.jwt_tokens.create_access_token": "str",
    "app.core.compat.jwt_tokens.create_refresh_token": "str",
    "json.dumps": "str",
    "jwt.encode": "str",
    "secrets.token_hex": "str",
    "secrets.token_urlsafe": "str",
    "time.time": "float",
}
_LOOKED_UP = {
    "os.environ.get": "str",
    "os.getenv": "str",
    f"{_REQUEST}.args.get": "str",
    f"{_REQUEST}.form.get": "str",
    f"{_REQUEST}.headers.get": "str",
}
_HELD = frozenset({"os.environ", f"{_REQUEST}.args", f"{_REQUEST}.form", f"{_REQUEST}.headers"})
_CASTS = frozenset({"int", "float", "str"})
_TEXT = frozenset({"capitalize", "format", "join", "lower", "replace", "strip", "title", "upper"})
_ALWAYS_TEXT = frozenset({"format", "hexdigest", "isoformat", "strftime"})


def meaning_of(node: ast.expr, scope: Scope) -> str:
    """The full name of `os.environ.get` and the like, "" when its first part is not imported."""
    if isinstance(node, ast.Name):
        return scope.meaning(node.id)
    if isinstance(node, ast.Attribute):
        head = meaning_of(node.value, scope)
        return f"{head}.{node.attr}" if head else ""
    return ""


def known_call(node: ast.Call, scope: Scope, default: Shape) -> Shape | None:
    """What a call of a library gives; None when it is not known. `default`: the shape of its second argument."""
    meaning = meaning_of(node.func, scope)
    if meaning in _GIVES:
        return scalar(_GIVES[meaning])
    if meaning not in _LOOKED_UP:
        return None
    options = {each.arg: each.value for each in node.keywords}
    cast = ast.unparse(options["type"]) if "type" in options else "str"
    if set(options) - {"type"} or cast not in _CASTS:
        return ANY
    return join([scalar(cast), default])


def is_held_text(node: ast.expr, scope: Scope) -> bool:
    """Whether it holds texts only: `os.environ`, `request.form`."""
    return meaning_of(node, scope) in _HELD


def text_method(func: ast.Attribute, owner: Shape, scope: Scope) -> bool:
    """Whether a method gives a str: one of a str, or one that gives nothing else."""
    if func.attr == "decode":
        return not meaning_of(func.value, scope)  # of bytes, not `jwt.decode`
    return func.attr in _ALWAYS_TEXT or (owner == scalar("str") and func.attr in _TEXT)
