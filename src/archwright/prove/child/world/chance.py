"""Chance: os.urandom, random, secrets, uuid, and the salts and seeds of well-known packages."""

from __future__ import annotations

import os
import random
import sys
import uuid
from typing import Any

from archwright.prove.child.afterwards import when_imported
from archwright.prove.child.world.moment import MOMENT


def freeze() -> None:
    """From now on all of these follow the request number."""
    os.urandom = lambda size: MOMENT.chance("urandom", size)
    random._urandom = os.urandom  # type: ignore[attr-defined]
    uuid.uuid4 = lambda: uuid.UUID(bytes=MOMENT.chance("uuid", 16), version=4)
    uuid.uuid1 = lambda node=None, clock_seq=None: uuid.UUID(bytes=MOMENT.chance("uuid", 16), version=1)  # noqa: ARG005
    uuid.getnode = lambda: 1
    when_imported("bcrypt", _salt_of_bcrypt)
    when_imported("faker", lambda module: module.Faker.seed(MOMENT.index))


def reseed() -> None:
    """At the begin of each request."""
    random.seed(MOMENT.index)
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and hasattr(numpy, "random"):
        numpy.random.seed(MOMENT.index)
    faker: Any = sys.modules.get("faker")
    if faker is not None and hasattr(faker, "Faker"):
        faker.Faker.seed(MOMENT.index)


def _salt_of_bcrypt(module: Any) -> None:
    """bcrypt asks the system for its salt in Rust; the lowest cost, because a recording hashes many passwords."""
    letters = b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    def gensalt(rounds: int = 12, prefix: bytes = b"2b") -> bytes:  # noqa: ARG001 - the cost is ours
        drawn = bytes(letters[byte % 64] for byte in MOMENT.chance("bcrypt", 21))
        return b"$" + prefix + b"$04$" + drawn + b"u"

    module.gensalt = gensalt
