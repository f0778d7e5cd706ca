"""JSON as Flask writes it: sorted keys, ASCII, RFC 822 dates, and a newline at the end of an answer."""

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from werkzeug.http import http_date

from app.core.compat.response import Response

__provides__ = {
    "flask.json.dump": "dump",
    "flask.json.dumps": "dumps",
    "flask.json.jsonify": "jsonify",
    "flask.json": "",
    "flask.json.load": "load",
    "flask.json.loads": "loads",
    "flask.jsonify": "jsonify",
}


def plain(value: Any) -> Any:
    """The JSON form of a value that JSON does not know."""
    if isinstance(value, date):
        return http_date(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


@dataclasses.dataclass
class JsonFormat:
    """How answers are written. `write` writes them instead, with types of its own."""

    sort_keys: bool = True
    ensure_ascii: bool = True
    compact: bool = True
    mimetype: str = "application/json"
    write: Callable[[Any], str] | None = None


json_format = JsonFormat()
load = json.load
loads = json.loads


def dumps(value: Any, **options: Any) -> str:
    """The value as JSON text."""
    if json_format.write:
        return json_format.write(value)
    options = {"ensure_ascii": json_format.ensure_ascii, "sort_keys": json_format.sort_keys, **options}
    return json.dumps(value, **{"default": plain, **options})


def dump(value: Any, file: IO[str], **options: Any) -> None:
    """Writes the value as JSON text."""
    file.write(dumps(value, **options))


def jsonify(*args: Any, **kwargs: Any) -> Response:
    """A JSON answer of the one argument, of the list of arguments, or of the keywords."""
    if args and kwargs:
        raise TypeError("app.json.response() takes either args or kwargs, not both")
    value = args[0] if len(args) == 1 else (args or kwargs or None)
    layout: dict[str, Any] = {"separators": (",", ":")} if json_format.compact else {"indent": 2}
    end = "" if json_format.write else "\n"
    return Response(dumps(value, **layout) + end, mimetype=json_format.mimetype)
