"""Signed bodies, as webhooks carry them, with the secrets the application was given."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Iterator  # noqa: UP035 - the user's Python may be older than ours

from archwright.prove.child.journey.draft import Draft
from archwright.prove.child.journey.needs import Need
from archwright.prove.child.world.moment import MOMENT


def signed(base: Draft, need: Need, secrets: list[str]) -> Iterator[Draft]:
    """The request with each usual form of signature, when the view reads a header of that name."""
    names = [name for name in need.keys["header"] if re.search("signature|hmac|hub-", name.lower())]
    for name in names:
        for secret in secrets[:4]:
            draft = base.copy("signed")
            body = draft.render("").body
            for value in _signatures(secret.encode(), body):
                other = draft.copy("signed")
                other.headers[name] = value
                yield other


def _signatures(secret: bytes, body: bytes) -> Iterator[str]:
    digest = hmac.new(secret, body, hashlib.sha256)
    yield digest.hexdigest()
    yield f"sha256={digest.hexdigest()}"
    yield base64.b64encode(digest.digest()).decode()
    moment = str(int(MOMENT.now()))
    stamped = hmac.new(secret, f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    yield f"t={moment},v1={stamped}"
    yield "sha1=" + hmac.new(secret, body, "sha1").hexdigest()
