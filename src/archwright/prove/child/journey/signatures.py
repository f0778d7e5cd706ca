"""Signed bodies, as webhooks carry them, with the secrets the application was given."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator

from archwright.prove.child.journey.draft import Draft
from archwright.prove.child.journey.needs import Need
from archwright.prove.child.world.moment import MOMENT

FORMS = ("hex", "sha256=hex", "base64", "stamped", "sha1=hex")


def signed(base: Draft, need: Need, secrets: list[str]) -> Iterator[Draft]:
    """The request with each usual form of signature, when the view reads a header of that name."""
    names = [name for name in need.keys["header"] if re.search("signature|hmac|hub-", name.lower())]
    for name in names if need.seal is None else ():
        for secret in secrets[:4]:
            for form in FORMS:
                draft = base.copy("signed")
                draft.seal = (name, secret, form)
                yield draft


def seal(draft: Draft) -> Draft:
    """Sign the body as it is now."""
    if draft.seal is not None:
        name, secret, form = draft.seal
        draft.headers[name] = _signature(secret.encode(), draft.render("").body, form)
    return draft


def _signature(secret: bytes, body: bytes, form: str) -> str:
    digest = hmac.new(secret, body, hashlib.sha256)
    if form == "base64":
        return base64.b64encode(digest.digest()).decode()
    if form == "stamped":
        moment = str(int(MOMENT.now()))
        stamped = hmac.new(secret, f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
        return f"t={moment},v1={stamped}"
    if form == "sha1=hex":
        return "sha1=" + hmac.new(secret, body, "sha1").hexdigest()
    return ("sha256=" if form == "sha256=hex" else "") + digest.hexdigest()
