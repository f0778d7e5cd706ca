"""Tokens of issuers, good ones and others."""

import base64
import json
import sqlite3
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass, field
from typing import Any

from httpx2 import Client, Response, get, post
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from real_issuers.servers import AUDIENCE, World

ME = "/api/v1/auth/me"
AT_ONCE = 8
REFUSED = 401
FORBIDDEN = 403
FINE = 200
# The backend lets clocks differ by so much, and looks for new keys as seldom as that.
PATIENCE = 25


@dataclass(frozen=True)
class Check:
    """What was asked, what had to come, and what came."""

    server: str
    what: str
    wanted: object
    got: object

    @property
    def holds(self) -> bool:
        """Whether that came which had to."""
        return self.got == self.wanted


@dataclass
class Checks:
    """All that were made, each shown at once."""

    done: list[Check] = field(default_factory=list)

    def check(self, server: str, what: str, wanted: object, got: object) -> None:
        """One more."""
        check = Check(server, what, wanted, got)
        self.done.append(check)
        end = "ok" if check.holds else f"FAILED, not {wanted}"
        print(f"{server:14} {what:58} {got!s:>8}  {end}", flush=True)  # noqa: T201 - the output of a script

    def report(self) -> list[dict[str, Any]]:
        """For JSON."""
        return [{**asdict(check), "holds": check.holds} for check in self.done]


def better_auth(world: World, checks: Checks) -> None:
    """Somebody who signs up there with e-mail and password."""
    tokens = [signed_up(world, "ann"), signed_up(world, "bob")]
    name, (ann, bob) = "Better Auth", tokens
    checks.check(name, "its algorithm", "EdDSA", part(ann, 0)["alg"])
    checks.check(name, "a token: nobody is known before", 0, users(world, "ann@better.example.com"))
    checks.check(name, "a token", FINE, status(world, ann))
    checks.check(name, "... and a user was made", 1, users(world, "ann@better.example.com"))
    again = signed_up(world, "ann", "sign-in")
    checks.check(name, "the next token is of the same user", who(world, ann), who(world, again))
    checks.check(name, f"{AT_ONCE} first requests at once", [FINE] * AT_ONCE, at_once(world, bob))
    checks.check(name, "... made one user", 1, users(world, "bob@better.example.com"))
    claims = part(ann, 1)
    for what, changes, wanted in (
        ("a token that it made to measure", {}, FINE),
        ("for another audience", {"aud": "somebody else"}, REFUSED),
        ("for several audiences", {"aud": ["somebody else", AUDIENCE]}, FINE),
        ("expired", {"exp": int(time.time()) - 60}, REFUSED),
        ("not good yet", {"nbf": int(time.time()) + 600}, REFUSED),
        ("that says it is of somebody else", {"iss": world.oidc}, REFUSED),
        ("with nothing that makes a user", {"sub": "machine", "email": None}, FORBIDDEN),
    ):
        made = post(f"{world.better}/made", json={**claims, "iat": int(time.time()), **changes}).text
        checks.check(name, what, wanted, status(world, made))
    foreign(world, checks, name, ann, OKPKey.generate_key("Ed25519"))
    post(f"{world.better}/rotated")
    rotated = signed_up(world, "ann", "sign-in")
    checks.check(name, "it has a new key", True, part(rotated, 0)["kid"] != part(ann, 0)["kid"])
    checks.check(name, f"the new key is found within {PATIENCE} s", FINE, in_time(world, rotated, FINE))


def oidc_provider(world: World, checks: Checks) -> None:
    """Programs that get their tokens by their own credentials."""
    name = "oidc-provider"
    short = credentials_token(world, f"urn:{AUDIENCE}:ES256:2")
    checks.check(name, "a token that is good for 2 s", FINE, status(world, short))
    user = who(world, short)
    for alg, key in (
        ("RS256", RSAKey.generate_key(2048)),
        ("ES256", ECKey.generate_key("P-256")),
        ("EdDSA", OKPKey.generate_key("Ed25519")),
    ):
        token = credentials_token(world, f"urn:{AUDIENCE}:{alg}:60")
        checks.check(name, f"an access token, {alg}", (alg, FINE), (part(token, 0)["alg"], status(world, token)))
        checks.check(name, "... of the same user", user, who(world, token))
        foreign(world, checks, name, token, key)
        other = credentials_token(world, f"urn:other:{alg}:60")
        checks.check(name, f"for another audience, {alg}", REFUSED, status(world, other))
    checks.check(name, "users of one program", 1, users(world, "posting@oidc.example.com"))
    checks.check(name, f"expired, within {PATIENCE} s", REFUSED, in_time(world, short, REFUSED))


def foreign(world: World, checks: Checks, name: str, token: str, key: Key) -> None:
    """Changes of a good token, none of which may pass."""
    head, claims = part(token, 0), part(token, 1)
    start, _, signature = token.rpartition(".")
    changed = f"{start.partition('.')[0]}.{segment({**claims, 'sub': 'root'})}.{signature}"
    alg = "Ed25519" if head["alg"] == "EdDSA" else head["alg"]
    signed = {kid: jwt.encode({"alg": alg, "kid": kid}, claims, key, [alg]) for kid in (head["kid"], "unknown")}
    for what, text in (
        ("with other claims", changed),
        ("with a broken signature", f"{start}.{signature[:-8]}AAAAAAAA"),
        ("without a signature", f"{segment({**head, 'alg': 'none'})}.{segment(claims)}."),
        ("signed by another key of that name", signed[head["kid"]]),
        ("signed by an unknown key", signed["unknown"]),
    ):
        checks.check(name, f"{what}, {head['alg']}", REFUSED, status(world, text))


def signed_up(world: World, person: str, way: str = "sign-up") -> str:
    """The token of somebody who has just come to Better Auth."""
    body = {"name": person, "email": f"{person}@better.example.com", "password": "long enough for it"}
    with Client(base_url=world.better, headers={"origin": world.better}) as client:
        client.post(f"/api/auth/{way}/email", json=body).raise_for_status()
        return str(client.get("/api/auth/token").raise_for_status().json()["token"])


def credentials_token(world: World, resource: str) -> str:
    """An access token for a resource, by client credentials."""
    form = {"grant_type": "client_credentials", "resource": resource, "client_id": "posting"}
    answer = post(f"{world.oidc}/token", data={**form, "client_secret": "the secret of posting"})
    return str(answer.raise_for_status().json()["access_token"])


def at_once(world: World, token: str) -> list[int]:
    """What comes back when a page asks for many things at first."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda _: status(world, token), range(AT_ONCE)))


def in_time(world: World, token: str, wanted: int) -> int:
    """The status when it is the wanted one, or when patience ends."""
    end = time.monotonic() + PATIENCE
    while (got := status(world, token)) != wanted and time.monotonic() < end:
        time.sleep(0.5)
    return got


def me(world: World, token: str) -> Response:
    """What the backend answers to a token."""
    return get(world.backend + ME, headers={"authorization": f"Bearer {token}"}, timeout=20)


def status(world: World, token: str) -> int:
    """Only whether it is good."""
    return me(world, token).status_code


def who(world: World, token: str) -> str:
    """The id of its user."""
    return str(me(world, token).json().get("id", "nobody"))


def users(world: World, email: str) -> int:
    """How many rows have that address."""
    with closing(sqlite3.connect(world.database)) as database:
        return int(database.execute("SELECT count(*) FROM users WHERE email = ?", (email,)).fetchone()[0])


def part(token: str, place: int) -> dict[str, Any]:
    """The header or the claims."""
    text = token.split(".")[place]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


def segment(value: Mapping[str, Any]) -> str:
    """A header or claims as a token has them."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
