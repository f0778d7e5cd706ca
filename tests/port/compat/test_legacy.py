"""The original application answers for what has not moved."""

from types import ModuleType
from typing import Any

import pytest
from fastapi import FastAPI
from flask import Flask
from wire_probes import Probe, ask_asgi, ask_flask

MOVED = {"session_get", "urls", "index"}


@pytest.fixture
def half(original: ModuleType, twin: Any) -> FastAPI:
    """An application with three views moved and the rest not."""
    from app import shop
    from app.core.compat.hooks import Hooks
    from app.core.compat.install import install_wire
    from app.core.compat.legacy import LegacyApp
    from app.core.compat.session import Sessions

    app = FastAPI(docs_url=None)
    app.get("/", name="index")(shop.index)
    app.get("/session/get", name="session_get")(shop.session_get)
    app.get("/urls", name="urls")(shop.urls)
    endpoints = {rule.endpoint for rule in original.app.url_map.iter_rules()} - MOVED
    hooks = Hooks(before=[shop.first], after=[shop.late, shop.early], teardown=[shop.tear])
    install_wire(app, LegacyApp(original.app, endpoints, unmatched=True), Sessions(), hooks)
    return app


PATHS = ["/", "/item/3", "/slash", "/nowhere", "/crash", "/static/site.css", "/admin/", "/generated?q=1", "/kind/red"]


@pytest.mark.parametrize("path", [*PATHS, "/pages/1", "/response", "/page", "/urls"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_moved_or_not_the_answer_is_the_same(original: ModuleType, half: FastAPI, path: str, method: str) -> None:
    probe = Probe(path, method)

    assert ask_asgi(half, probe) == ask_flask(original.app, probe)


def test_a_session_that_the_original_wrote_is_read_by_a_moved_view(half: FastAPI) -> None:
    cookie = ask_asgi(half, Probe("/session/set")).get("set-cookie").partition(";")[0]

    assert ask_asgi(half, Probe("/session/get", headers=(("Cookie", cookie),))).body.startswith(b"ann (1, b'x'")


def test_a_body_reaches_the_original(original: ModuleType, half: FastAPI) -> None:
    probe = Probe("/form", "POST", (("Content-Type", "application/x-www-form-urlencoded"),), b"title=a&tag=b")

    assert ask_asgi(half, probe) == ask_flask(original.app, probe)


def test_the_original_answers_for_urls_that_nobody_knows_if_it_should(twin: Any) -> None:
    from app.core.compat.install import install_wire
    from app.core.compat.legacy import LegacyApp

    original = Flask("original")
    original.register_error_handler(404, lambda _: ("own page", 404))
    answers = []
    for unmatched in (True, False):
        app = FastAPI()
        install_wire(app, LegacyApp(original, (), unmatched=unmatched))
        answers.append(ask_asgi(app, Probe("/nowhere")).body)

    assert answers[0] == b"own page"
    assert answers[1].startswith(b"<!doctype html>")
