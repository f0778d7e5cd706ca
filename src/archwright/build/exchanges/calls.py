"""A recorded request as a line of code."""

from collections.abc import Mapping

from archwright.build.exchanges.bodies import NOTHING, form_of, json_of, parts_of
from archwright.model.replay import Request

DROPPED = frozenset({"accept-encoding", "connection", "content-length", "cookie", "host", "user-agent"})
PLAIN = frozenset({"GET", "DELETE"})


def call(request: Request, names: Mapping[str, str]) -> str:
    """`client.post("/tasks", data={...})`. `names`: value -> variable that holds it when the test runs."""
    arguments = [literal(request.path, names), *_body(request, names)]
    headers = _headers(request, with_type="content=" in "".join(arguments[1:]))
    if headers:
        arguments.append(f"headers={literal(headers, names)}")
    method = request.method.lower()
    if request.method in PLAIN and request.body:
        return f"client.request({request.method!r}, {', '.join(arguments)})"
    return f"client.{method}({', '.join(arguments)})"


def literal(value: object, names: Mapping[str, str]) -> str:
    """Python code for a JSON-like value, known values replaced by their variables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(inner, names)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(inner, names) for inner in value) + "]"
    return _text(value, names) if isinstance(value, str) else repr(value)


def _text(value: str, names: Mapping[str, str]) -> str:
    if value in names:
        return names[value]
    held = {known: name for known, name in names.items() if known in value}
    if not held:
        return repr(value)
    code = repr(value.replace("{", "{{").replace("}", "}}"))
    for known, name in held.items():
        code = code.replace(known, f"{{{name}}}")
    return f"f{code}"


def _body(request: Request, names: Mapping[str, str]) -> list[str]:
    value = json_of(request)
    form = form_of(request)
    parts = parts_of(request)
    if value is not NOTHING:
        return [f"json={literal(value, names)}"]
    if form is not None:
        return [f"data={literal(form, names)}"]
    if parts is not None:
        return [f"data={literal(parts[0], names)}", f"files={parts[1]!r}"]
    return [f"content={request.body!r}"] if request.body else []


def _headers(request: Request, *, with_type: bool) -> dict[str, str]:
    dropped = DROPPED if with_type or not request.body else DROPPED | {"content-type"}
    return {name: value for name, value in request.headers if name.lower() not in dropped and value != "*/*"}
