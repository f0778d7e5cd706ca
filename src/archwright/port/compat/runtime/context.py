"""The application as a whole: its configuration and its places."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from app.core.config import settings

__provides__ = {
    "flask.current_app": "current_app",
    "flask.globals.current_app": "current_app",
}

DEFAULTS: dict[str, Any] = {
    "APPLICATION_ROOT": "/",
    "DEBUG": False,
    "MAX_CONTENT_LENGTH": None,
    "PERMANENT_SESSION_LIFETIME": timedelta(days=31),
    "PREFERRED_URL_SCHEME": "http",
    "SECRET_KEY": None,
    "SECRET_KEY_FALLBACKS": None,
    "SEND_FILE_MAX_AGE_DEFAULT": None,
    "SERVER_NAME": None,
    "SESSION_COOKIE_DOMAIN": None,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_NAME": "session",
    "SESSION_COOKIE_PARTITIONED": False,
    "SESSION_COOKIE_PATH": None,
    "SESSION_COOKIE_SAMESITE": None,
    "SESSION_COOKIE_SECURE": False,
    "SESSION_REFRESH_EACH_REQUEST": True,
    "TESTING": False,
}


class Application:
    """The settings under their upper-case names, and where files are."""

    name = "app"
    import_name = "app"
    debug = False
    testing = False
    static_url_path = "/static"
    template_folder = "templates"
    logger = logging.getLogger("app")

    def __init__(self) -> None:
        self.root_path = str(Path(__file__).parents[3])
        self.instance_path = str(Path(self.root_path) / "instance")
        self.static_folder = str(Path(self.root_path) / "static")
        self.config = {**DEFAULTS, **{key.upper(): _value(value) for key, value in settings}}

    @property
    def secret_key(self) -> Any:
        """What cookies are signed with."""
        return self.config["SECRET_KEY"]

    @property
    def permanent_session_lifetime(self) -> timedelta:
        """How long a permanent session lasts."""
        lifetime = self.config["PERMANENT_SESSION_LIFETIME"]
        return lifetime if isinstance(lifetime, timedelta) else timedelta(seconds=lifetime)

    def open_resource(self, resource: str, mode: str = "rb", encoding: str | None = None) -> IO[Any]:
        """Opens a file of the application for reading."""
        if mode not in {"r", "rt", "rb"}:
            raise ValueError("Resources can only be opened for reading.")
        return (Path(self.root_path) / resource).open(mode, encoding=encoding)


def _value(setting: Any) -> Any:
    reveal = getattr(setting, "get_secret_value", None)
    return reveal() if reveal else setting


current_app = Application()
