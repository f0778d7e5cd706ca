"""A request in the making: parts by name, turned into the bytes that are sent."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any
from urllib.parse import quote, urlencode

from archwright.model.replay import Request
from archwright.prove.child.journey.values import as_text

BOUNDARY = "----archwright"
AGENT = ("User-Agent", "Mozilla/5.0 (archwright)")


class Draft:
    """`form`, `json` and `files` None mean that no such body is sent; `raw` wins over all of them."""

    def __init__(self, method: str, path: str, client: int = 0, label: str = "") -> None:
        self.method = method
        self.path = path
        self.client = client
        self.label = label
        self.arguments: dict[str, Any] = {}
        self.query: dict[str, Any] = {}
        self.headers: dict[str, str] = {}
        self.form: dict[str, Any] | None = None
        self.json: Any = None
        self.has_json = False
        self.files: dict[str, tuple[str, str, bytes]] = {}
        self.raw: tuple[str, bytes] | None = None
        self.seal: tuple[str, str, str] | None = None

    def copy(self, label: str) -> Draft:
        """The same parts, to be changed."""
        other = copy.deepcopy(self)
        other.label = label
        return other

    def set(self, source: str, key: str, value: Any) -> None:
        """Put one value where a view reads it. Setting a JSON or form key makes that body."""
        if source == "query":
            self.query[key] = value
        elif source in ("form", "values") and not (source == "values" and self.method in ("GET", "DELETE")):
            self.form = {**(self.form or {}), key: value}
        elif source == "values":
            self.query[key] = value
        elif source == "json":
            self._set_json(key, value)
        elif source == "path":
            self.path = self.path.replace(quoted(str(self.arguments.get(key, "/"))), quoted(str(value)), 1)
            self.arguments = {**self.arguments, key: value}
        elif source == "header":
            self.headers[key] = str(value)
        elif source == "cookie":
            self.headers["Cookie"] = f"{key}={value}"

    def _set_json(self, key: str, value: Any) -> None:
        content = copy.deepcopy(self.json) if isinstance(self.json, (dict, list)) else {}
        place = content[0] if isinstance(content, list) and content and isinstance(content[0], dict) else content
        if isinstance(place, dict):
            put(place, key.replace("[].", "", 1) if key.startswith("[].") else key, value)
        self.json, self.has_json = content, True

    def drop(self, source: str, key: str) -> None:
        """Leave one value out."""
        bags = {"query": self.query, "form": self.form, "values": self.form, "json": self.json, "file": self.files}
        bag = bags.get(source)
        for name in key.split(".")[:-1]:
            bag = bag.get(name) if isinstance(bag, dict) else None
        if isinstance(bag, dict):
            bag.pop(key.rsplit(".", 1)[-1], None)

    def credentials(self, user: str, word: str) -> None:
        """HTTP basic authorization."""
        self.headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{word}".encode()).decode()

    def render(self, endpoint: str) -> Request:
        """The request as sent, without cookies."""
        kind, body = self._body()
        headers = [AGENT, ("Accept", "*/*"), *self.headers.items()]
        if kind and not any(name.lower() == "content-type" for name in self.headers):
            headers.append(("Content-Type", kind))
        path = self.path
        if self.query:
            path += ("&" if "?" in path else "?") + urlencode({key: as_text(item) for key, item in self.query.items()})
        return Request(self.method, path, tuple(headers), body, endpoint, self.client, self.label)

    def _body(self) -> tuple[str, bytes]:
        if self.raw is not None:
            return self.raw
        if self.has_json:
            return "application/json", json.dumps(self.json).encode()
        if self.files:
            return f"multipart/form-data; boundary={BOUNDARY}", self._multipart()
        if self.form is not None:
            pairs = {key: item if isinstance(item, list) else as_text(item) for key, item in self.form.items()}
            return "application/x-www-form-urlencoded", urlencode(pairs, doseq=True).encode()
        return "", b""

    def _multipart(self) -> bytes:
        lines: list[bytes] = []
        for key, item in (self.form or {}).items():
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n'
            lines.append(head.encode() + as_text(item).encode() + b"\r\n")
        for key, (name, kind, content) in self.files.items():
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"; filename="{name}"\r\n'
            lines.append(head.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
        return b"".join([*lines, f"--{BOUNDARY}--\r\n".encode()])


def put(content: dict[str, Any], key: str, value: Any) -> None:
    """Set "a.b" in the object "a", and "a[].b" in the only object of the list "a"; "[].b" is left to `body_of`."""
    head, dot, rest = key.partition(".")
    if not dot:
        content[head] = value
    elif head.endswith("[]"):
        inner = content.get(head[:-2])
        inner = inner if isinstance(inner, list) and inner and isinstance(inner[0], dict) else [{}]
        content[head[:-2]] = inner
        put(inner[0], rest, value)
    else:
        inner = content.get(head)
        content[head] = inner if isinstance(inner, dict) else {}
        put(content[head], rest, value)


def body_of(keys: dict[str, Any]) -> Any:
    """A JSON body from dotted keys; a list when every key is of its items."""
    content: dict[str, Any] = {}
    inner = {key[3:]: value for key, value in keys.items() if key.startswith("[].")}
    for key, value in (inner if len(inner) == len(keys) else keys).items():
        if not key.startswith("[]."):
            put(content, key, value)
    return [content] if inner and len(inner) == len(keys) else content


def quoted(text: str) -> str:
    """A value as a part of a path."""
    return quote(text, safe="")
