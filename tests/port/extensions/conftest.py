"""Two servers of one little application: Flask with the extension, and FastAPI with the runtime."""

import ast
import asyncio
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from werkzeug.test import Client, EnvironBuilder

from archwright.model.parts import TextFile
from archwright.port.compat import assemble

PACKAGE = "app.core.compat"
KEPT = ("content-type", "location", "allow", "www-authenticate", "cache-control", "vary", "hit_cache")
PREFIXES = ("x-", "access-control-", "content-security-", "strict-", "permissions-", "document-", "feature-")
SETTINGS = """
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    secret_key: str = "a secret key that is long enough for everybody"
"""


@dataclass(frozen=True)
class Probe:
    """One request, given like the arguments of werkzeug's test client."""

    path: str
    method: str = "GET"
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back, as far as it is compared."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    body: str


@dataclass
class Twins:
    """Both servers, asked the same things. Each keeps its own cookies."""

    original: Any
    written: Any
    jars: tuple[dict[str, str], dict[str, str]] = field(default_factory=lambda: ({}, {}))

    def ask(self, path: str, method: str = "GET", **options: Any) -> tuple[Answer, Answer]:
        """The answer of Flask and that of FastAPI."""
        probe = Probe(path, method, options)
        return _ask_flask(self.original, probe, self.jars[0]), _ask_asgi(self.written, probe, self.jars[1])

    def ask_one(self, which: int, path: str, method: str = "GET", **options: Any) -> Answer:
        """The answer of Flask (0) or of FastAPI (1), for bodies that can be read only once."""
        ask = (_ask_flask, _ask_asgi)[which]
        return ask((self.original, self.written)[which], Probe(path, method, options), self.jars[which])

    def same(self, path: str, method: str = "GET", **options: Any) -> Answer:
        """The answer that both give."""
        expected, actual = self.ask(path, method, **options)
        assert actual == expected
        return actual


MakeTwins = Callable[..., Twins]


@pytest.fixture
def twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeTwins]:
    """Makes both servers from their source: Flask's defines `app`, and so does `app.main`."""

    def make(original: str, written: str, settings: Sequence[str] = (), extensions: str = "") -> Twins:
        space: dict[str, Any] = {"__name__": "original", "__file__": str(tmp_path / "original.py")}
        exec(compile(dedent(original), "original.py", "exec"), space)
        files = {"app/main.py": dedent(written), "app/core/config.py": _settings(settings)}
        if extensions:
            files["app/core/extensions.py"] = dedent(extensions)
        _write(tmp_path, files)
        monkeypatch.syspath_prepend(tmp_path)
        _forget()
        return Twins(space["app"], importlib.import_module("app.main").app)

    yield make
    _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name == "app" or name.startswith("app.")]:
        del sys.modules[name]


def _settings(lines: Sequence[str]) -> str:
    return "\n".join([SETTINGS.rstrip(), *(f"    {line}" for line in lines), "", "settings = Settings()", ""])


def _write(folder: Path, files: dict[str, str]) -> None:
    needed = {name for text in files.values() for name in _needed(text)}
    compat = {file.path: file.text for file in assemble(sorted(needed)).of(TextFile)}
    empty = {"app/__init__.py": "", "app/core/__init__.py": ""}
    for path, text in {**empty, **compat, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _needed(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(f"{PACKAGE}."):
            module = (node.module or "").removeprefix(PACKAGE).removeprefix(".")
            yield from (f"{module}.{alias.name}".removeprefix(".") for alias in node.names)


def _ask_flask(app: Any, probe: Probe, jar: dict[str, str]) -> Answer:
    client = Client(app, use_cookies=False)
    response = client.open(probe.path, method=probe.method, **_with_cookies(probe, jar))
    return _answer(response.status_code, response.headers.to_wsgi_list(), response.get_data(), jar)


def _ask_asgi(app: Any, probe: Probe, jar: dict[str, str]) -> Answer:
    builder = EnvironBuilder(probe.path, method=probe.method, **_with_cookies(probe, jar))
    request = builder.get_request()
    body = request.get_data()
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method,
        "path": request.path, "raw_path": request.path.encode(), "query_string": request.query_string,
        "headers": headers, "server": ("localhost", 80), "client": ("127.0.0.1", 1), "scheme": request.scheme,
        "root_path": "",
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    raw = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in sent[0]["headers"]]
    return _answer(sent[0]["status"], raw, b"".join(message.get("body", b"") for message in sent[1:]), jar)


def _with_cookies(probe: Probe, jar: dict[str, str]) -> dict[str, Any]:
    cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())} if jar else {}
    return {**probe.options, "headers": {**cookies, **probe.options.get("headers", {})}}


def _answer(status: int, headers: Sequence[tuple[str, str]], body: bytes, jar: dict[str, str]) -> Answer:
    kept = [
        (name.lower(), value) for name, value in headers if name.lower() in KEPT or name.lower().startswith(PREFIXES)
    ]
    normal = [(name, ", ".join(sorted(value.split(", "))) if name == "allow" else value) for name, value in kept]
    cookies = [_bake(value, jar) for name, value in headers if name.lower() == "set-cookie"]
    return Answer(status, tuple(sorted(normal)), tuple(sorted(cookies)), body.decode())


def _bake(header: str, jar: dict[str, str]) -> str:
    """Keeps the cookie, and shows its name and flags."""
    parsed: SimpleCookie = SimpleCookie(header)
    for name, morsel in parsed.items():
        jar[name] = morsel.value
        if not morsel.value:
            del jar[name]
    name, _, rest = header.partition("=")
    flags = [flag.strip() for flag in rest.split(";")[1:]]
    return "; ".join([name, *(flag.partition("=")[0] if flag.startswith("Expires") else flag for flag in flags)])
