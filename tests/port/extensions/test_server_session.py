"""Flask-Session: data on the server, a key in the cookie, and both read what the other one kept."""

import secrets
import warnings
from pathlib import Path
from typing import Any

import fakeredis
import flask_session.redis.redis
import itsdangerous
import pytest
import redis
from moving import written

SOURCE = """
from flask import Flask, jsonify, flash, get_flashed_messages, session
from flask_session import Session

app = Flask(__name__)
SETTINGS
server_side = Session()
server_side.init_app(app)

@app.route("/set/<name>")
def put(name):
    session[name] = [name, {"a": 1}]
    return "set"

@app.route("/get")
def get():
    return jsonify({key: session[key] for key in sorted(session)}, session.permanent, bool(session), session.sid)

@app.route("/nested")
def nested():
    session.get("one", [0, {}])[1]["b"] = 2
    return "nested"

@app.route("/in")
def contains():
    return str("one" in session)

@app.route("/brief")
def brief():
    session.permanent = False
    return "brief"

@app.route("/pop")
def pop():
    return jsonify(session.pop("one", None))

@app.route("/clear")
def clear():
    session.clear()
    return "clear"

@app.route("/flash")
def say():
    flash("hello", "kind")
    return "said"

@app.route("/flashed")
def said():
    return jsonify(get_flashed_messages(with_categories=True))

@app.route("/plain")
def plain():
    return "plain"

@app.route("/crash/<name>")
def crash(name):
    session[name] = 1
    return {}["x"]

"""
PATHS = [
    "/plain",
    "/get",
    "/in",
    "/set/one",
    "/get",
    "/in",
    "/plain",
    "/nested",
    "/get",
    "/brief",
    "/plain",
    "/set/two",
]
PATHS += [
    "/get",
    "/flash",
    "/flashed",
    "/flashed",
    "/crash/three",
    "/get",
    "/nowhere",
    "/pop",
    "/get",
    "/clear",
    "/get",
]
FOLDER = 'app.config.update(SESSION_TYPE="filesystem", SESSION_FILE_DIR="{folder}")'
KINDS = [
    FOLDER,
    FOLDER + '\napp.config.update(SESSION_PERMANENT=False)',
    FOLDER + '\napp.config.update(SESSION_REFRESH_EACH_REQUEST=False, SESSION_COOKIE_NAME="sid")',
    FOLDER + '\napp.config.update(SECRET_KEY="a secret key", SESSION_USE_SIGNER=True, SESSION_ID_LENGTH=8)',
    FOLDER + '\napp.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=True)',
    'from cachelib import FileSystemCache\n'
    'app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=FileSystemCache("{folder}"))',
    'from redis import Redis\napp.config.update(SESSION_TYPE="redis", SESSION_REDIS=Redis({which}))',
    'app.config.update(SESSION_TYPE="redis", SESSION_SERIALIZATION_FORMAT="json", SESSION_KEY_PREFIX="{which}")',
]  # fmt: skip


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Keys are counted instead of drawn, redis is in memory, and nothing warns of old names."""
    server = fakeredis.FakeServer()

    class Redis(fakeredis.FakeRedis):
        def __init__(self, db: int = 0) -> None:
            super().__init__(server=server, db=db)

    monkeypatch.setattr(redis, "Redis", Redis)
    monkeypatch.setattr(flask_session.redis.redis, "Redis", Redis)
    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda _: 1_700_000_000)
    monkeypatch.setattr(secrets, "token_urlsafe", lambda length: f"key-{length}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def make(twins: Any, settings: str, folder: Path, stores: str = "00") -> Any:
    """Both servers, each with the store of that number."""

    def source(which: str) -> str:
        return SOURCE.replace("SETTINGS", settings.replace("{which}", which).replace("{folder}", str(folder / which)))

    return twins(source(stores[0]), written(source(stores[1])))


@pytest.mark.parametrize("settings", KINDS)
def test_a_visit_is_the_same(twins: Any, tmp_path: Path, settings: str) -> None:
    both = make(twins, settings, tmp_path, "01")
    for path in PATHS:
        original = both.ask_one(0, path)
        kept = dict(both.jars[0])
        assert both.ask_one(1, path) == original, path
        assert both.jars[1] == kept


@pytest.mark.parametrize("settings", [KINDS[0], KINDS[3], KINDS[6]])
def test_each_reads_what_the_other_one_kept(twins: Any, tmp_path: Path, settings: str) -> None:
    both = make(twins, settings, tmp_path)
    both.ask_one(0, "/set/one")
    both.jars[1].update(both.jars[0])

    assert '"one":["one",{"a":1}]' in both.ask_one(1, "/get").body
    both.ask_one(1, "/set/two")
    assert '"two"' in both.ask_one(0, "/get").body


@pytest.mark.parametrize("settings", [KINDS[0], KINDS[6]])
def test_what_was_cleared_is_gone(twins: Any, tmp_path: Path, settings: str) -> None:
    both = make(twins, settings, tmp_path, "01")
    both.same("/set/one")
    kept = [dict(jar) for jar in both.jars]
    both.same("/clear")
    for jar, before in zip(both.jars, kept, strict=True):
        jar.update(before)

    assert '"one"' not in both.same("/get").body


@pytest.mark.parametrize("cookie", ["unknown", "key-32.forged"])
@pytest.mark.parametrize("settings", [KINDS[0], KINDS[3]])
def test_an_unknown_key_begins_a_new_session(twins: Any, tmp_path: Path, cookie: str, settings: str) -> None:
    both = make(twins, settings, tmp_path, "01")
    for jar in both.jars:
        jar["session"] = cookie
    both.same("/get")
    both.same("/set/one")
    both.same("/get")


def test_an_unknown_kind_of_store_is_refused(twins: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Unrecognized value for SESSION_TYPE: nothing"):
        make(twins, 'app.config["SESSION_TYPE"] = "nothing"', tmp_path)
