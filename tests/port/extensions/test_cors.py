"""Flask-CORS: other origins are told the same."""

import json
from typing import Any

import pytest
from moving import written

SOURCE = """
import re
from datetime import timedelta
from flask import Flask, abort, jsonify, session
from flask_cors import CORS, cross_origin

app = Flask(__name__)
app.config["SECRET_KEY"] = "a secret key that is long enough for everybody"
CONFIGURE
cors = CORS(OPTIONS)

@app.route("/")
def home():
    return "home"

@app.route("/api/things", methods=["GET", "POST"])
def things():
    session["seen"] = True
    return jsonify(a=1)

@app.route("/api/own")
def own():
    return "own", 200, {"Access-Control-Allow-Origin": "https://own.org"}

@app.route("/crash")
def crash():
    return {}["x"]

@app.route("/gone")
def gone():
    abort(410)

@app.route("/slash/")
def slash():
    return "slash"

@app.route("/one", methods=["GET", "POST"])
@cross_origin()
def one():
    return "one", 201

@app.route("/two")
@cross_origin(origins=["https://a.org", "https://b.org"], supports_credentials=True, max_age=5, methods=["get", "put"],
              expose_headers=["X-B", "X-A"], allow_headers=["X-One", "Content-Type"])
def two():
    return jsonify(2)

@app.route("/three", methods=["GET", "OPTIONS"])
@cross_origin(automatic_options=False, origins=re.compile("https://.*[.]org"))
def three():
    return "three"

"""
END = "\ncors.init_app(app)\n"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-one, Content-Type"}
HEADERS: list[dict[str, str]] = [
    {},
    {"Origin": "https://a.org"},
    {"Origin": "HTTPS://B.org", **PREFLIGHT},
    {"Origin": "https://evil.com", "Access-Control-Request-Private-Network": "true"},
    {"Origin": "https://a.org", "Access-Control-Request-Method": "TRACE"},
    {"Origin": "https://a.org", "Access-Control-Request-Method": "put"},
]
PATHS = ["/", "/api/things", "/api/own", "/gone", "/slash", "/one", "/two", "/three", "/nowhere"]
OPTIONS = [
    "",
    'origins="https://a.org"',
    'origins=["https://b.org", "https://a.org"]',
    'origins=["https://a.org", r"https://.*[.]com$"]',
    'origins="*", send_wildcard=True, max_age=timedelta(minutes=2)',
    "supports_credentials=True, max_age=600",
    "always_send=False, vary_header=False, allow_private_network=True",
    'methods="GET, post", expose_headers="X-A", allow_headers="Content-Type"',
    'resources=r"/api/*"',
    'resources=["/one", re.compile("/ap.*")], allow_headers=["X-.*"]',
    'resources={r"/api/*": {"origins": "https://a.org"}, "*": {"origins": "https://b.org"}, "/": {"max_age": 1}}',
    'resources={"/api/.*": {"origins": ["https://a.org"]}, re.compile("/api/t"): {"origins": "*"}, "/x": {}}',
    "intercept_exceptions=False",
]
SETTINGS = [
    'app.config["CORS_ORIGINS"] = ["https://a.org", "https://c.org"]',
    'app.config.update(CORS_RESOURCES="/one", CORS_SUPPORTS_CREDENTIALS=True, CORS_MAX_AGE=7)',
]


def make(twins: Any, options: str, settings: str = "") -> Any:
    """Both servers, with options and settings."""
    source = SOURCE.replace("OPTIONS)", f"{options})").replace("CONFIGURE", settings) + END
    return twins(source, written(source))


def answers(both: Any) -> set[str]:
    """Asks everything, and gives what was different among the answers."""
    seen = set()
    for path in PATHS:
        for method in ("GET", "OPTIONS"):
            for headers in HEADERS:
                seen.add(json.dumps(both.same(path, method, headers=headers).headers))
    return seen


@pytest.mark.parametrize("options", OPTIONS)
def test_every_answer_has_the_same_headers(twins: Any, options: str) -> None:
    assert len(answers(make(twins, options))) > 5


@pytest.mark.parametrize("settings", SETTINGS)
def test_options_may_come_from_the_settings(twins: Any, settings: str) -> None:
    assert len(answers(make(twins, "", settings))) > 5


def test_errors_have_headers_as_well(twins: Any) -> None:
    both = make(twins, 'origins="https://a.org"')

    assert ("access-control-allow-origin", "https://a.org") in both.same("/crash").headers


def test_options_may_come_later(twins: Any) -> None:
    source = SOURCE.replace("OPTIONS)", ")").replace("CONFIGURE", "")
    source += '\ncors.init_app(app, origins="https://a.org", resources={"/api/*": {}})\n'
    answers(twins(source, written(source)))
