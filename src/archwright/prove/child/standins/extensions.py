"""Extensions whose newer releases ask for what older ones did not: Flask-SQLAlchemy 2 and Flask-Caching 1 habits."""

from __future__ import annotations

import os
from typing import Any

from archwright.prove.child.afterwards import when_imported
from archwright.prove.child.standins.noted import note

_CACHES = {
    "simple": "SimpleCache",
    "null": "NullCache",
    "filesystem": "FileSystemCache",
    "redis": "SimpleCache",
    "memcached": "SimpleCache",
    "RedisCache": "SimpleCache",
    "MemcachedCache": "SimpleCache",
}


def stand_in() -> None:
    """Only where the newer release would raise."""
    when_imported("flask_caching", _change_caching)
    when_imported("flask_sqlalchemy", _change_sqlalchemy)


def _change_caching(module: Any) -> None:
    real = module.Cache._set_cache

    def set_cache(self: Any, app: Any, config: Any) -> Any:
        kind = config.get("CACHE_TYPE")
        if kind in _CACHES:
            note(f"Flask-Caching {kind} -> {_CACHES[kind]}")
            config = {**config, "CACHE_TYPE": _CACHES[kind]}
        return real(self, app, config)

    module.Cache._set_cache = set_cache


def _change_sqlalchemy(module: Any) -> None:
    if not hasattr(module.SQLAlchemy, "_apply_driver_defaults"):
        return
    _keep_beside_app(module.SQLAlchemy)
    _configure_late(module.SQLAlchemy)
    for name in ("create_all", "drop_all"):
        _lend_context(module.SQLAlchemy, name)


def _keep_beside_app(cls: Any) -> None:
    """Release 2 kept relative SQLite files beside the app, 3 under instance/: an existing one must be found."""
    real = cls._apply_driver_defaults

    def apply(self: Any, options: Any, app: Any) -> Any:
        from sqlalchemy import make_url

        url = make_url(options["url"])
        name = url.database or ""
        beside = os.path.join(app.root_path, name)
        inside = os.path.join(app.instance_path, name)
        relative = url.drivername.startswith("sqlite") and name not in ("", ":memory:") and not os.path.isabs(name)
        if relative and os.path.isfile(beside) and not os.path.exists(inside):
            note("Flask-SQLAlchemy 2: database beside the app")
            options["url"] = url.set(database=beside)
        return real(self, options, app)

    cls._apply_driver_defaults = apply


def _configure_late(cls: Any) -> None:
    """Release 2 read the URI at first use, 3 when the extension is bound to the app."""
    real, engines = cls.init_app, cls.engines.fget
    waiting: list[Any] = []

    def is_configured(app: Any) -> bool:
        return bool(app.config.get("SQLALCHEMY_DATABASE_URI") or app.config.get("SQLALCHEMY_BINDS"))

    def init_app(self: Any, app: Any) -> Any:
        self.__dict__["_archwright_app"] = app
        if is_configured(app):
            return real(self, app)
        waiting.append(app)
        app.before_request(lambda: bind(self, app))
        return None

    def bind(self: Any, app: Any) -> None:
        if app in waiting:
            waiting.remove(app)
            note("Flask-SQLAlchemy 2: configured after it was bound")
            if not is_configured(app):
                app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///:memory:"
            started, app._got_first_request = app._got_first_request, False
            real(self, app)
            app._got_first_request = started

    def bound_engines(self: Any) -> Any:
        from flask import current_app

        bind(self, current_app._get_current_object())  # type: ignore[attr-defined]
        return engines(self)

    cls.init_app = init_app
    cls.engines = property(bound_engines)


def _lend_context(cls: Any, name: str) -> None:
    """Release 2 took the only app there was; 3 wants an application context."""
    real = getattr(cls, name)

    def call(self: Any, *args: Any, **options: Any) -> Any:
        from flask import has_app_context

        app = self.__dict__.get("_archwright_app")
        if has_app_context() or app is None:
            return real(self, *args, **options)
        note(f"Flask-SQLAlchemy 2: {name} without a context")
        with app.app_context():
            return real(self, *args, **options)

    setattr(cls, name, call)
