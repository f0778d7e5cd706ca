"""Starting a server does nothing but tell us which application it would have served."""

from __future__ import annotations

import functools
from typing import Any

from archwright.prove.child.afterwards import when_imported

served: list[Any] = []


def disarm() -> None:
    """Before the application is loaded."""
    when_imported("flask", lambda module: setattr(module.Flask, "run", _serve))
    when_imported("flask_socketio", lambda module: setattr(module.SocketIO, "run", _serve_second))
    for module, name in _SERVERS:
        when_imported(module, functools.partial(_disarm, name))
    when_imported("webbrowser", lambda module: setattr(module, "open", lambda *_, **__: True))
    when_imported("wsgiref.simple_server", lambda module: setattr(module, "make_server", _make_server))


_SERVERS = (
    ("uvicorn", "run"),
    ("waitress", "serve"),
    ("hypercorn", "run"),
    ("eventlet.wsgi", "server"),
    ("gevent.pywsgi", "WSGIServer"),
    ("werkzeug.serving", "run_simple"),
)


def _serve(app: Any, *_: Any, **__: Any) -> None:
    served.append(app)


def _serve_second(_: Any, app: Any = None, *__: Any, **___: Any) -> None:
    served.append(app)


def _disarm(name: str, module: Any) -> None:
    setattr(module, name, _serve_named)


class _Idle:
    def serve_forever(self) -> None:
        """Nothing is served."""


def _serve_named(*arguments: Any, **options: Any) -> _Idle:
    served.extend([*arguments, *options.values()])
    return _Idle()


def _make_server(_: str, __: int, app: Any, **___: Any) -> _Idle:
    served.append(app)
    return _Idle()
