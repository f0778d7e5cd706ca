"""Flask-HTTPAuth: the same people are let in, and the others are told the same."""

from base64 import b64encode
from typing import Any

import pytest
from moving import written

SOURCE = """
from hashlib import md5
from flask import Flask, g, jsonify, redirect
from flask_httpauth import HTTPBasicAuth, HTTPTokenAuth, MultiAuth

app = Flask(__name__)
auth = HTTPBasicAuth()
stored = HTTPBasicAuth(scheme="Custom", realm="Here")
hashed = HTTPBasicAuth()
salted = HTTPBasicAuth()
tokens = HTTPTokenAuth()
keys = HTTPTokenAuth(header="X-Key", scheme="Key")
multi = MultiAuth(auth, tokens, keys)

@auth.verify_password
def verify(name, password):
    g.asked = name
    if password == "secret":
        return True if name == "true" else {"name": name}
    return name == "" and password == "open"

@auth.get_user_roles
def roles(user):
    name = user["name"] if isinstance(user, dict) else user.username
    return {"ann": "admin", "bob": ["reader", "writer"], "cat": ["reader"], "true": ("admin",)}.get(name, [])

@stored.get_password
def password_of(name):
    return "secret" if name == "ann" else None

@stored.error_handler
def refused():
    return "go away"

@hashed.get_password
def hash_of(name):
    return md5(b"secret").hexdigest()

@hashed.hash_password
def hash_it(password):
    return md5(password.encode()).hexdigest()

@hashed.error_handler
def refused_too(status):
    return jsonify(error=status), status, {"WWW-Authenticate": "None"}

salted.get_password(lambda name: name + "secret")
salted.hash_password(lambda name, password: name + password)
salted.error_handler(lambda status: redirect("/login"))

@tokens.verify_token
def verify_token(token):
    return {"t1": "ann", "t2": True}.get(token)

@keys.verify_token
def verify_key(key):
    return key == "k1" and "key"

@app.route("/basic", methods=["GET", "POST", "OPTIONS"])
@auth.login_required
def basic():
    return jsonify(auth.current_user(), auth.username(), g.asked)

@app.route("/maybe")
@auth.login_required(optional=True)
def maybe():
    return jsonify(auth.current_user())

@app.route("/admin")
@auth.login_required(role="admin")
def admin():
    return "admin"

@app.route("/both")
@auth.login_required(role=["owner", ["reader", "writer"]])
def both():
    return "both"

@app.route("/stored")
@stored.login_required
def view_stored():
    return stored.current_user()

@app.route("/hashed")
@hashed.login_required
def view_hashed():
    return hashed.current_user()

@app.route("/salted")
@salted.login_required
def view_salted():
    return salted.current_user()

@app.route("/tokens")
@tokens.login_required
def view_tokens():
    return jsonify(tokens.current_user())

@app.route("/keys")
@keys.login_required
def view_keys():
    return jsonify(keys.current_user())

@app.route("/multi")
@multi.login_required
def view_multi():
    return jsonify(multi.current_user())

@app.route("/multi/admin")
@multi.login_required(role="admin", optional=True)
def view_multi_admin():
    return jsonify(multi.current_user())

"""
PATHS = ["/basic", "/maybe", "/admin", "/both", "/stored", "/hashed", "/salted", "/tokens", "/keys"]
PATHS += ["/multi", "/multi/admin"]


def basic(pair: bytes, scheme: str = "Basic") -> dict[str, str]:
    """The header for a name and a password."""
    return {"Authorization": f"{scheme} {b64encode(pair).decode()}"}


HEADERS = [
    {},
    basic(b"ann:secret"),
    basic(b"ann:wrong"),
    basic(b"bob:secret"),
    basic(b"cat:secret"),
    basic(b"true:secret"),
    basic(b"eve:secret"),
    basic(b"\xe4nn:secret"),
    basic("änn:secret".encode()),
    basic(b"no colon"),
    basic(b"a:b:c"),
    basic(b"ann:secret", "Custom"),
    {"Authorization": "Basic"},
    {"Authorization": "Basic !"},
    {"Authorization": "Basic abc"},
    {"Authorization": "Bearer t1"},
    {"Authorization": "bearer t2"},
    {"Authorization": "Bearer t3"},
    {"Authorization": "Other t1"},
    {"Authorization": "Bearer"},
    {"X-Key": "k1"},
    {"X-Key": "k2"},
    {"X-Key": "k1", "Authorization": "Bearer t1"},
]


@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_the_same_people_are_let_in(twins: Any, headers: dict[str, str]) -> None:
    both = twins(SOURCE, written(SOURCE))
    for path in PATHS:
        both.same(path, headers=headers)


def test_options_need_no_name(twins: Any) -> None:
    both = twins(SOURCE.replace(", g.asked", ""), written(SOURCE.replace(", g.asked", "")))

    assert both.same("/basic", "OPTIONS").status == 200
    assert both.same("/basic", "POST").status == 401
