"""Flask-JWT-Extended: the same tokens, asked for in the same way."""

import json
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import jwt
import pytest

VIEWS = """
USERS = {"1": "ann", "2": "bob"}
REVOKED = set()

@jwt_manager.user_identity_loader
def identity(user):
    return str(user)

@jwt_manager.user_lookup_loader
def lookup(header, claims):
    return USERS.get(claims["sub"])

@jwt_manager.additional_claims_loader
def claims(user):
    return {"who": user}

@jwt_manager.token_in_blocklist_loader
def revoked(header, claims):
    return claims["jti"] in REVOKED

{login}
def login():
    user = request.json["user"]
    access = create_access_token(identity=user, fresh=True, additional_claims={"more": [1]})
    answer = jsonify(access=access, refresh=create_refresh_token(user), late=create_access_token(
        user, expires_delta=timedelta(seconds=-5), additional_headers={"x": "y"}))
    set_access_cookies(answer, access)
    set_refresh_cookies(answer, create_refresh_token(user), max_age=60)
    return answer

{me}
@jwt_required()
def me():
    return jsonify(id=get_jwt_identity(), user=str(current_user), claims=sorted(get_jwt()), header=get_jwt_header(),
                   where=get_jwt_request_location())

{maybe}
@jwt_required(optional=True)
def maybe():
    return jsonify(id=get_jwt_identity(), user=current_user and str(current_user))

{fresh}
@jwt_required(fresh=True)
def fresh():
    return "fresh"

{refresh}
@jwt_required(refresh=True)
def refresh():
    token = create_access_token(get_jwt_identity(), fresh=timedelta(minutes=1))
    return jsonify([[name, type(value).__name__] for name, value in decode_token(token).items()])

{everywhere}
@jwt_required(locations=["headers", "cookies", "json", "query_string"])
def everywhere():
    return get_jwt_request_location()

{logout}
@jwt_required(verify_type=False)
def logout():
    REVOKED.add(get_jwt()["jti"])
    answer = jsonify("bye")
    unset_jwt_cookies(answer)
    return answer

{unguarded}
def unguarded():
    return jsonify(get_jwt_identity())
"""

NAMES = (
    "create_access_token create_refresh_token current_user get_jwt get_jwt_header get_jwt_identity "
    "decode_token get_jwt_request_location jwt_required set_access_cookies set_refresh_cookies unset_jwt_cookies"
)
ROUTES = {
    "login": "post", "me": "get", "maybe": "get", "fresh": "get", "refresh": "post", "everywhere": "post",
    "logout": "delete", "unguarded": "get",
}  # fmt: skip


def _filled(pattern: str) -> str:
    text = VIEWS
    for name, method in ROUTES.items():
        text = text.replace(f"{{{name}}}", pattern.format(name=name, method=method))
    return text


ORIGINAL = f"""
from datetime import timedelta
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, {", ".join(NAMES.split())}

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = "another key that is long enough for all"
jwt_manager = JWTManager(app)
{_filled('@app.{method}("/{name}")')}
"""

WRITTEN = f"""
from datetime import timedelta
from fastapi import FastAPI
from app.core.compat.install import install_wire
from app.core.compat.json import jsonify
from app.core.compat.jwt_requests import {", ".join(n for n in NAMES.split() if "_token" not in n)}
from app.core.compat.jwt_tokens import JWTManager, create_access_token, create_refresh_token, decode_token
from app.core.compat.request import request
from app.core.compat.wire import wire

app = FastAPI()
jwt_manager = JWTManager()
{_filled('@app.{method}("/{name}", name="{name}")' + chr(10) + "@wire")}
install_wire(app, jwt_manager)
"""

SETTINGS = ['jwt_secret_key: str = "another key that is long enough for all"']


@pytest.fixture(autouse=True)
def _same_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives both servers the same ids, and waits out the end of a second."""
    numbers: dict[str, Iterator[int]] = defaultdict(count)

    def numbered() -> uuid.UUID:
        caller = sys._getframe(1).f_globals["__name__"]
        return uuid.UUID(int=next(numbers[caller]))

    monkeypatch.setattr(uuid, "uuid4", numbered)
    if datetime.now(UTC).microsecond > 700_000:
        time.sleep(0.31)


def test_tokens_and_their_cookies_are_the_same(twins: Any) -> None:
    answer = twins(ORIGINAL, WRITTEN, SETTINGS).same("/login", "POST", json={"user": 1})

    assert len(answer.cookies) == 4


def test_a_token_opens_what_it_is_for(twins: Any) -> None:
    both = twins(ORIGINAL, WRITTEN, SETTINGS)
    tokens = _tokens(both)

    statuses = [
        both.same(path, method, headers={"Authorization": f"Bearer {tokens[kind]}"}).status
        for path, method in (("/me", "GET"), ("/maybe", "GET"), ("/fresh", "GET"), ("/refresh", "POST"))
        for kind in ("access", "refresh", "late")
    ]

    assert statuses == [200, 422, 401, 200, 422, 401, 200, 422, 401, 422, 200, 401]


@pytest.mark.parametrize(
    "header", ["", "Basic x", "Bearer", "Bearer a b", "Bearer x", "Bearer a.b.c", "Bearer x, Bearer y", "X a, Bearer b"]
)
def test_a_bad_header_is_refused_with_the_same_words(twins: Any, header: str) -> None:
    both = twins(ORIGINAL, WRITTEN, SETTINGS)

    both.same("/me", headers={"Authorization": header} if header else {})
    both.same("/maybe", headers={"Authorization": header} if header else {})


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"sub": "1"}, 200),
        ({"sub": "9"}, 401),
        ({"sub": 1}, 422),
        ({}, 422),
        ({"sub": "1", "nbf": 99999999999}, 422),
        ({"sub": "1", "fresh": 1.5}, 200),
    ],
)
def test_claims_of_others_are_judged_the_same(twins: Any, claims: dict[str, Any], status: int) -> None:
    token = jwt.encode(claims, "another key that is long enough for all")
    both = twins(ORIGINAL, WRITTEN, SETTINGS)

    both.same("/fresh", headers={"Authorization": f"Bearer {token}"})
    answer = both.same("/me", headers={"Authorization": f"Bearer {token}"})

    assert answer.status == status


def test_a_wrong_signature_is_refused(twins: Any) -> None:
    token = jwt.encode({"sub": "1"}, "a key that is not the right one at all")

    assert twins(ORIGINAL, WRITTEN, SETTINGS).same("/me", headers={"Authorization": f"Bearer {token}"}).status == 422


def test_a_token_is_found_wherever_it_may_be(twins: Any) -> None:
    both = twins(ORIGINAL, WRITTEN, SETTINGS)
    both.same("/everywhere", "POST")
    token = _tokens(both)["access"]

    assert both.same("/everywhere", "POST").status == 401
    assert both.same("/everywhere", "POST", headers={"X-CSRF-TOKEN": "wrong"}).status == 401
    csrf = both.jars[0]["csrf_access_token"]
    assert both.same("/everywhere", "POST", headers={"X-CSRF-TOKEN": csrf}).body == "cookies"
    for jar in both.jars:
        jar.clear()
    assert both.same("/everywhere", "POST", json={"access_token": token}).body == "json"
    assert both.same("/everywhere", "POST", json={}).status == 401
    assert both.same(f"/everywhere?jwt={token}", "POST").body == "query_string"


def test_a_revoked_token_is_refused(twins: Any) -> None:
    both = twins(ORIGINAL, WRITTEN, SETTINGS)
    header = {"Authorization": f"Bearer {_tokens(both)['access']}"}

    assert len(both.same("/logout", "DELETE", headers=header).cookies) == 4
    assert both.same("/me", headers=header).body == '{"msg":"Token has been revoked"}\n'


def test_asking_without_a_guard_is_an_error(twins: Any) -> None:
    assert twins(ORIGINAL, WRITTEN, SETTINGS).same("/unguarded").status == 500


def _tokens(both: Any) -> dict[str, str]:
    tokens: dict[str, str] = json.loads(both.same("/login", "POST", json={"user": 1}).body)
    return tokens
