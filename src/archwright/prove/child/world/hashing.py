"""Slow hashes of passwords, made quick: a recording asks which password fits, not how long guessing it would take."""

from __future__ import annotations

import hashlib
from typing import Any


def quicken() -> None:
    """Before anything of the user's is imported. The written form of a hash stays what it was."""
    slow, slower = hashlib.pbkdf2_hmac, getattr(hashlib, "scrypt", None)

    def pbkdf2_hmac(hash_name: str, password: Any, salt: Any, iterations: int, dklen: int | None = None) -> bytes:  # noqa: ARG001
        return slow(hash_name, password, salt, 1, dklen)

    def scrypt(password: Any, *, salt: Any, dklen: int = 64, **_: int) -> bytes:
        assert slower is not None
        return bytes(slower(password, salt=salt, n=2, r=1, p=1, dklen=dklen))

    hashlib.pbkdf2_hmac = pbkdf2_hmac
    if slower is not None:
        hashlib.scrypt = scrypt
