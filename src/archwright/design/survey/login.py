"""How people log in, as found: the kind, the views, and what keeps the password."""

import re
from dataclasses import dataclass
from typing import Literal

from archwright.model.design import Evidence
from archwright.model.facts import Facts, Route, View
from archwright.model.place import Place

LoginKind = Literal["session", "flask-login", "jwt", "basic", "header", "none"]

_KITS: dict[str, LoginKind] = {
    "flask_login": "flask-login",
    "flask_security": "flask-login",
    "flask_user": "flask-login",
    "flask_jwt_extended": "jwt",
    "flask_jwt": "jwt",
    "flask_praetorian": "jwt",
    "flask_httpauth": "basic",
    "flask_basicauth": "basic",
}
_JWT_CALL = re.compile(r"(^|\.)(jwt|jws)\.(en|de)code$|(^|\.)create_access_token$")
_LOGIN = re.compile(r"log_?in|sign_?in|auth(enticate)?$", re.IGNORECASE)
_REGISTER = re.compile(r"regist|sign_?up", re.IGNORECASE)
_LOGOUT = re.compile(r"log_?out|sign_?out|logoff", re.IGNORECASE)
_IDENTITY = re.compile(r"user|logg?ed|login|email|admin|account|^u?id$|auth|token|^u?name$", re.IGNORECASE)
_HEADER = re.compile(r"authorization|token|api-?_?key|secret", re.IGNORECASE)
# Decorators between a route and its view are also caches, CORS and limits: these words tell who may call.
_GUARD = re.compile(r"log_?in|auth|jwt|token|admin|role|permission|session|protect|user|api_?key", re.IGNORECASE)
_PASSWORD = re.compile(r"passw|pwd|^pass$|senha|contrase", re.IGNORECASE)
_BY_READ: tuple[tuple[LoginKind, str, re.Pattern[str]], ...] = (
    ("basic", "request", re.compile("^authorization$")),
    ("session", "session", _IDENTITY),
    ("header", "header", _HEADER),
)


@dataclass(frozen=True)
class Login:
    """`kind` with the facts that show it; the routes of login, registration and logout, if told apart."""

    kind: LoginKind
    evidence: tuple[Evidence, ...] = ()
    login: Route | None = None
    register: Route | None = None
    logout: Route | None = None

    @property
    def endpoints(self) -> frozenset[str]:
        """The endpoints that are about logging in, and so are never CRUD."""
        return frozenset(route.endpoint for route in (self.login, self.register, self.logout) if route)


def find_login(facts: Facts) -> Login:
    """What the facts show about logging in; kind "none" when they show nothing."""
    kind, evidence = _kind(facts)
    by_name = {view.name: view for view in facts.views}
    return Login(
        kind=kind,
        evidence=evidence,
        login=_route(facts, by_name, _LOGIN, password=True),
        register=_route(facts, by_name, _REGISTER, password=True),
        logout=_route(facts, by_name, _LOGOUT, password=False),
    )


def is_password(name: str) -> bool:
    """Whether a key or a column is named as a password is."""
    return bool(_PASSWORD.search(name))


def guards_of(route: Route) -> tuple[str, ...]:
    """The decorators that decide who may call, without their arguments."""
    return tuple(name for guard in route.guards if _GUARD.search(name := guard.partition("(")[0]))


def package_names(facts: Facts) -> frozenset[str]:
    """Import names of packages and extensions, lower case, underscores."""
    names = [*facts.packages, *(extension.package for extension in facts.extensions)]
    return frozenset(name.lower().replace("-", "_") for name in names)


def _kind(facts: Facts) -> tuple[LoginKind, tuple[Evidence, ...]]:
    for extension in facts.extensions:
        kind = _KITS.get(extension.package.lower().replace("-", "_").partition(".")[0])
        if kind:
            return kind, (Evidence(f"{extension.package} bound to {extension.variable}", extension.place),)
    return _kind_by_use(facts)


def _kind_by_use(facts: Facts) -> tuple[LoginKind, tuple[Evidence, ...]]:
    tokens = tuple(
        Evidence(f"{view.name} calls {call}", view.place)
        for view in facts.views
        for call in view.calls
        if _JWT_CALL.search(call)
    )
    if tokens:
        return "jwt", tokens[:3]
    for kind, source, key in _BY_READ:
        if found := _reads(facts, source, key):
            return kind, found
    return _kind_by_guard(facts)


def _kind_by_guard(facts: Facts) -> tuple[LoginKind, tuple[Evidence, ...]]:
    """The app's own decorator, or a token library used outside the views: what it looks at is not in the facts."""
    guarded = [(guards[0], route) for route in facts.routes if (guards := guards_of(route))]
    evidence = tuple(Evidence(f"{name} guards {route.rule}", route.place) for name, route in guarded[:3])
    tokens = package_names(facts) & {"jwt", "jose", "authlib"}
    if not guarded and not tokens:
        return "none", ()
    named = " ".join(name for name, _ in guarded).lower()
    if tokens or "jwt" in named or "token" in named:
        return "jwt", evidence or (Evidence(f"{min(tokens)} is imported", Place(facts.entry)),)
    return ("basic", evidence) if "basic" in named else ("session", evidence)


def _reads(facts: Facts, source: str, key: re.Pattern[str]) -> tuple[Evidence, ...]:
    found = {
        read.key: Evidence(f'{view.name} uses {source} "{read.key}"', read.place)
        for view in reversed(facts.views)
        for read in reversed(view.reads)
        if read.source == source and key.search(read.key)
    }
    return tuple(sorted(found.values(), key=lambda each: each.place))[:3]


def _route(facts: Facts, views: dict[str, View], word: re.Pattern[str], *, password: bool) -> Route | None:
    for route in facts.routes:
        named = word.search(route.endpoint) or word.search(route.rule)
        if not named or (word is _LOGIN and (_LOGOUT.search(route.rule) or _REGISTER.search(route.rule))):
            continue
        if not password or _takes_credentials(route, views.get(route.view), by_post=word is _LOGIN):
            return route
    return None


def _takes_credentials(route: Route, view: View | None, *, by_post: bool) -> bool:
    if view is not None and any(is_password(read.key) for read in view.reads):
        return True
    return by_post and "POST" in route.methods
