"""Login: someone can, and the user has what it takes."""

import re

from archwright.language.found import Found
from archwright.language.words import word_trouble
from archwright.model.blueprint import Auth, Blueprint, Entity

_LOGINS = {"str", "email"}
_NEEDS_PASSWORDS = ("reset_password", "verify_email")


def check_auth(blueprint: Blueprint, found: Found) -> None:
    """Only when there is auth."""
    auth = blueprint.auth
    if not auth:
        return
    if not (auth.passwords or auth.oauth or found.root.names("auth", "issuers")):
        fix = "Leave `passwords` out, or add `oauth` or `issuers`."
        found.at(("auth", "passwords"), "Nobody could log in.", fix)
    if auth.sessions and not (auth.passwords or auth.oauth):
        fix = "Leave `passwords` out, or add `oauth`."
        found.at_key(("auth", "sessions"), "A session begins with a login, and there is none.", fix)
    for key in ("sessions", "reset_password", "verify_email", "api_keys", "oauth"):
        if not auth.routes and getattr(auth, key):
            found.at_key(("auth", key), f"`{key}` is made of routes.", "Remove it, or `routes: false`.")
    if auth.access >= auth.refresh:
        place = "refresh" if "refresh" in found.root.names("auth") else "access"
        found.at(("auth", place), "A refresh token must live longer than an access token.", "Make `refresh` longer.")
    if not auth.access:
        found.at(("auth", "access"), "A token that is never good is of no use.", "Write a time such as `15m`.")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,31}", auth.scheme):
        found.at(("auth", "scheme"), f"`{auth.scheme}` cannot stand in a header.", "Write one word, as `Bearer`.")
    _cookie(auth, found)
    _mail(auth, blueprint, found)
    _others(auth, found)
    if blueprint.has(auth.entity):
        _login(auth, blueprint.entity(auth.entity), found)


def _cookie(auth: Auth, found: Found) -> None:
    if auth.cookie and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", auth.cookie):
        fix = "Use letters, digits, `_` and `-`, as `session_id`."
        found.at(("auth", "cookie"), f"`{auth.cookie[:60]}` cannot be the name of a cookie.", fix)
    if auth.cookie and auth.sessions:
        found.at_key(("auth", "cookie"), "`sessions` have a cookie of their own.", "Keep one of the two.")


def _mail(auth: Auth, blueprint: Blueprint, found: Found) -> None:
    user = blueprint.entity(auth.entity) if blueprint.has(auth.entity) else None
    for key in _NEEDS_PASSWORDS:
        if not getattr(auth, key):
            continue
        if not auth.passwords:
            found.at_key(("auth", key), "There are no passwords.", f"Remove `{key}`, or `passwords: false`.")
        elif user and not any(field.type == "email" for field in user.fields):
            fix = f"Add `email: email, unique` to `{auth.entity}`."
            found.at_key(("auth", key), f"`{auth.entity}` has no e-mail address to write to.", fix)


def _login(auth: Auth, user: Entity, found: Found) -> None:
    field = next((each for each in user.fields if each.name == auth.login), None)
    path = ("entities", user.name, "fields", auth.login)
    if field is None:
        if auth.login not in found.root.names("entities", user.name, "fields"):
            found.at(("auth", "login"), f"`{auth.login}` cannot be a field of `{user.name}`.", "Name one, as `email`.")
        elif any(each.name == auth.login for each in user.relations):
            found.at(path, "One logs in with a text, not with a relation.", f"Write `{auth.login}: str, unique`.")
        return
    trouble, fix = word_trouble(field.name)
    if trouble:
        found.at(("auth", "login"), trouble, fix)
    elif field.type not in _LOGINS or field.optional or field.unique != "all" or field.hidden or field.computed:
        kind = field.type if field.type in _LOGINS else "str"
        fix = f"Write `{auth.login}: {kind}, unique`, without `?`."
        found.at(path, f"One logs in with `{auth.login}`: it must be there, readable, and unique.", fix)


def _others(auth: Auth, found: Found) -> None:
    for issuer in auth.issuers:
        trouble, fix = word_trouble(issuer.name)
        if trouble:
            found.at_key(("auth", "issuers", issuer.name), trouble, fix)
        if not issuer.audience.strip():
            found.at(("auth", "issuers", issuer.name, "audience"), "Its tokens are for somebody.", "Write their `aud`.")
        for key, url in (("url", issuer.url), ("jwks", issuer.jwks)):
            _address(url, ("auth", "issuers", issuer.name, key), found)
    for login in auth.oauth:
        trouble, fix = word_trouble(login.name)
        if trouble:
            found.at_key(("auth", "oauth", login.name), trouble, fix)
        for key in ("authorize", "token", "userinfo", *(["metadata"] if login.metadata else [])):
            _address(getattr(login, key), ("auth", "oauth", login.name, key), found)


def _address(url: str, path: tuple[str, ...], found: Found) -> None:
    if path[-1] in found.root.names(*path[:-1]) and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        found.at(path, f"`{url}` is not an address.", "Write it whole, as `https://login.example.com`.")
