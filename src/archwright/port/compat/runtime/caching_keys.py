"""Flask-Caching: the keys under which results are kept."""

import base64
import inspect
import math
import string
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from app.core.compat.request import request
from app.core.compat.urls import url_for

Function = Callable[..., Any]
KEPT = frozenset(string.ascii_letters + string.digits + "_.")


def key_of_view(  # noqa: PLR0913, PLR0917 - what applications may say about a key
    function: Function,
    prefix: str | Callable[[], str],
    digest: Function | None,
    use_request: bool = False,
    path: str | None = None,
    query_args: Any = None,
    **values: Any,
) -> str:
    """The key of what a view returned."""
    hashed = digest(str(tuple(sorted(_pairs(query_args)))).encode()).hexdigest() if digest else ""
    if callable(prefix):
        return prefix() + hashed
    if "%s" not in prefix:
        return prefix + hashed
    if path is None:
        path = request.path if use_request or digest else url_for(function.__name__, _external=False, **values)
    return prefix % path + hashed


def _pairs(query: Any) -> list[tuple[str, str]]:
    if query is None:
        return list(request.args.items(multi=True))
    if isinstance(query, str):
        return parse_qsl(query.lstrip("?"), keep_blank_values=True)
    if isinstance(query, MultiDict):
        query = query.items(multi=True)
    return [(key, str(value)) for key, value in (query.items() if isinstance(query, Mapping) else query)]


def _parameters(function: Function) -> list[inspect.Parameter]:
    return list(inspect.signature(function).parameters.values())


def takes(function: Function, number: int) -> bool:
    """Whether a function takes that many arguments."""
    return sum(parameter.kind is not parameter.KEYWORD_ONLY for parameter in _parameters(function)) >= number


def names_of(function: Function) -> list[str]:
    """The names of the arguments of a function."""
    found = _parameters(function)
    return [parameter.name for parameter in found if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]


def namespace(function: Any, args: tuple[Any, ...]) -> tuple[str, str | None]:
    """The name of a function, and of it in its object if it has one."""
    names, owner = names_of(function)[:1], getattr(function, "__self__", None)
    if names == ["cls"] and not (args and inspect.isclass(args[0])):
        raise ValueError(
            "When using `delete_memoized` on a `@classmethod` you must provide the class as the first argument"
        )
    token = None
    if owner and not inspect.isclass(owner):
        token = _identity(owner)
    elif names == ["self"] and args:
        token = _identity(args[0])
    name = f"{function.__module__}.{function.__qualname__}"
    return _clean(name), _clean(f"{name}.{token}") if token else None


def _clean(name: str) -> str:
    return "".join(letter for letter in name if letter in KEPT or ord(letter) > 255)


def _identity(owner: Any) -> str:
    own = getattr(owner, "__caching_id__", None)
    return repr(owner) if own is None else str(own())


def arguments_of(function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], ignored: tuple[str, ...]) -> str:
    """The arguments in one order, however they were given."""
    known = [parameter for parameter in _parameters(function) if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
    values: list[Any] = []
    taken = 0
    for place, parameter in enumerate(known):
        if parameter.name in kwargs and parameter.name not in ignored:
            values.append(kwargs[parameter.name])
            continue
        default = None if parameter.default is parameter.empty else parameter.default
        value = args[taken] if taken < len(args) else default
        taken += 1
        is_owner = place == 0 and parameter.name in ("self", "cls")
        values.append(None if parameter.name in ignored else _identity(value) if is_owner else value)
    names = {parameter.name for parameter in known}
    rest = sorted((name, value) for name, value in kwargs.items() if name not in names and name not in ignored)
    return f"{(*values, *args[len(known) :])}{rest}"


def new_mark() -> str:
    """A mark that nothing was kept under."""
    return base64.b64encode(uuid.uuid4().bytes)[:6].decode()


def seconds_of(timeout: Any) -> int | None:
    """A duration in seconds."""
    if isinstance(timeout, timedelta):
        return math.ceil(timeout.total_seconds())
    return int(timeout) if isinstance(timeout, str) else timeout
