"""Decisions about the whole backend: stack, login, tenants, limits, and the contract on the wire."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Database = Literal["sqlite", "postgres", "neon"]


@dataclass(frozen=True)
class Stack:
    """What it stands on."""

    database: Database = "sqlite"
    orm: Literal["sqlalchemy", "sqlmodel"] = "sqlalchemy"
    layout: Literal["layers", "domains"] = "layers"


@dataclass(frozen=True)
class Issuer:
    """Someone else who issues tokens: Better Auth or any OpenID Connect issuer, checked by its published keys.

    `audience`: what its tokens for this backend carry as `aud`; those it issued for others are no good here.
    """

    name: str
    url: str
    jwks: str
    audience: str


@dataclass(frozen=True)
class OAuthLogin:
    """A provider that one may log in with; client id and secret are settings.

    `metadata`: where it says how it takes the secret. `secret`: how it does: in the header (RFC 6749, 2.3.1) or in the
    form; "auto" is as the metadata says, and in the header without any.
    """

    name: str
    authorize: str
    token: str
    userinfo: str
    scopes: tuple[str, ...] = ("openid", "email")
    metadata: str = ""
    secret: Literal["auto", "basic", "form"] = "auto"  # noqa: S105 - how it is sent


@dataclass(frozen=True)
class Auth:
    """How one logs in. `entity` is the user's. `login`: the field one logs in with. Lifetimes are of tokens.

    Without `routes` there are none: operations register and log in. `cookie`: where a token may come as well, "" for
    nowhere else.
    """

    entity: str = "User"
    login: str = "email"
    passwords: bool = True
    min_password: int = 12
    access: timedelta = timedelta(minutes=15)
    refresh: timedelta = timedelta(days=7)
    scheme: str = "Bearer"
    sessions: bool = False
    api_keys: bool = False
    verify_email: bool = False
    reset_password: bool = False
    open_registration: bool = True
    issuers: tuple[Issuer, ...] = ()
    oauth: tuple[OAuthLogin, ...] = ()
    routes: bool = True
    cookie: str = ""


@dataclass(frozen=True)
class Role:
    """A role, and the roles whose rights it has as well."""

    name: str
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rate:
    """So many requests in a time."""

    requests: int
    per: timedelta


@dataclass(frozen=True)
class Limits:
    """What one client may ask for. `rate` counts by user, key or address; `login` is for the routes of auth."""

    rate: Rate | None = Rate(600, timedelta(minutes=1))
    login: Rate | None = Rate(10, timedelta(minutes=1))
    routes: tuple[tuple[str, Rate], ...] = ()
    body: int = 1_048_576


@dataclass(frozen=True)
class Wire:
    """The contract: each of these is one word in the blueprint, so that a foreign contract can be met.

    `errors`: "envelope" {"error": {code, message, details, request_id}}, "problem" (RFC 9457), "data" {"data": null,
    "error": {...}}, "fields" {"errors": {field: [message]}}, "detail" {"detail": text}, "message" {"message": text},
    "error" {"error": text}. `lists`: "page" {"items", "next"}, "data" {"data", "meta"}, "plain" (an array),
    "named" {"tasks": [...], "tasks_count": n}. `wrap`: one thing is {"task": {...}}, in requests too.
    `unknown`: what is done with keys that the contract does not have.
    """

    prefix: str = "/api/v1"
    slash: Literal["never", "always", "both"] = "never"
    invalid: Literal[400, 422] = 422
    errors: Literal["envelope", "problem", "data", "fields", "detail", "message", "error"] = "envelope"
    lists: Literal["page", "data", "plain", "named"] = "page"
    case: Literal["snake", "camel"] = "snake"
    wrap: bool = False
    delete: Literal[200, 204] = 204
    pages: Literal["keyset", "offset", "number"] = "keyset"
    ids: Literal["uuid", "int"] = "uuid"
    unknown: Literal["refuse", "ignore"] = "refuse"
    docs: bool = True


@dataclass(frozen=True)
class Budgets:
    """What is promised. `p95` in milliseconds, `throughput` in requests a second; 0 promises nothing."""

    p95: int = 0
    throughput: int = 0
    queries_per_request: int = 0
