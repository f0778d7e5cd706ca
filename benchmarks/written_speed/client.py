"""A load client that is cheap enough not to measure itself: raw asyncio streams, connections kept alive."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request, ready to be sent many times."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def wire(self) -> bytes:
        """The bytes that go out."""
        lines = [f"{self.method} {self.path} HTTP/1.1", "host: localhost"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.body:
            lines += ["content-type: application/json", f"content-length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body as a value."""
        return json.loads(self.body)


class Connection:
    """One kept-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> "Connection":
        """A connection to a local server."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def send(self, wire: bytes) -> Answer:
        """Send one request and read its whole answer."""
        self._writer.write(wire)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
        body = await self._reader.readexactly(int(length)) if length else b""
        return Answer(int(head[9:12]), body)

    async def close(self) -> None:
        """End the connection."""
        self._writer.close()
        await self._writer.wait_closed()


async def ask(port: int, request: Request) -> Answer:
    """One request on a connection of its own."""
    connection = await Connection.open(port)
    try:
        return await connection.send(request.wire())
    finally:
        await connection.close()


async def load(port: int, requests: Sequence[Request], count: int, connections: int) -> None:
    """Send ``count`` requests, taken in turn from ``requests``.

    Raises:
        RuntimeError: an answer was not a success, so that there is nothing to measure.
    """
    wires = [request.wire() for request in requests]
    turns = iter(range(count))

    async def work() -> None:
        connection = await Connection.open(port)
        for turn in turns:
            answer = await connection.send(wires[turn % len(wires)])
            if answer.status >= 300:
                request = requests[turn % len(requests)]
                raise RuntimeError(f"{request.method} {request.path}: {answer.status} {answer.body[:300]!r}")
        await connection.close()

    await asyncio.gather(*(work() for _ in range(connections)))
