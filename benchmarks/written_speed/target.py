"""What is measured, as a backend's own speed.toml tells it.

app = "app.main:app"                              # for uvicorn
factory = true                                    # optional: app is a function that makes it
prepare = ["-m", "alembic", "upgrade", "head"]    # optional: arguments for Python, run once before
folder = "."                                      # optional: where to run, seen from the file
[environment]                                     # {database} {host} {name} {secret}: what the harness chose
[claims]                                          # optional: of the HS256 token, beside sub, iat and exp
[[steps]]                                         # optional: POSTs before the load; answers are kept by a name
path = "/v1/projects"
body = { name = "Speed" }
keep = { project = "id" }                         # keep = { token = "access_token" } takes the place of a made token
[routes]
one = "/v1/tasks/{id}"                            # {id} and what steps kept
list = "/v1/tasks?limit=20"
create = "/v1/tasks"
body = { title = "A task", project_id = "{project}" }
items = "items"                                   # optional: keys of a page
cursor = "next_cursor"
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECRET = secrets.token_hex(32)


@dataclass(frozen=True)
class Target:
    """One backend and how to talk to it."""

    app: str
    claims: Mapping[str, Any]
    create: str
    cursor: str
    environment: Mapping[str, str]
    factory: bool
    folder: Path
    items: str
    list: str
    one: str
    body: Mapping[str, Any]
    prepare: tuple[str, ...]
    steps: tuple[Mapping[str, Any], ...]


def read_target(description: Path, words: Mapping[str, str], environment: Mapping[str, str]) -> Target:
    """The target that a description tells, on the database that the words name."""
    told = tomllib.loads(description.read_text())
    routes, words = told["routes"], {**words, "secret": SECRET}
    return Target(
        app=told["app"],
        body=routes["body"],
        claims=told.get("claims", {}),
        create=routes["create"],
        cursor=routes.get("cursor", "next_cursor"),
        environment={**{key: str(fill(value, words)) for key, value in told["environment"].items()}, **environment},
        factory=told.get("factory", False),
        folder=(description.parent / told.get("folder", ".")).resolve(),
        items=routes.get("items", "items"),
        list=routes["list"],
        one=routes["one"],
        prepare=tuple(told.get("prepare", ())),
        steps=tuple(told.get("steps", ())),
    )


def fill(value: Any, words: Mapping[str, str]) -> Any:
    """The value with each {word} of its texts replaced."""
    if isinstance(value, Mapping):
        return {key: fill(item, words) for key, item in value.items()}
    if isinstance(value, str):
        for word, text in words.items():
            value = value.replace("{" + word + "}", text)
    return value


def token(claims: Mapping[str, Any]) -> str:
    """A token as the backend's own login would sign it."""
    now = int(time.time())
    payload = {"sub": str(uuid.uuid4()), "iat": now, "exp": now + 7200, **claims}
    signed = f"{packed({'alg': 'HS256', 'typ': 'JWT'})}.{packed(payload)}"
    return f"{signed}.{unpadded(hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha256))}"


def packed(value: Mapping[str, Any]) -> str:
    """One part of a token."""
    return unpadded(json.dumps(value, separators=(",", ":")).encode())


def unpadded(data: bytes) -> str:
    """Base64 as tokens write it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
