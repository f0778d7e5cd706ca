"""A contract with a login of its own: registration, a cookie with the token, and who is an admin."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from example_backends import built, serving
from httpx2 import Client

pytestmark = pytest.mark.slow
PAGE = """archwright: 1
name: members
auth: {routes: false, login: username, cookie: session_id, access: 1h}
policies: {prefix: "", invalid: 400, errors: error}
entities:
  User: {fields: {username: "str(1..60), unique", is_admin: "bool = false, readonly"}}
operations:
  register: {route: POST /do/register, access: public, input: {username: str, password: str}, status: 201}
  login: {route: POST /do/login, access: public, input: {username: str, password: str}, output: {token: str}}
  logout: {route: POST /do/logout}
  me: {route: GET /do/me, output: {username: str, is_admin: bool}}
  known: {route: GET /do/known, access: public, output: json}
  told: {route: POST /do/told, access: public, input: {token: str}, output: json}
"""
SLOTS = """
from typing import Any
from app.core.errors import Unauthenticated
from app.schemas.do_operations import LoginInput, LoginOutput, MeOutput, RegisterInput, ToldInput
from app.services.work import Work


async def register(work: Work, data: RegisterInput) -> None:
    await work.accounts.register({"username": data.username}, data.password)


async def login(work: Work, data: LoginInput) -> LoginOutput:
    user = await work.accounts.log_in(data.username, data.password)
    if user is None:
        raise Unauthenticated
    token = await work.accounts.token(user["id"])
    work.reply.cookie("session_id", token, 3600)
    return LoginOutput(token=token)


async def logout(work: Work) -> None:
    await work.accounts.log_out((await work.accounts.user(work.actor))["id"])
    work.reply.forget("session_id")


async def me(work: Work) -> MeOutput:
    return MeOutput.model_validate(await work.accounts.user(work.actor))


async def known(work: Work) -> Any:
    return work.actor.id is not None


async def told(work: Work, data: ToldInput) -> Any:
    return (await work.accounts.actor(data.token)).id is not None
"""
ANN = {"username": "ann", "password": "pass"}
Person = Callable[[], Client]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Each has cookies of its own."""
    folder = tmp_path_factory.mktemp("logins")
    page, backend = folder / "blueprint.yaml", folder / "out"
    page.write_text(PAGE)
    built(page, backend)
    (backend / "app/services/do_operations.py").write_text(SLOTS)
    secret = {"SECRET_KEY": "for-tests-only-0123456789-0123456789"}
    with ExitStack() as open_until_the_end:
        address = open_until_the_end.enter_context(serving(backend, secret))
        with Client(base_url=f"{address}/do") as first:
            assert first.post("/register", json={**ANN, "is_admin": True}).status_code == 400
            assert first.post("/register", json=ANN).status_code == 201
            assert first.post("/register", json=ANN).status_code == 409
        yield lambda: open_until_the_end.enter_context(Client(base_url=f"{address}/do"))


def test_the_token_comes_in_the_cookie_or_in_the_header(browser: Person) -> None:
    ann, nobody = browser(), browser()
    answer = ann.post("/login", json=ANN)

    assert {"HttpOnly", "SameSite=lax"} <= set(answer.headers["set-cookie"].split("; "))
    assert ann.get("/me").json() == {"username": "ann", "is_admin": False}
    assert ann.get("/known").json() is True
    assert nobody.get("/me").status_code == 401
    header = {"authorization": f"Bearer {answer.json()['token']}"}
    assert nobody.get("/me", headers=header).status_code == 200
    assert nobody.post("/told", json={"token": answer.json()["token"]}).json() is True
    assert nobody.post("/told", json={"token": "x"}).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."])
def test_a_cookie_that_is_no_good_is_nobody_and_keeps_nobody_out(browser: Person, cookie: str) -> None:
    stale = browser()
    header = {"cookie": f"session_id={cookie}"}

    assert stale.get("/me", headers=header).status_code == 401
    assert stale.get("/known", headers=header).json() is False
    assert stale.post("/login", headers=header, json=ANN).status_code == 200
    assert stale.post("/login", headers=header, json={**ANN, "password": "no"}).status_code == 401


def test_who_logged_out_is_out_wherever_the_token_is(browser: Person) -> None:
    ann, thief = browser(), browser()
    token = ann.post("/login", json=ANN).json()["token"]

    assert ann.post("/logout").status_code == 204
    assert ann.get("/me").status_code == 401
    assert thief.get("/me", headers={"cookie": f"session_id={token}"}).status_code == 401
