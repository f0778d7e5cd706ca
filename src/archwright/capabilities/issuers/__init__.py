"""Issuers: tokens of Better Auth or any OpenID Connect issuer, checked by the keys that the issuer publishes."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, token_scheme, way
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Dependency, MainLine, Part

_templates = Templates(__name__)

FILES = (
    "app/api/issuers.py",
    "app/core/jwks.py",
    "app/services/issuers.py",
    "docs/decisions/issuers.md",
    "tests/integration/test_foreign_tokens.py",
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth.issuers`."""
    if blueprint.auth is None or not blueprint.auth.issuers:
        return
    issuers = blueprint.auth.issuers
    described = token_scheme(blueprint.auth.scheme, f"A token of {' or '.join(each.url for each in issuers)}")
    values = {**account_values(blueprint), "issuers": issuers, "token_scheme": described}
    yield from (_templates.file(path, **values) for path in FILES)
    yield Dependency("joserfc>=1.8,<2")
    given = "app.state.http, app.state.external_accounts, app.state.auth.tokens"
    yield MainLine(
        f"app.state.issuers = IssuerService({given})", ("from app.services.issuers import IssuerService",), order=-790
    )
    yield from way("ForeignTokens", "app.state.issuers", "app.api.issuers", first=True, order=-760)
