"""The session in a signed cookie, in Flask's own format."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn, cast

from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import CallbackDict
from werkzeug.local import LocalProxy

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.request import Context, current_context
from app.core.compat.response import Response
from app.core.compat.tags import TaggedJson

__provides__ = {
    "flask.globals.session": "session",
    "flask.session": "session",
    "flask.sessions.SecureCookieSession": "Session",
    "flask.sessions.SessionMixin": "Session",
}
__feature__ = "Sessions()"


class Session(CallbackDict[str, Any]):
    """The visitor's data. Only changes of the dict itself are noticed."""

    accessed = False
    modified = False
    new = False

    def __init__(self, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(initial, Session.change)

    def change(self) -> None:
        """Says that the cookie must be written."""
        self.modified = True

    @property
    def permanent(self) -> bool:
        """Whether it outlives the browser."""
        return bool(self.get("_permanent", False))

    @permanent.setter
    def permanent(self, value: bool) -> None:
        self["_permanent"] = bool(value)

    @property
    def is_due(self) -> bool:
        """Whether the cookie must be written although nothing may have changed."""
        refreshes = self.permanent and current_app.config["SESSION_REFRESH_EACH_REQUEST"]
        return bool(self.modified or refreshes)

    @property
    def expires(self) -> datetime | None:
        """When the cookie ends, None for when the browser does."""
        return datetime.now(UTC) + current_app.permanent_session_lifetime if self.permanent else None

    async def save(self, context: Context, response: Response) -> None:  # noqa: ARG002
        """Writes, renews or deletes the cookie."""
        if not self and self.modified:
            response.delete_cookie(current_app.config["SESSION_COOKIE_NAME"], **cookie_flags())
        elif self and self.is_due:
            value = signer().dumps(dict(self))
            name = current_app.config["SESSION_COOKIE_NAME"]
            response.set_cookie(name, value, expires=self.expires, **cookie_flags())
            response.vary.add("Cookie")


class NoSession(Session):
    """What there is without a secret key: empty, and refusing to be written."""

    def _fail(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("The session is unavailable because no secret key was set.")

    __setitem__ = __delitem__ = clear = pop = popitem = update = setdefault = _fail


class Sessions(Feature):
    """Reads the cookie before the request and writes it after."""

    def open(self, context: Context) -> None:
        """Takes the session from the cookie; a bad or old one counts as none."""
        if not current_app.secret_key:
            context.state["session"] = NoSession()
            return
        cookie = context.request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], "")
        try:
            age = int(current_app.permanent_session_lifetime.total_seconds())
            context.state["session"] = Session(signer().loads(cookie, max_age=age))
        except BadSignature:
            context.state["session"] = Session()

    async def after(self, context: Context, response: Response) -> Response:
        """Writes, renews or deletes the cookie."""
        visit: Session = context.state["session"]
        if isinstance(visit, NoSession):
            return response
        if visit.accessed or visit.modified:
            response.vary.add("Cookie")
        await visit.save(context, response)
        return response


def signer() -> URLSafeTimedSerializer:
    """Signs as Flask does, so that cookies go on being valid."""
    keys = [*(current_app.config["SECRET_KEY_FALLBACKS"] or ()), current_app.secret_key]
    return URLSafeTimedSerializer(
        keys,
        salt="cookie-session",
        serializer=TaggedJson(),
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    )


def cookie_flags() -> dict[str, Any]:
    """The attributes that the settings give to the cookie."""
    config = current_app.config
    return {
        "domain": config["SESSION_COOKIE_DOMAIN"],
        "httponly": config["SESSION_COOKIE_HTTPONLY"],
        "partitioned": config["SESSION_COOKIE_PARTITIONED"],
        "path": config["SESSION_COOKIE_PATH"] or config["APPLICATION_ROOT"],
        "samesite": config["SESSION_COOKIE_SAMESITE"],
        "secure": config["SESSION_COOKIE_SECURE"],
    }


def _visit() -> Session:
    visit: Session = current_context().state["session"]
    visit.accessed = True
    return visit


session = cast(Session, LocalProxy(_visit))
