"""Flask-SocketIO: views that tell clients something answer the same, and the original's server is told."""

from typing import Any

import pytest
from moving import written

ORIGINAL = """
from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO()
socketio.init_app(app, async_mode="threading")

@app.route("/tell")
def tell():
    socketio.emit("news", {"a": 1}, to="room")
    socketio.send("hello")
    socketio.close_room("room", namespace="/")
    return "told"
"""


def test_a_view_that_tells_nobody_answers_the_same(twins: Any) -> None:
    assert twins(ORIGINAL, written(ORIGINAL)).same("/tell").body == "told"


def test_the_server_of_the_original_is_told(twins: Any, capsys: pytest.CaptureFixture[str]) -> None:
    told = "class Told:\n    def __getattr__(self, name):\n        return lambda *a, **k: print(name, a, k)\n"
    moved = written(ORIGINAL).replace("app = app.finish", f"{told}socketio.server = Told()\napp = app.finish")

    twins(ORIGINAL, moved).same("/tell")

    assert capsys.readouterr().out.splitlines() == [
        "emit ('news', {'a': 1}) {'to': 'room'}",
        "send ('hello',) {}",
        "close_room ('room', '/') {}",
    ]
