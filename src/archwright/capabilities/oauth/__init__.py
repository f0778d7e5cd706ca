"""OAuth: log in with an account elsewhere, by authorization code with PKCE and state."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, mail_field
from archwright.build.template import Templates
from archwright.kit.names import snake
from archwright.model.blueprint import Blueprint, OAuthLogin
from archwright.model.parts import MainLine, Part, RouterPart, SettingPart

_templates = Templates(__name__)

FILES = ("app/api/routes/oauth.py", "app/services/oauth.py", "tests/integration/test_oauth.py")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth.oauth`."""
    if blueprint.auth is None or not blueprint.auth.oauth:
        return
    providers = blueprint.auth.oauth
    names = [(each, snake(each.name)) for each in providers]
    values = {"email": mail_field(blueprint), **account_values(blueprint)}
    yield from (_templates.file(path, providers=names, **values) for path in FILES)
    for each, name in names:
        yield from _settings(each, name)
    yield SettingPart("api_url", "str", '"http://localhost:8000"', "Where this backend is reached.")
    yield RouterPart("app.api.routes.oauth", order=-840)
    clients = ", ".join(f'"{each.name}": (settings.{name}_id, settings.{name}_secret)' for each, name in names)
    given = "app.state.http, app.state.system, app.state.external_accounts, app.state.auth"
    yield MainLine(
        f"app.state.oauth = OAuthService({given}, {{{clients}}})",
        ("from app.services.oauth import OAuthService",),
        order=-780,
    )


def _settings(provider: OAuthLogin, name: str) -> Iterator[SettingPart]:
    yield SettingPart(f"{name}_id", "str", '""', f"What {provider.name} knows this backend as.")
    yield SettingPart(f"{name}_secret", "str", "", f"What proves it to {provider.name}.", secret=True)
