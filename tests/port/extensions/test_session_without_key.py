"""Without a secret key there is no session: it is empty, refuses to be written and leaves no trace in the answer."""

from typing import Any

import pytest
from moving import written

ORIGINAL = """
from flask import Flask, flash, get_flashed_messages, session
from flask_login import LoginManager, current_user, login_required

app = Flask(__name__)
login_manager = LoginManager()
login_manager.init_app(app)

@login_manager.user_loader
def load(key):
    return None

@app.errorhandler(500)
def broken(error):
    return "broken", 500

@app.route("/read")
def read():
    return f"{session.get('name')} {session.permanent} {dict(session)} {get_flashed_messages()}"

@app.route("/write")
def write():
    session["name"] = "ann"
    return "written"

@app.route("/flash")
def say():
    flash("said")
    return "said"

@app.route("/pop")
def pop():
    session.pop("name", None)
    return "popped"

@app.route("/who")
def who():
    return str(current_user.is_authenticated)

@app.route("/inside")
@login_required
def inside():
    return "inside"
"""


@pytest.mark.parametrize("path", ["/read", "/write", "/flash", "/pop", "/who", "/inside"])
def test_an_answer_is_that_of_an_application_without_a_key(twins: Any, path: str) -> None:
    twins(ORIGINAL, written(ORIGINAL), ["secret_key: str | None = None"]).same(path)
