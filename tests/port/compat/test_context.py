"""One request, one context and one thread, however many requests there are at a time."""

import asyncio
import contextvars
import sqlite3
import threading
import time
from typing import Any

import pytest
from fastapi import Depends, FastAPI
from wire_probes import Probe, ask_asgi, ask_asgi_later


def made(twin: Any, view: Any, *features: Any, **options: Any) -> FastAPI:
    """An application with one wired view at "/{name}"."""
    from app.core.compat.install import install_wire
    from app.core.compat.wire import wire

    app = FastAPI()
    app.get("/{name}", name="view")(wire(**options)(view) if options else wire(view))
    install_wire(app, *features)
    return app


def test_hooks_and_view_share_a_connection_that_is_bound_to_its_thread(twin: Any) -> None:
    from app.core.compat.globals import g
    from app.core.compat.hooks import Hooks

    def connect() -> None:
        g.connection = sqlite3.connect(":memory:")

    def view(name: str) -> str:
        time.sleep(0.01)
        return str(g.connection.execute("select ?", [name]).fetchone()[0])

    def close(_: Any) -> None:
        g.pop("connection").close()

    app = made(twin, view, Hooks(before=[connect], teardown=[close]))

    assert asyncio.run(several(app)) == [str(number).encode() for number in range(20)]


async def several(app: FastAPI) -> list[bytes]:
    """Bodies of twenty answers that are asked for at once."""
    answers = await asyncio.gather(*(ask_asgi_later(app, Probe(f"/{number}")) for number in range(20)))
    return [answer.body for answer in answers]


def test_an_async_view_sees_the_request(twin: Any) -> None:
    from app.core.compat.request import request

    async def view(name: str) -> str:
        await asyncio.sleep(0)
        return name + request.path

    assert ask_asgi(made(twin, view), Probe("/a")).body == b"a/a"


def test_dependencies_are_given_to_the_view_through_any_decorator(twin: Any) -> None:
    def view(name: str, service: str = Depends(lambda: "service")) -> str:
        return name + service

    def plain(inner: Any) -> Any:
        return lambda *args, **kwargs: inner(*args, **kwargs).upper()

    app = made(twin, view, decorators=(plain,))

    assert ask_asgi(app, Probe("/a?service=x")).body == b"ASERVICE"


def test_a_default_of_the_view_is_not_taken_from_the_query(twin: Any) -> None:
    def view(name: str, page: int = 1) -> str:
        return f"{name}{page}"

    assert ask_asgi(made(twin, view), Probe("/a?page=x")).body == b"a1"


def test_cookies_may_come_in_several_headers(twin: Any) -> None:
    from app.core.compat.request import request

    app = made(twin, lambda name: name + request.cookies["c"] + request.cookies["d"])

    assert ask_asgi(app, Probe("/a", headers=(("Cookie", "c=1"), ("Cookie", "d=2")))).body == b"a12"


def test_there_is_no_request_outside_of_one(twin: Any) -> None:
    from app.core.compat.request import has_request_context, request

    assert not has_request_context()
    with pytest.raises(RuntimeError, match="Working outside of request context"):
        request.path  # noqa: B018


def test_the_context_may_be_taken_into_another_thread(twin: Any) -> None:
    from app.core.compat.request import request
    from app.core.compat.streaming import copy_current_request_context

    def view(name: str) -> str:
        seen: list[str] = []
        inside = copy_current_request_context(lambda: seen.append(request.path))
        thread = threading.Thread(target=contextvars.Context().run, args=(inside,))
        thread.start()
        thread.join()
        return name + seen[0]

    assert ask_asgi(made(twin, view), Probe("/a")).body == b"a/a"


def test_a_header_that_middleware_in_between_adds_is_kept(twin: Any) -> None:
    app = made(twin, lambda name: name)
    inner = app.user_middleware.pop()
    app.add_middleware(AddHeader)
    app.user_middleware.insert(0, inner)

    assert ask_asgi(app, Probe("/a")).get("x-between") == "1"


class AddHeader:
    """Middleware that adds a header."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-between", b"1"))
            await send(message)

        await self.app(scope, receive, sending)
