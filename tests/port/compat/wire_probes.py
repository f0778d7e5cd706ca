"""One request, asked of a Flask application and of an ASGI application, and the two raw answers."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from werkzeug.test import EnvironBuilder, run_wsgi_app


@dataclass(frozen=True)
class Probe:
    """A request. `headers` as pairs; a body makes the Content-Length header."""

    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def sent(self) -> list[tuple[str, str]]:
        """All headers that go out."""
        length = [("Content-Length", str(len(self.body)))] if self.body else []
        return [("Host", "localhost"), ("User-Agent", "probe"), *self.headers, *length]


@dataclass(frozen=True)
class Raw:
    """An answer as it is on the wire, the headers sorted."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for header, value in self.headers if header == name]

    def get(self, name: str) -> str:
        """The one value of a header, "" without it."""
        return next(iter(self.all(name)), "")


def ask_flask(app: Any, probe: Probe) -> Raw:
    """The answer of a WSGI application."""
    builder = EnvironBuilder(probe.path, method=probe.method, headers=probe.sent, data=probe.body)
    environ = builder.get_environ()
    environ.update(REMOTE_ADDR="127.0.0.1", REQUEST_URI=probe.path)
    body, status, headers = run_wsgi_app(app, environ)
    try:
        return _raw(int(status.split()[0]), headers, b"".join(body))
    finally:
        getattr(body, "close", lambda: None)()


def ask_asgi(app: Any, probe: Probe) -> Raw:
    """The answer of an ASGI application."""
    return asyncio.run(ask_asgi_later(app, probe))


async def ask_asgi_later(app: Any, probe: Probe) -> Raw:
    """The answer of an ASGI application, within a running loop."""
    url = urlsplit(probe.path)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": probe.method,
        "scheme": "http",
        "path": unquote(url.path),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in probe.sent],
        "client": ("127.0.0.1", 5000),
        "server": ("localhost", 80),
    }
    return await _ask(app, scope, probe.body)


async def _ask(app: Any, scope: dict[str, Any], body: bytes) -> Raw:
    unread = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if not unread:
            await asyncio.Event().wait()
        return unread.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    head = sent[0]
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head["headers"]]
    return _raw(head["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def _raw(status: int, headers: Any, body: bytes) -> Raw:
    kept = [(name.lower(), value) for name, value in headers if name.lower() != "date"]
    pairs = [(name, _settled(name, value)) for name, value in kept]
    return Raw(status, tuple(sorted(pairs)), body)


def _settled(name: str, value: str) -> str:
    """Without the order of a set, and a moment that has just come."""
    if name == "set-cookie":
        return re.sub(r"Expires=\w+, \d\d \w+ 20[^;]*", "Expires=soon", value)
    if name == "etag":
        return value.rpartition("-")[0]
    return ", ".join(sorted(value.split(", "))) if name == "allow" else value
