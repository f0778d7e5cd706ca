"""Sessions: a login by cookie, and a second secret that other sites cannot send (CSRF)."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, of_user, user_id, way
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import MainLine, Part, RouterPart, SettingPart
from archwright.model.resources import ErrorPart, TablePart
from archwright.model.schema import Column, ColumnType, Index, Table

_templates = Templates(__name__)

FILES = (
    "app/api/routes/sessions.py",
    "app/api/sessions.py",
    "app/repositories/login_session.py",
    "app/services/sessions.py",
    "docs/decisions/sessions.md",
    "tests/integration/test_sessions.py",
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth.sessions`; they begin with a password."""
    if blueprint.auth is None or not (blueprint.auth.sessions and blueprint.auth.passwords):
        return
    yield from (_templates.file(path, **account_values(blueprint)) for path in FILES)
    yield TablePart(_table(blueprint), "LoginSession", "A login by cookie: the digest of its secret.")
    yield ErrorPart("CsrfMissing", "csrf_missing", 403, "Send the cookie `csrf` as the header `X-CSRF-Token`.")
    yield SettingPart("cookies_secure", "bool", "True", "Cookies are sent over HTTPS only.")
    yield RouterPart("app.api.routes.sessions", order=-870)
    yield MainLine(
        "app.state.sessions = SessionService(app.state.system, app.state.passwords, settings.refresh_seconds)",
        ("from app.services.sessions import SessionService",),
        order=-790,
    )
    yield from way("Sessions", "app.state.sessions", "app.api.sessions", order=-770)


def _table(blueprint: Blueprint) -> Table:
    return Table(
        "login_sessions",
        (
            Column("digest", ColumnType("str", 64), primary=True),
            user_id(blueprint),
            Column("csrf", ColumnType("str", 64)),
            Column("expires_at", ColumnType("datetime")),
            Column("created_at", ColumnType("datetime"), expression="CURRENT_TIMESTAMP"),
        ),
        foreign_keys=(of_user(blueprint, "login_sessions"),),
        indexes=(Index("ix_login_sessions_user_id", ("user_id",)),),
    )
