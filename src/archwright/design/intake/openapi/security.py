"""Security schemes -> auth."""

import re
from collections.abc import Mapping
from dataclasses import replace

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, word_name
from archwright.design.intake.openapi.calls import Call
from archwright.design.intake.openapi.document import Document, Node
from archwright.design.intake.openapi.shapes import properties
from archwright.kit.names import snake
from archwright.model.blueprint import Auth, Issuer, OAuthLogin

_LOGIN = re.compile(r"log_?in|sign_?in|authenticate|auth|tokens?|sessions?|users_login|obtain_token")
_REGISTER = re.compile(r"register|sign_?up|users|accounts|registration")
_NAMES = ("email", "username", "user_name", "login", "handle")
_WORD = re.compile(r"^\s*([A-Z][A-Za-z]+)\s+[\w.<{-]+\s*$|Authorization:\s*([A-Z]\w+)\s", re.MULTILINE)


def auth_of(document: Document, calls: tuple[Call, ...], user: str, rules: Rules, ledger: Ledger) -> Auth | None:
    """How one logs in; None when nothing asks for it. `user` is the name of the entity."""
    schemes = document.section("components", "securitySchemes")
    if not schemes:
        return None
    auth = Auth(entity=user, login=login_property(calls, document) or "email", passwords=False)
    for name in schemes:
        line = document.line("components", "securitySchemes", str(name))
        auth = _with(auth, str(name), document.follow(schemes[name]), line, rules, ledger)
    signs_in = login_call(calls, document) is not None
    others = bool(auth.issuers or auth.oauth)
    return replace(auth, passwords=signs_in or not others)


def _with(auth: Auth, name: str, scheme: Node, line: int, rules: Rules, ledger: Ledger) -> Auth:
    kind, label = scheme.get("type"), f"security scheme `{name}`"
    if kind == "http" and str(scheme.get("scheme")).lower() != "bearer":
        ledger.tell(line, label, f"HTTP {scheme.get('scheme')} is not offered: tokens are used instead")
    elif kind == "apiKey":
        return _api_key(auth, scheme, label, line, ledger)
    elif kind == "openIdConnect":
        url = str(scheme.get("openIdConnectUrl") or "").partition("/.well-known/")[0].rstrip("/")
        if re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
            return replace(
                auth, issuers=(*auth.issuers, Issuer(word_name(name, rules), url, f"{url}/.well-known/jwks.json"))
            )
        ledger.tell(line, label, "its address is not whole: no issuer is made of it")
    elif kind == "oauth2":
        return _oauth(auth, name, scheme, line, rules, ledger)
    elif kind == "mutualTLS":
        ledger.tell(line, label, "client certificates are checked by what stands before the backend")
    return auth


def _api_key(auth: Auth, scheme: Node, label: str, line: int, ledger: Ledger) -> Auth:
    place, header = scheme.get("in"), str(scheme.get("name") or "")
    if place == "cookie":
        return replace(auth, sessions=True)
    if place == "header" and header.lower() == "authorization":
        said = _WORD.search(str(scheme.get("description") or ""))
        word = next((part for part in said.groups() if part), "Bearer") if said else "Bearer"
        return replace(auth, scheme=word)
    if place == "query":
        ledger.tell(line, label, "a key in the query string would stand in logs: it is taken from a header")
    elif header.lower() != "x-api-key":
        ledger.tell(line, f"{label} (`{header}`)", "keys are sent in `X-API-Key`")
    return replace(auth, api_keys=True)


def _oauth(auth: Auth, name: str, scheme: Node, line: int, rules: Rules, ledger: Ledger) -> Auth:
    flows = scheme.get("flows")
    flow = flows.get("authorizationCode") if isinstance(flows, Mapping) else None
    scopes = [str(each) for flow_ in (flows.values() if isinstance(flows, Mapping) else ()) for each in _scopes(flow_)]
    if scopes:
        reason = "scopes are not roles: say who may with `roles` and `access`"
        ledger.tell(line, f"security scheme `{name}`: {', '.join(dict.fromkeys(scopes))}", reason)
    if not isinstance(flow, Mapping):
        ledger.tell(
            line, f"security scheme `{name}`", "only the authorization code flow logs in elsewhere: passwords here"
        )
        return auth
    authorize, token = str(flow.get("authorizationUrl") or ""), str(flow.get("tokenUrl") or "")
    if not all(re.fullmatch(r"https?://[^\s/]+(/\S*)?", url) for url in (authorize, token)):
        ledger.tell(line, f"security scheme `{name}`", "its addresses are not whole: no login elsewhere is made of it")
        return auth
    userinfo = f"{authorize.rpartition('/')[0]}/userinfo"
    ledger.tell(line, f"security scheme `{name}`", f"it does not say where a user is described: {userinfo} is a guess")
    return replace(auth, oauth=(*auth.oauth, OAuthLogin(word_name(name, rules), authorize, token, userinfo)))


def _scopes(flow: object) -> list[str]:
    scopes = flow.get("scopes") if isinstance(flow, Mapping) else None
    return list(scopes) if isinstance(scopes, Mapping) else []


def login_call(calls: tuple[Call, ...], document: Document) -> Call | None:
    """The call that takes a password and a name, and makes no user."""
    for call in calls:
        inside = {snake(each) for each in properties(call.body.schema, document)}
        last = snake(call.segments[-1]) if call.segments else ""
        if call.method == "POST" and "password" in inside and _LOGIN.fullmatch(last) and inside & set(_NAMES):
            return call
    return None


def login_property(calls: tuple[Call, ...], document: Document) -> str:
    """What one logs in with."""
    call = login_call(calls, document)
    registers = [
        each
        for each in calls
        if each.method == "POST" and each.segments and _REGISTER.fullmatch(snake(each.segments[-1]))
    ]
    for each in [*([call] if call else []), *registers]:
        inside = {snake(name) for name in properties(each.body.schema, document)}
        if "password" in inside:
            return next((name for name in _NAMES if name in inside), "")
    return ""
