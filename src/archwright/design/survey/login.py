"""How people log in, as found: the kind, the views, and what keeps the password."""

import re
from dataclasses import dataclass
from typing import Literal

from archwright.model.design import Evidence
from archwright.model.facts import Facts, Route, View

LoginKind = Literal["session", "flask-login", "jwt", "basic", "none"]

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
_REGISTER = re.compile(r"regist|sign_?up|create_?(user|account)", re.IGNORECASE)
_LOGOUT = re.compile(r"log_?out|sign_?out|logoff", re.IGNORECASE)
_IDENTITY = re.compile(r"user|log|email|admin|account|^u?id$|auth|token|name", re.IGNORECASE)
_PASSWORD = re.compile(r"passw|pwd|^pass$|senha|contrase", re.IGNORECASE)


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
    basic = _reads(facts, "request", re.compile("^authorization$"))
    if basic:
        return "basic", basic
    session = _reads(facts, "session", _IDENTITY)
    return ("session", session) if session else ("none", ())


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
        if not password or _takes_credentials(route, views.get(route.view)):
            return route
    return None


def _takes_credentials(route: Route, view: View | None) -> bool:
    if view is not None and any(is_password(read.key) for read in view.reads):
        return True
    return "POST" in route.methods
