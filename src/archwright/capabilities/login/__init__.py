"""Logins: who somebody is, tokens that prove it, and what revokes them."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, way
from archwright.build.template import Templates
from archwright.capabilities.login.tables import credentials, refresh_tokens, security_events
from archwright.model.blueprint import Auth, Blueprint
from archwright.model.parts import Dependency, MainLine, Part, RouterPart, SettingPart
from archwright.model.resources import ContextPart, ErrorPart, LoginPart, ResidentPart

_templates = Templates(__name__)

FILES = (
    "app/repositories/credential.py",
    "app/repositories/refresh_token.py",
    "app/schemas/auth.py",
    "app/services/auth.py",
    "docs/decisions/tokens.md",
    "tests/identities.py",
    "tests/people.py",
)
SPARE = ("app/api/identity.py", "app/core/identity.py", "app/core/security.py")
ROUTES = ("app/api/routes/auth.py", "tests/integration/test_auth.py")
FORBIDDEN = ErrorPart("Forbidden", "forbidden", 403, "This is not allowed.")
SECRET = "Annotated[str, Field(min_length=32)]"  # noqa: S105 - a type
ACTOR = ContextPart(
    "actor",
    "Actor",
    "CurrentActor",
    ("from app.core.identity import Actor",),
    ("from app.api.identity import CurrentActor, ForActor, MaybeActor", "from app.core.identity import Actor"),
    order=-100,
    public="MaybeActor",
    served="ForActor",
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth`."""
    if blueprint.auth is None:
        return
    values = account_values(blueprint)
    yield from (_templates.file(path, **values) for path in FILES)
    yield from (_templates.spare(path, **values) for path in SPARE)
    if blueprint.auth.routes:
        yield from (_templates.file(path, **values) for path in ROUTES)
        yield RouterPart("app.api.routes.auth", order=-900)
    if blueprint.auth.cookie:
        yield _templates.file("app/api/cookies.py", name=blueprint.auth.cookie)
        yield from way("CookieTokens", "app.state.auth", "app.api.cookies", order=-775)
    if blueprint.roles:
        yield _templates.file("app/roles.py", **values)
    if any(field.type == "email" for field in values["user"].fields):
        yield _templates.file("app/models/folded.py")
    yield from (credentials(blueprint), refresh_tokens(blueprint), security_events(blueprint))
    asked = (("www-authenticate", blueprint.auth.scheme),)
    yield from (ErrorPart("Unauthenticated", "unauthenticated", 401, "A login is needed.", asked), FORBIDDEN)
    yield ACTOR
    yield from (ResidentPart(name) for name in sorted({blueprint.auth.entity, blueprint.tenant} - {""}))
    yield from _settings(blueprint.auth)
    yield from _lines(blueprint)
    yield LoginPart(
        _templates.text("tests/fixtures.py", **values),
        ("from tests.identities import ME, STRANGER", "from tests.people import log_in, settle, speaking"),
    )
    yield from (Dependency("pwdlib[argon2]>=0.3"), Dependency("pyjwt>=2.15,<3"))


def _settings(auth: Auth) -> Iterator[SettingPart]:
    access, refresh = int(auth.access.total_seconds()), int(auth.refresh.total_seconds())
    doc = "Signs access tokens; at least 32 characters of chance, e.g. of `openssl rand -base64 48`."
    yield SettingPart("secret_key", SECRET, "", doc, secret=True)
    yield SettingPart("access_seconds", "int", str(access), "How long an access token is good.")
    yield SettingPart("refresh_seconds", "int", str(refresh), "How long a refresh token is good.")


def _lines(blueprint: Blueprint) -> Iterator[MainLine]:
    if not blueprint.tenant:
        yield MainLine("app.state.system = app.state.database", order=-950)
    tokens = "tokens = Tokens(settings.secret_key, settings.access_seconds)"
    yield MainLine(tokens, ("from app.core.security import Tokens",), order=-901)
    service = "AuthService(app.state.system, tokens, settings.refresh_seconds)"
    yield MainLine(f"app.state.auth = {service}", ("from app.services.auth import AuthService",), order=-900)
    yield MainLine("app.state.ways = [access_token]", ("from app.api.identity import access_token",), order=-800)
