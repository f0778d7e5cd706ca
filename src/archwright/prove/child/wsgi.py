"""Sending one request to a WSGI application in this process."""

from __future__ import annotations

import io
import signal
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from archwright.model.replay import Reply, Request

MOST_BYTES = 4_000_000
MOST_CHUNKS = 300


class OutOfTime(BaseException):
    """Not an Exception, so that a view's own handlers let it pass."""


def call_wsgi(app: Callable[..., Iterable[bytes]], request: Request, cookie: str, seconds: float) -> Reply:
    """Status 0 when the application raised or did not answer in time."""
    answer: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:  # noqa: ARG001
        answer.update(status=int(status.split(maxsplit=1)[0]), headers=headers)

    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        body = _read(app(_environ(request, cookie), start_response))
    except OutOfTime:
        return Reply(0, error="no answer in time")
    except BaseException as error:  # noqa: BLE001 - whatever the application raises is its answer
        return Reply(0, error=f"{type(error).__name__}: {error}"[:300])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    headers = tuple((name.lower(), str(value)) for name, value in answer["headers"])
    return Reply(answer["status"], headers, body)


def _ring(*_: Any) -> None:
    raise OutOfTime


def _read(chunks: Iterable[bytes]) -> bytes:
    found: list[bytes] = []
    size = 0
    try:
        for chunk in chunks:
            found.append(chunk)
            size += len(chunk)
            if size > MOST_BYTES or len(found) > MOST_CHUNKS:
                break
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    return b"".join(found)


def _environ(request: Request, cookie: str) -> dict[str, Any]:
    path, _, query = request.path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "REQUEST_URI": request.path,
        "RAW_URI": request.path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "REMOTE_PORT": "50000",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers_of(request, cookie):
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ


def headers_of(request: Request, cookie: str) -> list[tuple[str, str]]:
    """What is sent: the request's own headers, host, length and cookies."""
    given = {name.lower() for name, _ in request.headers}
    sent = [] if "host" in given else [("Host", "localhost")]
    sent += list(request.headers)
    if "content-length" not in given and (request.body or request.method in ("POST", "PUT", "PATCH")):
        sent.append(("Content-Length", str(len(request.body))))
    if cookie:
        sent.append(("Cookie", cookie))
    return sent
