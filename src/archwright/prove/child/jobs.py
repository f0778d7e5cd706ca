"""What a child can be ordered to do: record an original, play requests to it, or play them to a backend."""

from __future__ import annotations

import os
import site
import sys
from typing import Any

from archwright.model.replay import Reply, Request
from archwright.prove.child import codec
from archwright.prove.child.asgi import Asgi
from archwright.prove.child.cover import Cover
from archwright.prove.child.journey.driver import drive
from archwright.prove.child.load import servers, setup, start
from archwright.prove.child.load.failure import explain
from archwright.prove.child.load.sources import own_sources
from archwright.prove.child.player import Player
from archwright.prove.child.standins import environment, install
from archwright.prove.child.standins.noted import noted
from archwright.prove.child.world import freeze
from archwright.prove.child.wsgi import call_wsgi


def do(order: dict[str, Any]) -> dict[str, Any]:
    """`order["job"]` names it."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 1000))
    _leave_our_folder()
    freeze.freeze(order["root"], order["scratch"])
    install.install(order["scratch"])
    return {"record": _record, "original": _play_original, "backend": _play_backend}[order["job"]](order)


def _leave_our_folder() -> None:
    """What is beside this file must not answer the user's imports."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != here]


def _record(order: dict[str, Any]) -> dict[str, Any]:
    loaded = _load(order)
    if isinstance(loaded, dict):
        return loaded
    app, sources = loaded
    cover = Cover(app, order["root"], sources, order["facts"])
    player = Player(_to(app), order["scratch"])
    exchanges = drive(app, player, cover, sources, order)
    return {
        "exchanges": [[codec.request_to_json(ask), codec.reply_to_json(reply)] for ask, reply in exchanges],
        "covered": cover.table(),
        "missed": cover.missed(),
        "stand_ins": noted(),
    }


def _play_original(order: dict[str, Any]) -> dict[str, Any]:
    loaded = _load(order)
    if isinstance(loaded, dict):
        return loaded
    return {"replies": _play(Player(_to(loaded[0]), order["scratch"]), order)}


def _play(player: Player, order: dict[str, Any]) -> list[Any]:
    """A request that had no answer in the recording is not sent, but its moment passes."""
    replies = []
    for each in order["requests"]:
        if each is None:
            player.count += 1
        reply = Reply(0, error="not sent") if each is None else player.play(codec.request_from_json(each))
        replies.append(codec.reply_to_json(reply))
    return replies


def _load(order: dict[str, Any]) -> Any:
    """The application and its sources, or a description of why it does not load."""
    entry = order["entry"]
    try:
        sources = own_sources(entry, order["root"])
        if order["environment"]:
            environment.fill(os.path.dirname(entry), sources)
        app, module = start.start(entry, order["root"], order["mode"], order["variable"], order["package"])
        setup.set_up(app, module, order["root"])
    except BaseException as error:  # noqa: BLE001 - the backend may do anything wrong
        return {"failed": explain(error, order["root"]), "stand_ins": noted()}
    app.testing = app.debug = False
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return app, sources


def _to(app: Any) -> Any:
    def call(request: Request, cookie: str, seconds: float) -> Reply:
        return call_wsgi(app, request, cookie, seconds)

    return call


def _play_backend(order: dict[str, Any]) -> dict[str, Any]:
    sys.path.insert(0, order["root"])
    for folder in order["site_packages"]:
        site.addsitedir(folder)
    os.chdir(order["root"])
    servers.disarm()
    environment.lend(order["environment"], order["root"])
    try:
        if os.path.isfile("alembic.ini"):
            _migrate()
        server = Asgi(__import__("app.main", fromlist=["app"]).app)
        server.start()
    except BaseException as error:  # noqa: BLE001 - the backend may do anything wrong
        return {"failed": explain(error, order["root"])}
    replies = _play(Player(server.call, order["scratch"], seconds=10), order)
    server.stop()
    return {"replies": replies, "stand_ins": noted()}


def _migrate() -> None:
    from alembic.config import main

    main(argv=["--raiseerr", "upgrade", "head"], prog="alembic")
