"""What is decided about the whole backend, as it is written."""

from typing import Annotated, Literal

from pydantic import Field

from archwright.language.documents.base import KIND, Document, Duration, Mapped, Rate, Size, Word
from archwright.model.blueprint import Database


class StackDocument(Document):
    """What it stands on."""

    database: Database = Field(default="sqlite", description="Where the rows are kept.", examples=["postgres"])
    orm: Literal["sqlalchemy", "sqlmodel"] = Field(
        default="sqlalchemy", description="How tables are written in Python.", examples=["sqlmodel"]
    )
    layout: Literal["layers", "domains"] = Field(
        default="layers", description="Folders by layer, or by entity.", examples=["domains"]
    )


class PasswordsDocument(Document):
    """Rules for passwords."""

    min: int = Field(default=12, ge=1, le=128, description="The fewest characters of a password.", examples=[16])


class IssuerDocument(Document):
    """Someone else who issues tokens."""

    url: str = Field(description="Its address, as in the tokens' `iss`.", examples=["https://login.example.com"])
    jwks: str = Field(
        default="", description="Where it publishes its keys.", examples=["https://login.example.com/jwks"]
    )
    audience: str = Field(
        description="What its tokens for this backend carry as `aud`; it issues others for others.",
        examples=["taskhub"],
    )


class OAuthDocument(Document):
    """A provider that one may log in with; its client id and secret are settings."""

    authorize: str = Field(description="Where the user is sent.", examples=["https://id.example.com/authorize"])
    token: str = Field(description="Where a code becomes a token.", examples=["https://id.example.com/token"])
    userinfo: str = Field(description="Who the user is.", examples=["https://id.example.com/userinfo"])
    scopes: list[str] = Field(
        default=["openid", "email"], description="What is asked for.", examples=[["openid", "profile"]]
    )
    metadata: str = Field(
        default="",
        description="Where it publishes what it can do, such as how it takes our secret.",
        examples=["https://id.example.com/.well-known/openid-configuration"],
    )
    secret: Literal["auto", "basic", "form"] = Field(
        default="auto",
        description="How it takes our secret: in the header, in the form, or as its metadata says (else: header).",
        examples=["form"],
    )


class AuthDocument(Document):
    """How one logs in."""

    entity: str = Field(default="User", description="The entity of the user.", examples=["Account"])
    login: str = Field(
        default="email",
        description="The field that one logs in with; the case of an address says nothing.",
        examples=["username"],
    )
    passwords: Annotated[Annotated[Literal[False], Word] | Annotated[PasswordsDocument, Mapped], KIND] = Field(
        default=PasswordsDocument(), description="Rules for passwords, or `false` for none.", examples=[{"min": 16}]
    )
    access: Duration = Field(default="15m", description="How long an access token is good.", examples=["5m"])
    refresh: Duration = Field(default="7d", description="How long a refresh token is good.", examples=["30d"])
    scheme: str = Field(
        default="Bearer", description="The word before the token in `Authorization`.", examples=["Token"]
    )
    sessions: bool = Field(default=False, description="Login by cookie, with CSRF protection.", examples=[True])
    api_keys: bool = Field(default=False, description="Users can make keys for machines.", examples=[True])
    verify_email: bool = Field(default=False, description="An address is confirmed by mail.", examples=[True])
    reset_password: bool = Field(default=False, description="A forgotten password is reset by mail.", examples=[True])
    registration: Literal["open", "closed"] = Field(
        default="open", description="Whether anyone can make an account.", examples=["closed"]
    )
    routes: bool = Field(
        default=True,
        description="Routes of our own below /auth; without, your operations register and log in.",
        examples=[False],
    )
    cookie: str = Field(
        default="",
        description="A cookie in which the token may come as well: an operation that logs in sets it with "
        "`work.reply.cookie`.",
        examples=["session_id"],
    )
    issuers: dict[str, IssuerDocument] = Field(
        default={},
        description="Others whose tokens are good.",
        examples=[{"better_auth": {"url": "https://login.example.com", "audience": "taskhub"}}],
    )
    oauth: dict[str, OAuthDocument] = Field(
        default={},
        description="Providers that one may log in with.",
        examples=[
            {
                "example": {
                    "authorize": "https://id.example.com/authorize",
                    "token": "https://id.example.com/token",
                    "userinfo": "https://id.example.com/userinfo",
                }
            }
        ],
    )


AuthPart = Annotated[
    Annotated[Literal[True], Word] | Annotated[AuthDocument, Mapped],
    KIND,
]


class TenancyDocument(Document):
    """Whose rows these are."""

    by: str = Field(description="The entity that rows belong to.", examples=["Organization"])


class PoliciesDocument(Document):
    """The contract on the wire, one word each."""

    prefix: str = Field(default="/api/v1", description="What every path begins with.", examples=["/api"])
    slash: Literal["never", "always", "both"] = Field(
        default="never", description="Trailing slashes.", examples=["both"]
    )
    invalid: Literal[400, 422] = Field(default=422, description="The status of bad input.", examples=[400])
    errors: Literal["envelope", "problem", "data", "fields", "detail", "message", "error"] = Field(
        default="envelope", description="The shape of an error.", examples=["problem"]
    )
    lists: Literal["page", "data", "plain", "named"] = Field(
        default="page", description="The shape of a list.", examples=["data"]
    )
    case: Literal["snake", "camel"] = Field(default="snake", description="How names are spelled.", examples=["camel"])
    wrap: bool = Field(default=False, description='One thing is sent as {"task": {...}}.', examples=[True])
    delete: Literal[200, 204] = Field(default=204, description="The status of a delete.", examples=[200])
    pages: Literal["keyset", "offset", "number"] = Field(
        default="keyset", description="How one goes on to the next page.", examples=["number"]
    )
    ids: Literal["uuid", "int"] = Field(default="uuid", description="What an id is.", examples=["int"])
    unknown: Literal["refuse", "ignore"] = Field(
        default="refuse", description="What is done with keys that the contract does not have.", examples=["ignore"]
    )
    docs: bool = Field(default=True, description="Serve the API docs.", examples=[False])


class LimitsDocument(Document):
    """What one client may ask for."""

    rate: Rate = Field(default="600/m", description="Requests, by user, key or address.", examples=["100/s"])
    login: Rate = Field(default="10/m", description="Requests to the routes of auth.", examples=["5/15m"])
    routes: dict[str, Rate] = Field(
        default={}, description="Requests to a single route.", examples=[{"POST /tasks": "30/m"}]
    )
    body: Size = Field(default="1MB", description="The largest body of a request.", examples=["64KB"])


class BudgetsDocument(Document):
    """What is promised, and measured by `prove`."""

    p95: Duration | None = Field(default=None, description="95 of 100 answers come within this.", examples=["50ms"])
    throughput: Annotated[str, Field(pattern=r"^[0-9]+/s$")] | None = Field(
        default=None, description="Requests that one worker serves in a second.", examples=["300/s"]
    )
    queries_per_request: int = Field(default=0, ge=0, description="The most queries of one request.", examples=[5])
