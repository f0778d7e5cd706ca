"""Flask-Login: logs users in and out, and keeps others away from views."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from app.core.compat.context import current_app
from app.core.compat.login import current_user, find_user, login_manager
from app.core.compat.login_cookie import cookie_name, identify_browser, remembered_id
from app.core.compat.request import request
from app.core.compat.session import session
from app.core.compat.sync import ensure_sync

__provides__ = {
    "flask_login.confirm_login": "confirm_login",
    "flask_login.fresh_login_required": "fresh_login_required",
    "flask_login.login_fresh": "login_fresh",
    "flask_login.login_remembered": "login_remembered",
    "flask_login.login_required": "login_required",
    "flask_login.login_user": "login_user",
    "flask_login.logout_user": "logout_user",
    "flask_login.utils.confirm_login": "confirm_login",
    "flask_login.utils.fresh_login_required": "fresh_login_required",
    "flask_login.utils.login_fresh": "login_fresh",
    "flask_login.utils.login_required": "login_required",
    "flask_login.utils.login_user": "login_user",
    "flask_login.utils.logout_user": "logout_user",
}

View = Callable[..., Any]


def login_user(
    user: Any, remember: bool = False, duration: timedelta | None = None, force: bool = False, fresh: bool = True
) -> bool:
    """Logs the user in; False when the user is not active. `remember` outlives the browser, for `duration`."""
    if not force and not user.is_active:
        return False
    session["_user_id"] = getattr(user, login_manager.id_attribute)()
    session["_fresh"] = fresh
    session["_id"] = identify_browser()
    if remember:
        session["_remember"] = "set"
        if duration is not None:
            session["_remember_seconds"] = duration.total_seconds()
    login_manager.set_user(user)
    return True


def logout_user() -> bool:
    """Logs the user out and forgets who it was."""
    find_user()  # notices a stolen session
    for key in ("_user_id", "_fresh", "_id"):
        if key in session:
            session.pop(key)
    if cookie_name() in request.cookies:
        session["_remember"] = "clear"
        if "_remember_seconds" in session:
            session.pop("_remember_seconds")
    login_manager.set_user()
    return True


def confirm_login() -> None:
    """Makes the login fresh again."""
    session["_fresh"] = True
    session["_id"] = identify_browser()


def login_fresh() -> bool:
    """Whether the user logged in during this session."""
    return bool(session.get("_fresh", False))


def login_remembered() -> bool:
    """Whether a cookie remembers the user."""
    has_cookie = cookie_name() in request.cookies and session.get("_remember") != "clear"
    return has_cookie and remembered_id() is not None


def login_required(func: View) -> View:
    """Calls the view for users only."""

    @wraps(func)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not _exempt() and not current_user.is_authenticated:
            return login_manager.unauthorized()
        return ensure_sync(func)(*args, **kwargs)

    return guarded


def fresh_login_required(func: View) -> View:
    """Calls the view for users only, whose login is fresh."""

    @wraps(func)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not _exempt():
            if not current_user.is_authenticated:
                return login_manager.unauthorized()
            if not login_fresh():
                return login_manager.needs_refresh()
        return ensure_sync(func)(*args, **kwargs)

    return guarded


def _exempt() -> bool:
    return request.method == "OPTIONS" or bool(current_app.config.get("LOGIN_DISABLED"))
