"""Native FastAPI routes beside the wired ones."""

import asyncio
import sys
from types import ModuleType
from typing import Any

import pytest
from fastapi import FastAPI
from wire_probes import Probe, ask_asgi, ask_flask

JSON = (("Content-Type", "application/json"),)


def test_a_native_route_answers_by_itself_and_hooks_see_it(twin: Any) -> None:
    answer = ask_asgi(twin, Probe("/native"))

    assert answer.body == b'{"b":1,"a":2}'
    assert answer.get("x-after") == "early,late,"


def test_a_native_route_reads_its_body(twin: Any) -> None:
    assert ask_asgi(twin, Probe("/native", "POST", JSON, b'{"amount": 2}')).body == b'{"amount":2}'


def test_a_body_that_is_not_valid_is_flasks_400_page(original: ModuleType, twin: Any) -> None:
    expected = ask_flask(original.app, Probe("/abort/400"))

    assert ask_asgi(twin, Probe("/native", "POST", JSON, b'{"amount": "x"}')) == expected


def test_a_native_404_is_flasks_page(original: ModuleType, twin: Any) -> None:
    expected = ask_flask(original.app, Probe("/abort/404"))

    assert ask_asgi(twin, Probe("/native/missing")) == expected


def test_a_native_error_goes_to_the_handler_of_its_code(twin: Any) -> None:
    assert ask_asgi(twin, Probe("/native/pay")).body == b"pay: 406 Not Acceptable"


def test_a_native_stream_passes(twin: Any) -> None:
    answer = ask_asgi(twin, Probe("/native/stream"))

    assert answer.body == b"ab"
    assert answer.get("x-after") == "early,late,"


def test_head_options_and_405_of_a_native_route_are_flasks(twin: Any) -> None:
    assert ask_asgi(twin, Probe("/native", "HEAD")).body == b""
    assert ask_asgi(twin, Probe("/native", "OPTIONS")).get("allow") == "GET, HEAD, OPTIONS, POST"
    assert ask_asgi(twin, Probe("/native", "PUT")).status == 405


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID")
def test_the_pages_of_fastapi_pass(twin: Any) -> None:
    assert b"swagger" in ask_asgi(twin, Probe("/docs")).body
    schema = ask_asgi(twin, Probe("/openapi.json")).body
    assert b'"/item/{number}"' in schema
    assert b'"/native"' in schema


def test_a_mounted_application_answers(twin: Any) -> None:
    assert ask_asgi(twin, Probe("/mounted/x")).body == b'{"mounted":true}'


def test_lifespan_passes(twin: Any) -> None:
    sent: list[Any] = []
    messages = [{"type": "lifespan.shutdown"}, {"type": "lifespan.startup"}]

    async def receive() -> Any:
        return messages.pop()

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(twin({"type": "lifespan", "state": {}}, receive, send))

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert sys.modules["app.main"].started


def test_without_the_native_strategy_native_answers_go_out_as_they_are(twin: Any) -> None:
    from app.core.compat.hooks import Hooks
    from app.core.compat.install import install_wire

    app = FastAPI()
    app.get("/plain")(lambda: {"b": 1})
    install_wire(app, Hooks(before=[lambda: None], after=[lambda response: response.headers.update(x="1") or response]))

    assert ask_asgi(app, Probe("/plain")).headers == (("content-length", "7"), ("content-type", "application/json"))
    assert ask_asgi(app, Probe("/nowhere")).get("x") == "1"


def test_a_url_of_the_application_is_not_taken_by_fastapis_own_pages(twin: Any) -> None:
    from app.core.compat.install import install_wire
    from app.core.compat.wire import wire

    app = FastAPI()
    app.get("/docs", name="docs")(wire(lambda: "our docs"))
    install_wire(app)

    assert ask_asgi(app, Probe("/docs")).body == b"our docs"
