"""Sending requests to an ASGI application in this process, with its lifespan."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote

from archwright.model.replay import Reply, Request
from archwright.prove.child.wsgi import MOST_BYTES, headers_of


class Asgi:
    """An application that has been started; `stop` ends its lifespan."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._lifespan = self._loop.create_task(self._live())

    def start(self, seconds: float = 20) -> None:
        """Run the start of the lifespan. Raises RuntimeError with the application's words when it fails."""
        self._inbox.put_nowait({"type": "lifespan.startup"})
        message = self._loop.run_until_complete(asyncio.wait_for(self._outbox.get(), seconds))
        if message["type"] == "lifespan.startup.failed":
            raise RuntimeError(message.get("message", "the application did not start"))

    def stop(self, seconds: float = 5) -> None:
        """Run the end of the lifespan."""
        self._inbox.put_nowait({"type": "lifespan.shutdown"})
        try:
            self._loop.run_until_complete(asyncio.wait_for(self._lifespan, seconds))
        except asyncio.TimeoutError:  # noqa: UP041 - another class before Python 3.11
            self._lifespan.cancel()

    def call(self, request: Request, cookie: str, seconds: float) -> Reply:
        """Status 0 when nothing was answered, or not in time."""
        return self._loop.run_until_complete(self._call(request, cookie, seconds))

    async def _live(self) -> None:
        try:
            await self._app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, self._inbox.get, self._send)
        except BaseException as error:  # noqa: BLE001 - an application without lifespan raises here
            self._outbox.put_nowait({"type": "lifespan.startup.unsupported", "message": str(error)})

    async def _send(self, message: dict[str, Any]) -> None:
        self._outbox.put_nowait(message)

    async def _call(self, request: Request, cookie: str, seconds: float) -> Reply:
        answer: dict[str, Any] = {"status": 0, "headers": (), "body": []}
        messages = [{"type": "http.request", "body": request.body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if messages:
                return messages.pop()
            await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.update(status=message["status"], headers=message.get("headers", ()))
            elif message["type"] == "http.response.body" and sum(map(len, answer["body"])) < MOST_BYTES:
                answer["body"].append(message.get("body", b""))

        error = ""
        try:
            await asyncio.wait_for(self._app(_scope(request, cookie), receive, send), seconds)
        except asyncio.TimeoutError:  # noqa: UP041 - another class before Python 3.11
            error = "no answer in time"
        except BaseException as raised:  # noqa: BLE001 - whatever the application raises is its answer
            error = f"{type(raised).__name__}: {raised}"[:300]
        headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in answer["headers"])
        return Reply(answer["status"], headers, b"".join(answer["body"]), error)


def _scope(request: Request, cookie: str) -> dict[str, Any]:
    path, _, query = request.path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode("ascii", "replace"),
        "query_string": query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
            for name, value in headers_of(request, cookie)
        ],
        "client": ("127.0.0.1", 50000),
        "server": ("localhost", 80),
        "state": {},
    }
