"""Auth, roles, limits and budgets."""

from archwright.language.documents import AuthDocument, LimitsDocument, PageDocument, PasswordsDocument
from archwright.language.found import Found
from archwright.language.measures import duration, rate, size
from archwright.model.blueprint import (
    Auth,
    Budgets,
    Issuer,
    Limits,
    OAuthLogin,
    Role,
    Stack,
    Wire,
)


def auth(written: AuthDocument | bool | None) -> Auth | None:
    """How one logs in, None without `auth`."""
    if written is None or written is False:
        return None
    document = AuthDocument() if written is True else written
    passwords = document.passwords if isinstance(document.passwords, PasswordsDocument) else None
    return Auth(
        entity=document.entity,
        login=document.login,
        passwords=passwords is not None,
        min_password=passwords.min if passwords else PasswordsDocument().min,
        access=duration(document.access),
        refresh=duration(document.refresh),
        scheme=document.scheme,
        sessions=document.sessions,
        api_keys=document.api_keys,
        verify_email=document.verify_email,
        reset_password=document.reset_password,
        routes=document.routes,
        cookie=document.cookie,
        open_registration=document.registration == "open",
        issuers=tuple(
            Issuer(name, each.url, each.jwks or jwks_of(each.url), each.audience)
            for name, each in document.issuers.items()
        ),
        oauth=tuple(
            OAuthLogin(name, each.authorize, each.token, each.userinfo, tuple(each.scopes), each.metadata, each.secret)
            for name, each in document.oauth.items()
        ),
    )


def jwks_of(url: str) -> str:
    """Where an issuer publishes its keys, when nothing is said."""
    return f"{url.rstrip('/')}/.well-known/jwks.json"


def roles(written: dict[str, list[str]]) -> tuple[Role, ...]:
    """Roles in the order of the page."""
    return tuple(Role(name, tuple(includes)) for name, includes in written.items())


def stack(page: PageDocument) -> Stack:
    """What it stands on."""
    return Stack(page.stack.database, page.stack.orm, page.stack.layout)


def wire(page: PageDocument) -> Wire:
    """The contract on the wire."""
    return Wire(**{**dict(page.policies), "prefix": page.policies.prefix.rstrip("/")})


def limits(written: LimitsDocument, found: Found) -> Limits:
    """What one client may ask for."""
    routes = []
    for route, text in written.routes.items():
        each = rate(text)
        if each is None:
            found.at(("limits", "routes", route), "A route without a limit of its own is not listed.", "Remove it.")
        else:
            routes.append((route, each))
    return Limits(rate(written.rate), rate(written.login), tuple(routes), size(written.body))


def budgets(page: PageDocument) -> Budgets:
    """What is promised."""
    written = page.budgets
    return Budgets(
        p95=round(duration(written.p95).total_seconds() * 1000) if written.p95 else 0,
        throughput=int(written.throughput.partition("/")[0]) if written.throughput else 0,
        queries_per_request=written.queries_per_request,
    )
