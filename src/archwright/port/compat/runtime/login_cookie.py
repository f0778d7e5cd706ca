"""Where a visitor goes to log in, and the signed cookie that remembers a user."""

import hmac
from hashlib import sha512
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from app.core.compat.context import current_app
from app.core.compat.request import request
from app.core.compat.urls import url_for

__provides__ = {
    "flask_login.COOKIE_NAME": "COOKIE_NAME",
    "flask_login.decode_cookie": "decode_cookie",
    "flask_login.encode_cookie": "encode_cookie",
    "flask_login.login_url": "login_url",
    "flask_login.make_next_param": "make_next_param",
    "flask_login.utils.decode_cookie": "decode_cookie",
    "flask_login.utils.encode_cookie": "encode_cookie",
    "flask_login.utils.login_url": "login_url",
    "flask_login.utils.make_next_param": "make_next_param",
}

COOKIE_NAME = "remember_token"


def login_url(login_view: str, next_url: str | None = None, next_field: str = "next") -> str:
    """The URL of the login page, which is told where to go on to."""
    base = expand_login_view(login_view)
    if next_url is None:
        return base
    parts = urlsplit(base)
    query = parse_qs(parts.query, keep_blank_values=True)
    query[next_field] = [make_next_param(base, next_url)]
    host = current_app.config.get("FORCE_HOST_FOR_REDIRECTS") or parts.netloc
    return urlunsplit(parts._replace(netloc=host, query=urlencode(query, doseq=True)))


def expand_login_view(login_view: str) -> str:
    """The URL of a view, or the URL itself."""
    return login_view if login_view.startswith(("https://", "http://", "/")) else url_for(login_view)


def make_next_param(login_url: str, current_url: str) -> str:
    """The current URL without the host that it shares with the login page."""
    login, current = urlsplit(login_url), urlsplit(current_url)
    if login.scheme in ("", current.scheme) and login.netloc in ("", current.netloc):
        return urlunsplit(("", "", current.path, current.query, ""))
    return current_url


def encode_cookie(payload: str, key: str | bytes | None = None) -> str:
    """The payload with its signature."""
    return f"{payload}|{_digest(payload, key)}"


def decode_cookie(cookie: str, key: str | bytes | None = None) -> str | None:
    """The payload, None when the signature is not ours."""
    payload, bar, digest = cookie.rpartition("|")
    return payload if bar and hmac.compare_digest(_digest(payload, key), digest) else None


def remembered_id() -> str | None:
    """Who the cookie of this request says that it is."""
    return decode_cookie(request.cookies[cookie_name()])


def cookie_name() -> str:
    """The name of the cookie."""
    return str(current_app.config.get("REMEMBER_COOKIE_NAME", COOKIE_NAME))


def cookie_place() -> dict[str, Any]:
    """Where the cookie is sent to."""
    config = current_app.config
    return {"domain": config.get("REMEMBER_COOKIE_DOMAIN"), "path": config.get("REMEMBER_COOKIE_PATH", "/")}


def identify_browser() -> str:
    """A fingerprint of address and browser, by which a stolen session is noticed."""
    agent = request.headers.get("User-Agent")
    browser = None if agent is None else agent.encode()
    address = request.headers.get("X-Forwarded-For", request.remote_addr)
    first = None if address is None else address.encode().split(b",")[0].strip()
    return sha512(f"{first!r}|{browser!r}".encode()).hexdigest()


def _digest(payload: str, key: str | bytes | None) -> str:
    secret = current_app.config["SECRET_KEY"] if key is None else key
    signing = secret.encode("latin1") if isinstance(secret, str) else secret
    return hmac.new(signing, payload.encode(), sha512).hexdigest()
