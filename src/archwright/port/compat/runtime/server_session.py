"""Flask-Session: the cookie holds only a key, the data stays on the server."""

import secrets
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from itsdangerous import BadSignature, Signer

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.request import Context
from app.core.compat.response import Response
from app.core.compat.session import Session, cookie_flags
from app.core.compat.session_stores import SessionStore, session_store

__provides__ = {
    "flask_session.Session": "ServerSessions",
}
__extensions__ = ("flask_session.Session",)


class ServerSession(Session):
    """The visitor's data, known by the key `sid`."""

    def __init__(
        self, initial: Mapping[str, Any] | None, sid: str, store: SessionStore, permanent: bool = False
    ) -> None:
        super().__init__(initial)
        self.sid = sid
        self._store = store
        if permanent:
            self.permanent = True
        self.modified = False

    def __bool__(self) -> bool:
        return bool(self.keys() - {"_permanent"})

    def clear(self) -> None:
        """Forgets everything but whether it outlives the browser."""
        permanent = self.permanent
        super().clear()
        self["_permanent"] = permanent

    async def save(self, context: Context, response: Response) -> None:
        """Keeps the data, and writes or deletes the cookie."""
        await context.lane.run(self._keep)
        name, flags = current_app.config["SESSION_COOKIE_NAME"], cookie_flags()
        flags.pop("partitioned")
        if not self and self.modified:
            response.delete_cookie(name, domain=flags["domain"], path=flags["path"])
        elif self and self.is_due:
            key = signer().sign(self.sid).decode() if _is_signed() else self.sid
            response.set_cookie(name, key, expires=self.expires, **flags)
            response.vary.add("Cookie")

    def _keep(self) -> None:
        if self and (self.modified or current_app.config["SESSION_REFRESH_EACH_REQUEST"]):
            self._store.store(_key(self.sid), dict(self), int(current_app.permanent_session_lifetime.total_seconds()))
        elif not self and self.modified:
            self._store.remove(_key(self.sid))


class ServerSessions(Feature):
    """Finds the session of a request in the store."""

    def __init__(self, app: object = None) -> None:
        pass

    def init_app(self, app: object) -> None:
        """Nothing: the settings are read when they are needed."""

    async def take(self, context: Context) -> None:
        """Puts the visitor's session in the place of that in the cookie."""
        cookie = context.request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], "")
        sid = _unsigned(cookie) if _is_signed() else cookie
        data = await context.lane.run(self._store.load, _key(sid)) if sid else None
        context.state["session"] = ServerSession(data, sid, self._store) if data is not None else self._begin()

    def _begin(self) -> ServerSession:
        config = current_app.config
        sid = secrets.token_urlsafe(config.get("SESSION_ID_LENGTH", 32))
        return ServerSession(None, sid, self._store, config.get("SESSION_PERMANENT", True))

    @cached_property
    def _store(self) -> SessionStore:
        return session_store()


def signer() -> Signer:
    """Signs keys when the settings ask for it."""
    return Signer(current_app.secret_key, salt="flask-session", key_derivation="hmac")


def _is_signed() -> bool:
    return bool(current_app.config.get("SESSION_USE_SIGNER", False))


def _unsigned(cookie: str) -> str:
    try:
        return signer().unsign(cookie).decode()
    except BadSignature:
        return ""


def _key(sid: str) -> str:
    return str(current_app.config.get("SESSION_KEY_PREFIX", "session:")) + sid
