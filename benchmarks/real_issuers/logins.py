"""Logins with an account at oidc-provider: through its forms, and back to the backend."""

import base64
import hashlib
from urllib.parse import urlencode

from httpx2 import Response, post
from joserfc.jwk import RSAKey

from real_issuers.browser import Browser, query
from real_issuers.servers import AUDIENCE, BACK, CLIENTS, World
from real_issuers.tokens import FINE, REFUSED, Checks, foreign, part, status, users, who

START = "/api/v1/auth/oauth/"
VERIFIER = "a-verifier-that-is-long-enough-for-everybody-as-it-has-to-be"


def logins(world: World, checks: Checks) -> None:
    """The login of one person, each way, and everything that must not be one."""
    people = [logged_in(world, checks, client) for client in CLIENTS]
    checks.check("login", "the same person by both clients", people[0], people[1])
    checks.check("login", "users of that person", 1, users(world, "cleo@oidc.example.com"))
    refused(world, checks)
    token = id_token(world, "cleo")
    found = part(token, 0)["alg"], status(world, token), who(world, token)
    checks.check("id token", "of the same person is the same user", ("RS256", FINE, people[0]), found)
    foreign(world, checks, "id token", token, RSAKey.generate_key(2048))


def logged_in(world: World, checks: Checks, client: str) -> str:
    """The user that a login gives."""
    with Browser(back(world, client)) as browser:
        target = browser.log_in(f"{world.backend}{START}{client}", "cleo")
        answer = browser.client.get(target)
        again = browser.client.get(target)
    checks.check("login", f"code, state and PKCE, client_secret_{client.removesuffix('ing')}", FINE, answer.status_code)
    checks.check("login", "... the code a second time", REFUSED, again.status_code)
    if answer.status_code != FINE:
        return f"nobody: {answer.text}"
    pair = answer.json()
    checks.check("login", "... its access token", FINE, status(world, pair["access_token"]))
    renewed = post(f"{world.backend}/api/v1/auth/refresh", json={"refresh_token": pair["refresh_token"]})
    checks.check("login", "... its refresh token", FINE, renewed.status_code)
    return who(world, pair["access_token"])


def refused(world: World, checks: Checks) -> None:
    """Ways back that no login may come of."""
    for what, change in (
        ("another state", {"state": "of somebody else"}),
        ("a code of nobody", {"code": "made up"}),
    ):
        checks.check("login", what, REFUSED, finished(world, change).status_code)
    checks.check("login", "without the cookie", REFUSED, finished(world, {}, cookie="").status_code)
    checks.check(
        "login", "another verifier (PKCE)", REFUSED, finished(world, {}, cookie=f"{{state}}.{VERIFIER}").status_code
    )
    with Browser(back(world, "posting")) as browser:
        target = browser.refuse(f"{world.backend}{START}posting")
        checks.check("login", "who says no comes back with", "access_denied", query(target).get("error"))
        checks.check("login", "... and is told", REFUSED, browser.client.get(target).status_code)


def finished(world: World, change: dict[str, str], cookie: str | None = None) -> Response:
    """A login whose way back was tampered with."""
    with Browser(back(world, "posting")) as browser:
        came = query(browser.log_in(f"{world.backend}{START}posting", "dora"))
        if cookie is not None:
            browser.client.cookies.clear()
        kept = {"cookie": f"oauth={cookie.format(**came)}"} if cookie else {}
        return browser.client.get(back(world, "posting"), params={**came, **change}, headers=kept)


def id_token(world: World, login: str) -> str:
    """The ID token of a login that a front end made for itself."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": AUDIENCE,
        "response_type": "code",
        "redirect_uri": back(world, AUDIENCE),
        "scope": "openid email",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    with Browser(back(world, AUDIENCE)) as browser:
        came = query(browser.log_in(f"{world.oidc}/auth?{urlencode(asked)}", login))
    form = {
        "grant_type": "authorization_code",
        "code": came["code"],
        "redirect_uri": back(world, AUDIENCE),
        "code_verifier": VERIFIER,
        "client_id": AUDIENCE,
        "client_secret": f"the secret of {AUDIENCE}",
    }
    return str(post(f"{world.oidc}/token", data=form).raise_for_status().json()["id_token"])


def back(world: World, client: str) -> str:
    """Where the provider sends people back to."""
    return world.backend + BACK.replace("NAME", client)
