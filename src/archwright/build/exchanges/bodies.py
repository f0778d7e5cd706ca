"""Bodies and headers of recorded messages, decoded."""

import json
from email import message_from_bytes
from urllib.parse import parse_qsl, urlencode

from archwright.model.replay import Reply, Request

NOTHING = object()


def header(message: Request | Reply, name: str) -> str:
    """A header's value, "" when absent."""
    return next((value for key, value in message.headers if key.lower() == name), "")


def media_type(message: Request | Reply) -> str:
    """The content type without its parameters."""
    return header(message, "content-type").partition(";")[0].strip().lower()


def json_of(message: Request | Reply) -> object:
    """The value of a JSON body, `NOTHING` when there is none."""
    kind = media_type(message)
    if kind != "application/json" and not kind.endswith("+json"):
        return NOTHING
    try:
        return json.loads(message.body, parse_constant=_refuse)
    except ValueError:
        return NOTHING


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} cannot be compared")


def form_of(request: Request) -> dict[str, str | list[str]] | None:
    """The fields of a form that is sent the usual way; a repeated field is a list."""
    if media_type(request) != "application/x-www-form-urlencoded" or not request.body:
        return None
    pairs = parse_qsl(request.body.decode("latin-1"), keep_blank_values=True)
    if urlencode(pairs).encode() != request.body:
        return None
    fields: dict[str, str | list[str]] = {}
    for name in dict.fromkeys(name for name, _ in pairs):
        values = [value for key, value in pairs if key == name]
        fields[name] = values[0] if len(values) == 1 else values
    return fields


def parts_of(request: Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes, str]]] | None:
    """Fields and files (name, bytes, content type) of a multipart form."""
    if media_type(request) != "multipart/form-data":
        return None
    kind = header(request, "content-type").encode()
    message = message_from_bytes(b"Content-Type: " + kind + b"\r\n\r\n" + request.body)
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes, str]] = {}
    for part in message.get_payload() if message.is_multipart() else ():
        name = str(part.get_param("name", "", "content-disposition"))  # type: ignore[union-attr]
        data = part.get_payload(decode=True)  # type: ignore[union-attr]
        content = data if isinstance(data, bytes) else b""
        filename = part.get_filename()  # type: ignore[union-attr]
        if filename is None:
            fields[name] = content.decode("utf-8", "replace")
        else:
            files[name] = (filename, content, part.get_content_type())  # type: ignore[union-attr]
    return fields, files


def sent_text(request: Request) -> str:
    """Everything the client chose, as one text to search in."""
    form = form_of(request)
    fields = str(form) if form else request.body.decode("utf-8", "replace")
    return "\n".join([request.path, *(value for _, value in request.headers), fields])
