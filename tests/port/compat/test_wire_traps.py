"""Every known trap of the wire: Flask and the moved twin give the same raw answer."""

from types import ModuleType
from typing import Any

import pytest
from wire_probes import Probe, Raw, ask_asgi, ask_flask

FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
Both = tuple[Raw, Raw]


@pytest.fixture
def both(original: ModuleType, twin: Any) -> Any:
    """Asks both."""

    def ask(*args: Any, **kwargs: Any) -> Both:
        probe = Probe(*args, **kwargs)
        return ask_flask(original.app, probe), ask_asgi(twin, probe)

    return ask


PATHS = [
    "/",
    "/bytes",
    "/dict",
    "/list",
    "/status",
    "/headers",
    "/both",
    "/teapot",
    "/empty",
    "/none",
    "/number",
    "/long-tuple",
    "/generated?q=z",
    "/yields",
    "/response",
    "/typed",
    "/jsonify",
    "/jsonify/args",
    "/jsonify/none",
    "/dumps",
    "/item/5",
    "/item/007",
    "/item/-1",
    "/item/x",
    "/item/5.0",
    "/price/1.5",
    "/price/1",
    "/key/00000000-0000-0000-0000-000000000007",
    "/key/7",
    "/file/a/b.c",
    "/user/ann",
    "/user/new",
    "/user/a%20%C3%BC",
    "/user/",
    "/user/a/b",
    "/kind/red",
    "/kind/green",
    "/slash",
    "/slash/",
    "/slash?a=1&b=%20",
    "/loose",
    "/loose/",
    "/pages",
    "/pages/1",
    "/pages/2",
    "/pages/",
    "/form",
    "/args?a=1&a=2&n=x&needed=1",
    "/args",
    "/args?",
    "/args?needed=%FF",
    "/about?q=1",
    "/redirect",
    "/redirect/301",
    "/urls",
    "/urls/bad",
    "/abort/400",
    "/abort/406",
    "/abort/404",
    "/abort/418",
    "/abort/503",
    "/abort/999",
    "/abort/text",
    "/abort/response",
    "/crash",
    "/sold",
    "/session/set",
    "/session/get",
    "/session/clear",
    "/session/permanent",
    "/session/crash",
    "/flash",
    "/flashed",
    "/page",
    "/page/string",
    "/page/missing",
    "/send",
    "/send/site.css",
    "/send/../shop.py",
    "/send/none",
    "/after",
    "/guarded/3",
    "/unwrapped/4",
    "/things/1",
    "/admin/",
    "/admin/crash",
    "/admin/boom",
    "/admin/?stop=1",
    "/admin",

    "/nowhere",
    "/static/site.css",
    "/static/none.css",
    "//user//ann",
    "/user//ann",
    "/static/",
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
@pytest.mark.parametrize("path", PATHS)
def test_all(both, path, method):
    a, b = both(path, method)
    assert a == b
