"""JSON that remembers tuples, bytes, markup, UUIDs and dates, as Flask writes it into cookies."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup
from werkzeug.http import http_date, parse_date

from app.core.compat.json import dumps

READERS: dict[str, Callable[[Any], Any]] = {
    " b": b64decode,
    " d": parse_date,
    " di": lambda value: {key[:-2]: inner for key, inner in value.items()},
    " m": Markup,
    " t": tuple,
    " u": UUID,
}


class TaggedJson:
    """Writes and reads the payload of a session cookie."""

    def dumps(self, value: Any) -> str:
        """Compact JSON with a tag around what JSON does not know."""
        return dumps(_tagged(value), separators=(",", ":"))

    def loads(self, text: str | bytes) -> Any:
        """The value with its types restored."""
        return json.loads(text, object_hook=_untagged)


def _tagged(value: Any) -> Any:
    match value:
        case dict():
            inner = {key: _tagged(item) for key, item in value.items()}
            only = next(iter(inner), None)
            return {" di": {f"{only}__": inner[only]}} if len(inner) == 1 and only in READERS else inner
        case tuple():
            return {" t": [_tagged(item) for item in value]}
        case list():
            return [_tagged(item) for item in value]
        case bytes():
            return {" b": b64encode(value).decode("ascii")}
        case UUID():
            return {" u": value.hex}
        case datetime():
            return {" d": http_date(value)}
        case _ if callable(getattr(value, "__html__", None)):
            return {" m": str(value.__html__())}
    return value


def _untagged(value: dict[str, Any]) -> Any:
    key = next(iter(value), "")
    return READERS[key](value[key]) if len(value) == 1 and key in READERS else value
