"""Playing requests one after the other, each in its own frozen moment and with its client's cookies."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from typing import Any

from archwright.model.replay import Reply, Request
from archwright.prove.child.jar import Jar
from archwright.prove.child.world import freeze, threads

Call = Callable[[Request, str, float], Reply]


class Player:
    """`call` sends a request with a Cookie header. Scratch paths are made the same in every reply."""

    def __init__(self, call: Call, scratch: str, seconds: float = 5) -> None:
        self._call = call
        self._scratch = scratch
        self._seconds = seconds
        self._jars: dict[int, Jar] = {}
        self._errors = _LastError()
        logging.getLogger().addHandler(self._errors)
        self.count = 0

    def jar(self, client: int) -> Jar:
        """The cookies of a client."""
        return self._jars.setdefault(client, Jar())

    def play(self, request: Request) -> Reply:
        """Send the next request."""
        self.count += 1
        freeze.begin(self.count)
        self._errors.last = ""
        jar = self.jar(request.client)
        reply = self._call(request, jar.header(request.path), self._seconds)
        threads.settle()
        for name, value in reply.headers:
            if name == "set-cookie":
                jar.take(request.path, value)
        return self._tidy(reply)

    def _tidy(self, reply: Reply) -> Reply:
        error = reply.error or (self._errors.last if reply.status >= 500 or reply.status == 0 else "")
        if self._scratch == "/tmp":  # noqa: S108 - an own one
            return dataclasses.replace(reply, error=error)
        headers = tuple((name, value.replace(self._scratch, "/tmp")) for name, value in reply.headers)  # noqa: S108
        body = reply.body.replace(self._scratch.encode(), b"/tmp")
        return Reply(reply.status, headers, body, error)


class _LastError(logging.Handler):
    """The last exception that was logged while a request was answered."""

    last = ""

    def emit(self, record: Any) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            self.last = f"{type(error).__name__}: {error}"[:300]
