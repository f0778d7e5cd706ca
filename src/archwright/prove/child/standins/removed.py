"""Names that have left Flask and Werkzeug, and packages that moved: `flask.ext`, `before_first_request` and friends."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Callable
from typing import Any

from archwright.prove.child.afterwards import when_imported
from archwright.prove.child.standins.noted import note


def stand_in() -> None:
    """Only what is missing is added, and noted when it is asked for."""
    sys.meta_path.insert(0, _OldFolders())
    when_imported("flask", _change_flask)
    when_imported("flask.json", lambda module: _lend(module, {"JSONEncoder": lambda: _encoder(module)}))
    when_imported("werkzeug", lambda module: _lend(module, _WERKZEUG))
    when_imported("werkzeug.urls", lambda module: _lend(module, _URLS))
    when_imported("werkzeug.security", lambda module: _lend(module, {"safe_str_cmp": lambda: _same}))
    when_imported(
        "jinja2", lambda module: _lend(module, {"Markup": _from("markupsafe", "Markup"), "escape": _escape()})
    )


def _from(module: str, name: str) -> Callable[[], Any]:
    return lambda: getattr(importlib.import_module(module), name)


def _escape() -> Callable[[], Any]:
    return _from("markupsafe", "escape")


_WERKZEUG = {
    name: _from(module, name)
    for module, names in (
        ("werkzeug.security", ("check_password_hash", "generate_password_hash")),
        ("werkzeug.utils", ("secure_filename", "redirect")),
        ("werkzeug.datastructures", ("FileStorage", "MultiDict", "ImmutableMultiDict")),
        ("werkzeug.wsgi", ("wrap_file",)),
    )
    for name in names
}
_URLS = {
    "url_quote": _from("urllib.parse", "quote"),
    "url_quote_plus": _from("urllib.parse", "quote_plus"),
    "url_unquote": _from("urllib.parse", "unquote"),
    "url_unquote_plus": _from("urllib.parse", "unquote_plus"),
    "url_encode": _from("urllib.parse", "urlencode"),
    "url_parse": _from("urllib.parse", "urlsplit"),
    "url_join": _from("urllib.parse", "urljoin"),
    "url_fix": lambda: lambda text: importlib.import_module("urllib.parse").quote(text, safe="%/:=&?~#+!$,;'@()*[]"),
    "url_decode": lambda: _url_decode,
}


def _url_decode(text: Any) -> Any:
    parsed = importlib.import_module("urllib.parse").parse_qsl(text if isinstance(text, str) else text.decode())
    return importlib.import_module("werkzeug.datastructures").MultiDict(parsed)


def _same(left: str, right: str) -> bool:
    return importlib.import_module("hmac").compare_digest(left.encode(), right.encode())  # type: ignore[no-any-return]


def _lend(module: Any, names: dict[str, Callable[[], Any]]) -> None:
    """Missing attributes of a module, made when they are asked for."""
    before = getattr(module, "__getattr__", None)

    def lend(name: str) -> Any:
        if name in names:
            note(f"{module.__name__}.{name}")
            return names[name]()
        if before is not None:
            return before(name)
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")

    module.__getattr__ = lend


class _Top:
    """The context stacks of old had a `top`."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy

    @property
    def top(self) -> Any:
        try:
            return self._proxy._get_current_object()
        except RuntimeError:
            return None


def _change_flask(flask: Any) -> None:
    contexts = importlib.import_module("flask.globals")
    names = {
        "Markup": _from("markupsafe", "Markup"),
        "escape": _escape(),
        "_app_ctx_stack": lambda: _Top(contexts.app_ctx),
        "_request_ctx_stack": lambda: _Top(getattr(contexts, "request_ctx", None) or contexts.app_ctx),
    }
    _lend(flask, names)
    if not hasattr(flask.Flask, "before_first_request"):
        flask.Flask.before_first_request = _before_first_request
        flask.Blueprint.before_app_first_request = lambda self, function: (
            self.record_once(lambda state: state.app.before_first_request(function)) or function
        )
    if not hasattr(flask.Flask, "json_encoder"):
        flask.Flask.json_encoder = property(lambda _: _encoder(flask.json), _set_encoder)


def _before_first_request(app: Any, function: Callable[[], Any]) -> Callable[[], Any]:
    note("Flask.before_first_request")
    done: list[bool] = []

    def once() -> None:
        if not done:
            done.append(True)
            function()

    app.before_request_funcs.setdefault(None, []).insert(0, once)
    return function


def _encoder(module: Any) -> type:
    json = importlib.import_module("json")
    provider = importlib.import_module("flask.json.provider")

    class JSONEncoder(json.JSONEncoder):  # type: ignore[misc,name-defined]
        def default(self, value: Any) -> Any:
            return provider._default(value)

    module.JSONEncoder = JSONEncoder
    return JSONEncoder


def _set_encoder(app: Any, encoder: Any) -> None:
    note("Flask.json_encoder")
    app.json.default = lambda value: encoder().default(value)


class _OldFolders(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """`flask.ext.login` is `flask_login`, `werkzeug.contrib.fixers` is `werkzeug.middleware.proxy_fix`."""

    moved = {"werkzeug.contrib.fixers": "werkzeug.middleware.proxy_fix", "werkzeug.contrib": ""}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:  # noqa: ARG002 - the protocol
        if name == "flask.ext" or name.startswith("flask.ext.") or name in self.moved:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: Any) -> Any:
        note(f"{spec.name} alias")
        real = self.moved.get(spec.name, "flask_" + spec.name[len("flask.ext.") :])
        if spec.name == "flask.ext" or not real:
            return types.ModuleType(spec.name)
        return importlib.import_module(real)

    def exec_module(self, module: Any) -> None:
        """Nothing is left to do: the module is the moved one."""
