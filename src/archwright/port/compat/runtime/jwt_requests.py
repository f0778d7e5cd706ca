"""Flask-JWT-Extended: finds the token of a request, and lets views ask who it belongs to."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from jwt import get_unverified_header
from werkzeug.exceptions import BadRequest
from werkzeug.local import LocalProxy

from app.core.compat.jwt_tokens import (
    CSRFError,
    FreshTokenRequired,
    InvalidHeaderError,
    InvalidQueryParamError,
    NoAuthorizationError,
    RevokedTokenError,
    UserClaimsVerificationError,
    UserLookupError,
    WrongTokenError,
    ask,
    decode_token,
    get_csrf_token,
    managers,
    option,
)
from app.core.compat.request import current_context, request

__provides__ = {
    "flask_jwt_extended.current_user": "current_user",
    "flask_jwt_extended.get_current_user": "get_current_user",
    "flask_jwt_extended.get_jwt": "get_jwt",
    "flask_jwt_extended.get_jwt_header": "get_jwt_header",
    "flask_jwt_extended.get_jwt_identity": "get_jwt_identity",
    "flask_jwt_extended.get_jwt_request_location": "get_jwt_request_location",
    "flask_jwt_extended.jwt_required": "jwt_required",
    "flask_jwt_extended.set_access_cookies": "set_access_cookies",
    "flask_jwt_extended.set_refresh_cookies": "set_refresh_cookies",
    "flask_jwt_extended.unset_access_cookies": "unset_access_cookies",
    "flask_jwt_extended.unset_jwt_cookies": "unset_jwt_cookies",
    "flask_jwt_extended.unset_refresh_cookies": "unset_refresh_cookies",
    "flask_jwt_extended.verify_jwt_in_request": "verify_jwt_in_request",
    "flask_jwt_extended.view_decorators.jwt_required": "jwt_required",
    "flask_jwt_extended.view_decorators.verify_jwt_in_request": "verify_jwt_in_request",
}

Claims = dict[str, Any]
Finder = Callable[[str], tuple[str, str | None]]
ONE_YEAR = 31540000
STATE = "jwt"


@dataclass(frozen=True)
class Bearer:
    """The token of the request. `user` holds the user if the application looks users up."""

    claims: Claims = field(default_factory=dict)
    header: Claims = field(default_factory=dict)
    location: str | None = None
    user: tuple[Any, ...] = ()


def jwt_required(  # noqa: PLR0913, PLR0917 - the signature that applications know
    optional: bool = False,
    fresh: bool = False,
    refresh: bool = False,
    locations: Any = None,
    verify_type: bool = True,
    skip_revocation_check: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Lets only requests with a token through."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            verify_jwt_in_request(optional, fresh, refresh, locations, verify_type, skip_revocation_check)
            return view(*args, **kwargs)

        return guarded

    return decorate


def verify_jwt_in_request(  # noqa: PLR0913, PLR0917 - the signature that applications know
    optional: bool = False,
    fresh: bool = False,
    refresh: bool = False,
    locations: Any = None,
    verify_type: bool = True,
    skip_revocation_check: bool = False,
) -> tuple[Claims, Claims] | None:
    """Header and claims of the token. Without one: an error, or None if it is optional."""
    if request.method == "OPTIONS":
        return None
    try:
        found = _bearer(locations, "refresh" if refresh else "access")
    except NoAuthorizationError:
        if not optional:
            raise
        current_context().state[STATE] = Bearer(user=(None,))
        return None
    if verify_type:
        _check_type(found, refresh)
    if fresh:
        _check_fresh(found)
    if not skip_revocation_check and ask("token_in_blocklist", found.header, found.claims):
        raise RevokedTokenError(found.header, found.claims)
    if not ask("token_verification", found.header, found.claims):
        raise UserClaimsVerificationError("User claims verification failed", found.header, found.claims)
    user = _user(found)
    current_context().state[STATE] = Bearer(found.claims, found.header, found.location, user)
    return found.header, found.claims


def _bearer(locations: Any, kind: str) -> Bearer:
    missing: list[str] = []
    names = _locations(locations)
    for location in names:
        try:
            token, csrf = _finder(location)(kind)
            return Bearer(decode_token(token, csrf), get_unverified_header(token), location)
        except NoAuthorizationError as error:
            missing.append(str(error))
    if len(names) == 1:
        raise NoAuthorizationError(missing[0])
    places = f"{', '.join(names[:-1])} or {names[-1]}"
    raise NoAuthorizationError(f"Missing JWT in {places} ({'; '.join(missing)})")


def _locations(said: Any) -> Sequence[str]:
    found = said or option("TOKEN_LOCATION")
    return [found] if isinstance(found, str) else list(found)


def _finder(location: str) -> Finder:
    finders: dict[str, Finder] = {
        "cookies": _from_cookies,
        "headers": _from_headers,
        "json": _from_json,
        "query_string": _from_query,
    }
    if location not in finders:
        raise RuntimeError(f"'{location}' is not a valid location")
    return finders[location]


def _from_headers(_: str) -> tuple[str, None]:
    name, kind = option("HEADER_NAME"), option("HEADER_TYPE")
    text = request.headers.get(name, "").strip().strip(",")
    if not text:
        raise NoAuthorizationError(f"Missing {name} Header")
    expected = f"Expected '{name}: {kind} <JWT>'" if kind else f"Expected '{name}: <JWT>'"
    if kind:
        values = [value for value in re.split(r",\s*", text) if value and value.split()[0] == kind]
        if len(values) != 1:
            raise NoAuthorizationError(f"Missing '{kind}' type in '{name}' header. {expected}")
        text = values[0]
    parts = text.split()
    if len(parts) != (2 if kind else 1):
        raise InvalidHeaderError(f"Bad {name} header. {expected}")
    return parts[-1], None


def _from_cookies(kind: str) -> tuple[str, str | None]:
    name = option(f"{kind.upper()}_COOKIE_NAME")
    token = request.cookies.get(name)
    if not token:
        raise NoAuthorizationError(f'Missing cookie "{name}"')
    if not option("COOKIE_CSRF_PROTECT") or request.method not in option("CSRF_METHODS"):
        return token, None
    csrf = request.headers.get(option(f"{kind.upper()}_CSRF_HEADER_NAME"))
    if not csrf and option("CSRF_CHECK_FORM"):
        csrf = request.form.get(option(f"{kind.upper()}_CSRF_FIELD_NAME"))
    if not csrf:
        raise CSRFError("Missing CSRF token")
    return token, csrf


def _from_query(_: str) -> tuple[str, None]:
    name, prefix = option("QUERY_STRING_NAME"), option("QUERY_STRING_VALUE_PREFIX")
    value = request.args.get(name)
    if not value:
        raise NoAuthorizationError(f"Missing '{name}' query paramater")
    if not value.startswith(prefix):
        raise InvalidQueryParamError(
            f"Invalid value for query parameter '{name}'. Expected the value to start with '{prefix}'"
        )
    return value.removeprefix(prefix), None


def _from_json(kind: str) -> tuple[str, None]:
    if not request.is_json:
        raise NoAuthorizationError("Invalid content-type. Must be application/json.")
    name = option("JSON_KEY" if kind == "access" else "REFRESH_JSON_KEY")
    try:
        token = request.json and request.json.get(name)
    except BadRequest:
        token = None
    if not token:
        raise NoAuthorizationError(f'Missing "{name}" key in json data.')
    return token, None


def _check_type(found: Bearer, refresh: bool) -> None:
    if refresh != (found.claims["type"] == "refresh"):
        raise WrongTokenError(f"Only {'refresh' if refresh else 'non-refresh'} tokens are allowed")


def _check_fresh(found: Bearer) -> None:
    fresh = found.claims["fresh"]
    if not (fresh if isinstance(fresh, bool) else fresh >= datetime.timestamp(datetime.now(UTC))):
        raise FreshTokenRequired("Fresh token required", found.header, found.claims)


def _user(found: Bearer) -> tuple[Any, ...]:
    if not managers or "user_lookup" not in managers[-1].callbacks:
        return ()
    user = ask("user_lookup", found.header, found.claims)
    if user is None:
        identity = found.claims[option("IDENTITY_CLAIM")]
        raise UserLookupError(f"user_lookup returned None for {identity}", found.header, found.claims)
    return (user,)


def _shown() -> Bearer:
    found: Bearer | None = current_context().state.get(STATE)
    if found is None:
        raise RuntimeError("You must call `@jwt_required()` or `verify_jwt_in_request()` before using this method")
    return found


def get_jwt() -> Claims:
    """The claims of the token; none when it is optional and missing."""
    return _shown().claims


def get_jwt_header() -> Claims:
    """The header of the token."""
    return _shown().header


def get_jwt_identity() -> Any:
    """Whom the token was made for."""
    return get_jwt().get(option("IDENTITY_CLAIM"))


def get_jwt_request_location() -> str | None:
    """Where the token was found."""
    found: Bearer = current_context().state.get(STATE, Bearer())
    return found.location


def get_current_user() -> Any:
    """The user whom the application found for the token."""
    user = _shown().user
    if not user:
        raise RuntimeError("You must provide a `@jwt.user_lookup_loader` callback to use this method")
    return user[0]


current_user: Any = LocalProxy(get_current_user)


def set_access_cookies(
    response: Any, encoded_access_token: str, max_age: int | None = None, domain: str | None = None
) -> None:
    """Gives the token to the browser."""
    _set_cookies(response, "ACCESS", encoded_access_token, max_age, domain)


def set_refresh_cookies(
    response: Any, encoded_refresh_token: str, max_age: int | None = None, domain: str | None = None
) -> None:
    """Gives the token to the browser."""
    _set_cookies(response, "REFRESH", encoded_refresh_token, max_age, domain)


def unset_jwt_cookies(response: Any, domain: str | None = None) -> None:
    """Takes all tokens from the browser."""
    unset_access_cookies(response, domain)
    unset_refresh_cookies(response, domain)


def unset_access_cookies(response: Any, domain: str | None = None) -> None:
    """Takes the token from the browser."""
    for set_cookie in _cookies(response, "ACCESS", domain):
        set_cookie("", expires=0)


def unset_refresh_cookies(response: Any, domain: str | None = None) -> None:
    """Takes the token from the browser."""
    for set_cookie in _cookies(response, "REFRESH", domain):
        set_cookie("", expires=0)


def _set_cookies(response: Any, kind: str, token: str, max_age: int | None, domain: str | None) -> None:
    age = max_age or (None if option("SESSION_COOKIE") else ONE_YEAR)
    set_token, *set_csrf = _cookies(response, kind, domain)
    set_token(token, max_age=age)
    for set_cookie in set_csrf:
        set_cookie(get_csrf_token(token), max_age=age)


def _cookies(response: Any, kind: str, domain: str | None) -> Iterator[Callable[..., None]]:
    """Setters of the cookie with the token, and of the one that scripts must read."""
    flags = {
        "domain": domain or option("COOKIE_DOMAIN"),
        "samesite": option("COOKIE_SAMESITE"),
        "secure": bool(option("COOKIE_SECURE")),
    }
    names = [f"{kind}_COOKIE"]
    if option("COOKIE_CSRF_PROTECT") and option("CSRF_IN_COOKIES"):
        names.append(f"{kind}_CSRF_COOKIE")
    for name in names:
        own = {"path": option(f"{name}_PATH"), "httponly": name == f"{kind}_COOKIE"}
        yield _setter(response, option(f"{name}_NAME"), {**flags, **own})


def _setter(response: Any, name: str, flags: Mapping[str, Any]) -> Callable[..., None]:
    return lambda value, **age: response.set_cookie(name, value, **age, **flags)
