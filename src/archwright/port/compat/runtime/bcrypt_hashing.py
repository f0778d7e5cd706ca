"""Flask-Bcrypt: passwords hashed with bcrypt."""

import hashlib
import hmac

import bcrypt

from app.core.compat.context import current_app

__provides__ = {
    "flask_bcrypt.Bcrypt": "Bcrypt",
    "flask_bcrypt.bcrypt": "bcrypt",
    "flask_bcrypt.check_password_hash": "check_password_hash",
    "flask_bcrypt.generate_password_hash": "generate_password_hash",
}

__extensions__ = ("flask_bcrypt.Bcrypt",)

ROUNDS = 12
PREFIX = "2b"


class Bcrypt:
    """Hashes passwords as the settings say."""

    def __init__(self, app: object = None) -> None:
        pass

    def init_app(self, app: object) -> None:
        """Nothing: the settings are read when they are needed."""

    def generate_password_hash(
        self, password: str | bytes, rounds: int | None = None, prefix: str | bytes | None = None
    ) -> bytes:
        """The hash of a password, with a new salt."""
        config = current_app.config
        return _hash(
            password,
            config.get("BCRYPT_LOG_ROUNDS", ROUNDS) if rounds is None else rounds,
            config.get("BCRYPT_HASH_PREFIX", PREFIX) if prefix is None else prefix,
            is_long=config.get("BCRYPT_HANDLE_LONG_PASSWORDS", False),
        )

    def check_password_hash(self, pw_hash: str | bytes, password: str | bytes) -> bool:
        """Whether the password has that hash."""
        return _check(pw_hash, password, is_long=current_app.config.get("BCRYPT_HANDLE_LONG_PASSWORDS", False))


def generate_password_hash(password: str | bytes, rounds: int | None = None) -> bytes:
    """The hash of a password, whatever the settings say."""
    return _hash(password, ROUNDS if rounds is None else rounds, PREFIX, is_long=False)


def check_password_hash(pw_hash: str | bytes, password: str | bytes) -> bool:
    """Whether the password has that hash, whatever the settings say."""
    return _check(pw_hash, password, is_long=False)


def _hash(password: str | bytes, rounds: int, prefix: str | bytes, *, is_long: bool) -> bytes:
    if not password:
        raise ValueError("Password must be non-empty.")
    return bcrypt.hashpw(_raw(password, is_long), bcrypt.gensalt(rounds=rounds, prefix=_bytes(prefix)))


def _check(pw_hash: str | bytes, password: str | bytes, *, is_long: bool) -> bool:
    known = _bytes(pw_hash)
    return hmac.compare_digest(bcrypt.hashpw(_raw(password, is_long), known), known)


def _raw(password: str | bytes, is_long: bool) -> bytes:
    """The password, or its digest, since bcrypt takes 72 bytes and no more."""
    plain = _bytes(password)
    return hashlib.sha256(plain).hexdigest().encode() if is_long else plain


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
