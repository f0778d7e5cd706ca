"""Security schemes -> auth."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, app_name, word_name
from archwright.design.intake.openapi.calls import Call
from archwright.design.intake.openapi.document import Document, Node
from archwright.design.intake.openapi.shapes import properties
from archwright.kit.names import snake
from archwright.model.blueprint import Auth, Issuer, OAuthLogin

_LOGIN = re.compile(r"log_?in|sign_?in|authenticate|auth|tokens?|sessions?|users_login|obtain_token")
_REGISTER = re.compile(r"register|sign_?up|users|accounts|registration")
_NAMES = ("email", "username", "user_name", "login", "handle")
_WORD = re.compile(r"^\s*([A-Z][A-Za-z]+)\s+[\w.<{-]+\s*$|Authorization:\s*([A-Z]\w+)\s", re.MULTILINE)


def backend_name(document: Document) -> str:
    """What the backend is called."""
    return app_name(str(document.section("info").get("title") or "") or PurePath(document.file).stem)


def auth_of(document: Document, calls: tuple[Call, ...], user: str, rules: Rules, ledger: Ledger) -> Auth | None:
    """How one logs in; None when nothing asks for it. `user` is the name of the entity."""
    schemes = document.section("components", "securitySchemes")
    if not schemes:
        return None
    auth = Auth(entity=user, login=login_property(calls, document) or "email", passwords=False)
    signs_in = login_call(calls, document) is not None
    for name in schemes:
        line = document.line("components", "securitySchemes", str(name))
        scheme = _Scheme(
            str(name), document.follow(schemes[name]), line, backend_name(document), rules, ledger, signs_in
        )
        auth = scheme.added(auth)
    others = bool(auth.issuers or auth.oauth)
    # A contract with a login of its own has no other; what is made of routes keeps them.
    routes = not signs_in or auth.sessions or auth.api_keys or bool(auth.oauth)
    return replace(auth, passwords=signs_in or not others, routes=routes)


@dataclass(frozen=True)
class _Scheme:
    """One security scheme."""

    name: str
    node: Node
    line: int
    backend: str
    rules: Rules
    ledger: Ledger
    own: bool = False

    def added(self, auth: Auth) -> Auth:
        """Auth with this way to log in."""
        kind = self.node.get("type")
        if kind == "http" and str(self.node.get("scheme")).lower() != "bearer":
            self._tell(f"HTTP {self.node.get('scheme')} is not offered: tokens are used instead")
        elif kind == "apiKey":
            return self._api_key(auth)
        elif kind == "openIdConnect":
            return self._issuer(auth)
        elif kind == "oauth2":
            return self._oauth(auth)
        elif kind == "mutualTLS":
            self._tell("client certificates are checked by what stands before the backend")
        return auth

    def _tell(self, reason: str, beside: str = "") -> None:
        self.ledger.tell(self.line, f"security scheme `{self.name}`{beside}", reason)

    def _issuer(self, auth: Auth) -> Auth:
        url = str(self.node.get("openIdConnectUrl") or "").partition("/.well-known/")[0].rstrip("/")
        if not _whole(url):
            self._tell("its address is not whole: no issuer is made of it")
            return auth
        self._tell(f"whom its tokens are for is not said: `audience: {self.backend}` has to be put right")
        issuer = Issuer(word_name(self.name, self.rules), url, f"{url}/.well-known/jwks.json", self.backend)
        return replace(auth, issuers=(*auth.issuers, issuer))

    def _api_key(self, auth: Auth) -> Auth:
        place, header = self.node.get("in"), str(self.node.get("name") or "")
        if place == "cookie":
            fits = re.fullmatch(r"[A-Za-z0-9_-]{1,64}", header)
            return replace(auth, cookie=header) if self.own and fits else replace(auth, sessions=True)
        if place == "header" and header.lower() == "authorization":
            said = _WORD.search(str(self.node.get("description") or ""))
            return replace(auth, scheme=next((part for part in said.groups() if part), "Bearer") if said else "Bearer")
        if place == "query":
            self._tell("a key in the query string would stand in logs: it is taken from a header")
        elif header.lower() != "x-api-key":
            self._tell("keys are sent in `X-API-Key`", f" (`{header}`)")
        return replace(auth, api_keys=True)

    def _oauth(self, auth: Auth) -> Auth:
        flows = self.node.get("flows")
        scopes = [each for flow in (flows.values() if isinstance(flows, Mapping) else ()) for each in _scopes(flow)]
        if scopes:
            self._tell(
                "scopes are not roles: say who may with `roles` and `access`", f": {', '.join(dict.fromkeys(scopes))}"
            )
        flow = flows.get("authorizationCode") if isinstance(flows, Mapping) else None
        if not isinstance(flow, Mapping):
            self._tell("only the authorization code flow logs in elsewhere: passwords here")
            return auth
        authorize, token = str(flow.get("authorizationUrl") or ""), str(flow.get("tokenUrl") or "")
        if not (_whole(authorize) and _whole(token)):
            self._tell("its addresses are not whole: no login elsewhere is made of it")
            return auth
        userinfo = f"{authorize.rpartition('/')[0]}/userinfo"
        self._tell(f"it does not say where a user is described: {userinfo} is a guess")
        login = OAuthLogin(word_name(self.name, self.rules), authorize, token, userinfo)
        return replace(auth, oauth=(*auth.oauth, login))


def _whole(url: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s/]+(/\S*)?", url))


def _scopes(flow: object) -> list[str]:
    scopes = flow.get("scopes") if isinstance(flow, Mapping) else None
    return [str(each) for each in scopes] if isinstance(scopes, Mapping) else []


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
