"""What is decided about the whole backend -> its parts of the page."""

from typing import Any

from archwright.language.complete.policies import jwks_of
from archwright.language.documents import AuthDocument, Document, LimitsDocument
from archwright.language.documents.page import PageDocument
from archwright.language.documents.policies import OAuthDocument, PoliciesDocument, StackDocument
from archwright.language.measures import duration_text, rate_text, size_text
from archwright.model.blueprint import Auth, Blueprint, Budgets, OAuthLogin


def differing(values: dict[str, Any], document: type[Document], *, full: bool) -> dict[str, Any]:
    """What is not as it would be anyway; everything with `full`."""
    defaults = {name: info.default for name, info in document.model_fields.items()}
    return {key: value for key, value in values.items() if full or value != defaults[key]}


def auth_part(auth: Auth, *, full: bool) -> dict[str, Any] | bool:
    """`true` when nothing is said beyond that there is a login."""
    values: dict[str, Any] = {
        "entity": auth.entity,
        "login": auth.login,
        "passwords": {"min": auth.min_password} if auth.passwords else False,
        "access": duration_text(auth.access),
        "refresh": duration_text(auth.refresh),
        "scheme": auth.scheme,
        "sessions": auth.sessions,
        "api_keys": auth.api_keys,
        "verify_email": auth.verify_email,
        "reset_password": auth.reset_password,
        "registration": "open" if auth.open_registration else "closed",
        "routes": auth.routes,
        "cookie": auth.cookie,
        "issuers": {each.name: _issuer(each.url, each.jwks, each.audience, full=full) for each in auth.issuers},
        "oauth": {
            each.name: {
                "authorize": each.authorize,
                "token": each.token,
                "userinfo": each.userinfo,
                **differing(_asked(each), OAuthDocument, full=full),
            }
            for each in auth.oauth
        },
    }
    if not full and auth.min_password == AuthDocument().passwords.min and auth.passwords:  # type: ignore[union-attr]
        del values["passwords"]
    found = differing(values, AuthDocument, full=full)
    return {key: value for key, value in found.items() if value != {}} or True


def _asked(login: OAuthLogin) -> dict[str, Any]:
    return {"scopes": list(login.scopes), "metadata": login.metadata, "secret": login.secret}


def _issuer(url: str, jwks: str, audience: str, *, full: bool) -> dict[str, Any]:
    values = {"url": url}
    if full or jwks != jwks_of(url):
        values["jwks"] = jwks
    return values | {"audience": audience}


def whole(blueprint: Blueprint, *, full: bool) -> dict[str, Any]:
    """Policies, limits, and the keys behind them."""
    wire = {name: getattr(blueprint.wire, name) for name in PoliciesDocument.model_fields}
    limits = {
        "rate": rate_text(blueprint.limits.rate),
        "login": rate_text(blueprint.limits.login),
        "routes": {route: rate_text(each) for route, each in blueprint.limits.routes},
        "body": size_text(blueprint.limits.body),
    }
    parts: dict[str, Any] = {
        "policies": differing(wire, PoliciesDocument, full=full),
        "limits": {k: v for k, v in differing(limits, LimitsDocument, full=full).items() if v != {}},
    }
    values = {
        "cors": list(blueprint.cors),
        "idempotency": blueprint.idempotency,
        "metrics": blueprint.metrics,
        "traces": blueprint.traces,
        "tools": list(blueprint.tools),
        "deploy": list(blueprint.deploy),
    }
    parts |= differing(values, PageDocument, full=full)
    parts["budgets"] = _budgets(blueprint.budgets)
    parts |= differing({"allow_data_loss": blueprint.allow_data_loss}, PageDocument, full=full)
    return {key: value for key, value in parts.items() if value != {}}


def stack_part(blueprint: Blueprint, *, full: bool) -> dict[str, Any]:
    """What it stands on."""
    values = {name: getattr(blueprint.stack, name) for name in StackDocument.model_fields}
    return differing(values, StackDocument, full=full)


def _budgets(budgets: Budgets) -> dict[str, Any]:
    values: dict[str, Any] = {"p95": f"{budgets.p95}ms"} if budgets.p95 else {}
    values |= {"throughput": f"{budgets.throughput}/s"} if budgets.throughput else {}
    return values | ({"queries_per_request": budgets.queries_per_request} if budgets.queries_per_request else {})
