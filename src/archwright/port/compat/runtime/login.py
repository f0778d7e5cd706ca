"""Flask-Login: finds the user of a request by the session or a cookie, and sends visitors to the login page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from werkzeug.exceptions import abort
from werkzeug.local import LocalProxy
from werkzeug.utils import redirect

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.flash import flash
from app.core.compat.globals import g
from app.core.compat.login_cookie import (
    cookie_name,
    cookie_place,
    encode_cookie,
    expand_login_view,
    identify_browser,
    login_url,
    make_next_param,
    remembered_id,
)
from app.core.compat.login_user import AnonymousUserMixin
from app.core.compat.request import Context, current_context, has_request_context, request
from app.core.compat.response import Response
from app.core.compat.session import session
from app.core.compat.templating import add_to_context

__provides__ = {
    "flask.current_app.login_manager": "login_manager",
    "flask_login.LOGIN_MESSAGE": "LOGIN_MESSAGE",
    "flask_login.LoginManager": "LoginManager",
    "flask_login.current_user": "current_user",
    "flask_login.login_manager.LoginManager": "LoginManager",
    "flask_login.utils.current_user": "current_user",
}
__extensions__ = ("flask_login.LoginManager",)

LOGIN_MESSAGE = "Please log in to access this page."
REFRESH_MESSAGE = "Please reauthenticate to access this page."
KEYS = ("_user_id", "_remember", "_remember_seconds", "_id", "_fresh", "next")
YEAR = timedelta(days=365)

Callback = Callable[..., Any]


class LoginManager(Feature):
    """Knows the user of each request, and what happens to visitors who need to log in."""

    def __init__(self, app: object = None, add_context_processor: bool = True) -> None:  # noqa: ARG002
        self.anonymous_user: Callback = AnonymousUserMixin
        self.blueprint_login_views: dict[str | None, str | None] = {}
        self.id_attribute = "get_id"
        self.localize_callback: Callback | None = None
        self.login_message: Any = LOGIN_MESSAGE
        self.login_message_category = "message"
        self.login_view: str | None = None
        self.needs_refresh_callback: Callback | None = None
        self.needs_refresh_message: Any = REFRESH_MESSAGE
        self.needs_refresh_message_category = "message"
        self.refresh_view: str | None = None
        self.request_callback: Callback | None = None
        self.session_protection: str | None = "basic"
        self.unauthorized_callback: Callback | None = None
        self.user_callback: Callback | None = None
        if add_context_processor:
            add_to_context(_show_user)

    def init_app(self, app: object, add_context_processor: bool = True) -> None:
        """Nothing: the settings are read when they are needed."""

    def user_loader(self, callback: Callback) -> Callback:
        """Sets the function that finds a user by id."""
        self.user_callback = callback
        return callback

    def request_loader(self, callback: Callback) -> Callback:
        """Sets the function that finds a user by the request."""
        self.request_callback = callback
        return callback

    def unauthorized_handler(self, callback: Callback) -> Callback:
        """Sets the function that answers visitors without a login."""
        self.unauthorized_callback = callback
        return callback

    def needs_refresh_handler(self, callback: Callback) -> Callback:
        """Sets the function that answers users whose login is not fresh."""
        self.needs_refresh_callback = callback
        return callback

    def open(self, context: Context) -> None:
        """Makes itself known to the functions of this package."""
        context.state["login"] = self

    async def after(self, context: Context, response: Response) -> Response:  # noqa: ARG002
        """Writes or deletes the cookie that remembers the user."""
        if "_remember" not in session and current_app.config.get("REMEMBER_COOKIE_REFRESH_EACH_REQUEST"):
            session["_remember"] = "set"
        wish = session.pop("_remember") if "_remember" in session else None
        if wish == "set" and "_user_id" in session:
            _remember(response)
        elif wish == "clear":
            response.delete_cookie(cookie_name(), **cookie_place())
        return response

    def unauthorized(self) -> Any:
        """The answer for a visitor without a login."""
        if self.unauthorized_callback:
            return self.unauthorized_callback()
        view = self.blueprint_login_views.get(request.blueprint, self.login_view)
        return self._send_away(view, self.login_message, self.login_message_category)

    def needs_refresh(self) -> Any:
        """The answer for a user whose login is not fresh."""
        if self.needs_refresh_callback:
            return self.needs_refresh_callback()
        return self._send_away(self.refresh_view, self.needs_refresh_message, self.needs_refresh_message_category)

    def set_user(self, user: Any = None) -> None:
        """Says who the user of this request is; nobody without an argument."""
        g._login_user = self.anonymous_user() if user is None else user

    def load_user(self) -> None:
        """Finds the user of this request."""
        if self.user_callback is None and self.request_callback is None:
            raise RuntimeError("Missing user_loader or request_loader.")
        self.set_user(None if self._is_stolen() else self._find())

    def _find(self) -> Any:
        known = session.get("_user_id")
        user = self.user_callback(known) if known is not None and self.user_callback else None
        if user is not None:
            return user
        if cookie_name() in request.cookies and session.get("_remember") != "clear":
            return self._find_remembered()
        return self.request_callback(request) if self.request_callback else None

    def _find_remembered(self) -> Any:
        known = remembered_id()
        if known is None:
            return None
        session["_user_id"] = known
        session["_fresh"] = False
        return self.user_callback(known) if self.user_callback else None

    def _is_stolen(self) -> bool:
        """Whether another browser uses the session and it must end. In the basic mode its login is only not fresh."""
        visit = cast(LocalProxy[Any], session)._get_current_object()
        mode = current_app.config.get("SESSION_PROTECTION", self.session_protection)
        if mode not in ("basic", "strong") or not visit or visit.get("_id") == identify_browser():
            return False
        if mode == "basic" or visit.permanent:
            if visit.get("_fresh") is not False:
                visit["_fresh"] = False
            return False
        for key in KEYS:
            visit.pop(key, None)
        visit["_remember"] = "clear"
        return True

    def _send_away(self, view: str | None, message: Any, category: str) -> Any:
        if not view:
            abort(401)
        if message:
            flash(self.localize_callback(message) if self.localize_callback else message, category=category)
        if not current_app.config.get("USE_SESSION_FOR_NEXT"):
            return redirect(login_url(view, next_url=request.url))
        session["_id"] = identify_browser()
        session["next"] = make_next_param(expand_login_view(view), request.url)
        return redirect(login_url(view))


def _remember(response: Response) -> None:
    config = current_app.config
    duration = config.get("REMEMBER_COOKIE_DURATION", YEAR)
    if "_remember_seconds" in session:
        duration = session["_remember_seconds"]
    response.set_cookie(
        cookie_name(),
        encode_cookie(str(session["_user_id"])),
        expires=datetime.now(UTC) + (duration if isinstance(duration, timedelta) else timedelta(seconds=duration)),
        secure=config.get("REMEMBER_COOKIE_SECURE", False),
        httponly=config.get("REMEMBER_COOKIE_HTTPONLY", True),
        samesite=config.get("REMEMBER_COOKIE_SAMESITE"),
        **cookie_place(),
    )


def _manager() -> LoginManager:
    found: LoginManager = current_context().state["login"]
    return found


def find_user() -> Any:
    """The user of this request, None outside of requests."""
    if not has_request_context():
        return None
    if "_login_user" not in g:
        login_manager.load_user()
    return g._login_user


def _show_user() -> dict[str, Any]:
    return {"current_user": find_user()}


login_manager = cast(LoginManager, LocalProxy(_manager))
current_user: Any = LocalProxy(find_user)
