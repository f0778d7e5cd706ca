"""Lines of curl: to become somebody, and to try a route."""

import json
import shlex
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from archwright.build.resources.accounts import account_values
from archwright.build.resources.examples import example
from archwright.build.resources.naming import spelled
from archwright.model.blueprint import Access, Blueprint, Entity, Field, Operation, Wire

BASE = "http://127.0.0.1:8000"
PASSWORD = "a password of yours"  # noqa: S105 - for documents


def request(method: str, path: str, sent: Iterable[str] = (), header: str = "") -> str:
    """One request; `sent` are options of curl, `header` says who one is, "" for nobody."""
    sent = list(sent)
    usual = "POST" if sent else "GET"
    verb = [] if method.upper() == usual else ["-X", method.upper()]
    # In double quotes, so that the shell puts the token in.
    who = [f'-H "{header}"'] if header else []
    address = f"{BASE}{path}"
    return " ".join(["curl", *verb, *who, *sent, shlex.quote(address) if "?" in path else address])


def as_json(body: Mapping[str, Any] | None) -> list[str]:
    """A body as JSON; nothing for None."""
    return [] if body is None else ["--json", shlex.quote(json.dumps(body, ensure_ascii=False))]


def of_operation(operation: Operation, path: str, blueprint: Blueprint) -> str:
    """What an operation is asked with: a query, and a form or JSON, whatever its input is."""
    asked = {spelled(each.name, blueprint.wire): _text(each) for each in operation.query if _must(each)}
    path = f"{path}?{urlencode(asked)}" if asked else path
    given = {spelled(field.name, blueprint.wire): field for field in operation.input.fields}
    header = who(operation.access, blueprint)
    if operation.form:
        return request(operation.method, path, [_part(name, field) for name, field in given.items()], header)
    body = None if operation.input.empty else {name: example(field) for name, field in given.items()}
    return request(operation.method, path, as_json(body), header)


def who(access: Access, blueprint: Blueprint) -> str:
    """The header that such a route wants, "" where nobody is asked who he is."""
    if access.public or blueprint.auth is None:
        return ""
    return f"authorization: {blueprint.auth.scheme} $TOKEN"


def logging_in(blueprint: Blueprint) -> list[str]:
    """Lines of a shell that leave a token in $TOKEN; none where one logs in otherwise."""
    auth = blueprint.auth
    if auth is None or not (auth.passwords and auth.routes):
        return []
    words = account_values(blueprint)
    place, end = f"{blueprint.wire.prefix}/auth", words["slash"]
    password = PASSWORD.ljust(auth.min_password, ".")
    known = {words["login_key"]: example(words["user"].field(auth.login)), "password": password}
    new = {**_needed(words["user"], blueprint.wire), **known}
    new |= {home.slug: _needed(home, blueprint.wire) for home in words["homes"]}
    login = request("POST", f"{place}/login{end}", as_json(known)).replace("curl", "curl -s", 1)
    read = f"""python3 -c 'import json, sys; print(json.load(sys.stdin)["{words["access_token"]}"])'"""
    register = [request("POST", f"{place}/register{end}", as_json(new))] if auth.open_registration else []
    return [*register, f"TOKEN=$({login} | {read})"]


def _needed(entity: Entity, wire: Wire) -> dict[str, object]:
    """The fields that whoever makes one has to send."""
    fields = (each for each in entity.fields if not (each.readonly or each.computed or each.type == "file"))
    return {spelled(each.name, wire): example(each) for each in fields if _must(each)}


def _must(field: Field) -> bool:
    return not field.optional and field.default is None


def _part(name: str, field: Field) -> str:
    value = f"{name}=@{name}" if field.type == "file" else f"{name}={_text(field)}"
    return f"-F {shlex.quote(value)}"


def _text(field: Field) -> str:
    value = example(field)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
