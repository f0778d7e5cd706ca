"""Flask-JWT-Extended: its settings, and the tokens it makes and reads."""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from hmac import compare_digest
from typing import Any

import jwt
from jwt.algorithms import requires_cryptography

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.json import jsonify, plain

__provides__ = {
    "flask_jwt_extended.JWTManager": "JWTManager",
    "flask_jwt_extended.create_access_token": "create_access_token",
    "flask_jwt_extended.create_refresh_token": "create_refresh_token",
    "flask_jwt_extended.decode_token": "decode_token",
    "flask_jwt_extended.exceptions.CSRFError": "CSRFError",
    "flask_jwt_extended.exceptions.FreshTokenRequired": "FreshTokenRequired",
    "flask_jwt_extended.exceptions.InvalidHeaderError": "InvalidHeaderError",
    "flask_jwt_extended.exceptions.InvalidQueryParamError": "InvalidQueryParamError",
    "flask_jwt_extended.exceptions.JWTDecodeError": "JWTDecodeError",
    "flask_jwt_extended.exceptions.JWTExtendedException": "JWTExtendedException",
    "flask_jwt_extended.exceptions.NoAuthorizationError": "NoAuthorizationError",
    "flask_jwt_extended.exceptions.RevokedTokenError": "RevokedTokenError",
    "flask_jwt_extended.exceptions.UserClaimsVerificationError": "UserClaimsVerificationError",
    "flask_jwt_extended.exceptions.UserLookupError": "UserLookupError",
    "flask_jwt_extended.exceptions.WrongTokenError": "WrongTokenError",
    "flask_jwt_extended.get_csrf_token": "get_csrf_token",
    "flask_jwt_extended.get_jti": "get_jti",
    "flask_jwt_extended.get_unverified_jwt_headers": "jwt.get_unverified_header",
}
__extensions__ = ("flask_jwt_extended.JWTManager",)

Callback = Callable[..., Any]
Claims = dict[str, Any]

OPTIONS: dict[str, Any] = {
    "ACCESS_COOKIE_NAME": "access_token_cookie",
    "ACCESS_COOKIE_PATH": "/",
    "ACCESS_CSRF_COOKIE_NAME": "csrf_access_token",
    "ACCESS_CSRF_COOKIE_PATH": "/",
    "ACCESS_CSRF_FIELD_NAME": "csrf_token",
    "ACCESS_CSRF_HEADER_NAME": "X-CSRF-TOKEN",
    "ACCESS_TOKEN_EXPIRES": timedelta(minutes=15),
    "ALGORITHM": "HS256",
    "COOKIE_CSRF_PROTECT": True,
    "CSRF_IN_COOKIES": True,
    "CSRF_METHODS": ("POST", "PUT", "PATCH", "DELETE"),
    "DECODE_LEEWAY": 0,
    "ENCODE_NBF": True,
    "ERROR_MESSAGE_KEY": "msg",
    "HEADER_NAME": "Authorization",
    "HEADER_TYPE": "Bearer",
    "IDENTITY_CLAIM": "sub",
    "JSON_KEY": "access_token",
    "QUERY_STRING_NAME": "jwt",
    "QUERY_STRING_VALUE_PREFIX": "",
    "REFRESH_COOKIE_NAME": "refresh_token_cookie",
    "REFRESH_COOKIE_PATH": "/",
    "REFRESH_CSRF_COOKIE_NAME": "csrf_refresh_token",
    "REFRESH_CSRF_COOKIE_PATH": "/",
    "REFRESH_CSRF_FIELD_NAME": "csrf_token",
    "REFRESH_CSRF_HEADER_NAME": "X-CSRF-TOKEN",
    "REFRESH_JSON_KEY": "refresh_token",
    "REFRESH_TOKEN_EXPIRES": timedelta(days=30),
    "SESSION_COOKIE": True,
    "TOKEN_LOCATION": ("headers",),
    "VERIFY_SUB": True,
}


class JWTExtendedException(Exception):  # noqa: N818 - the name that applications know
    """A token is missing or not good enough."""


class JWTDecodeError(JWTExtendedException):
    """A token lacks a claim."""


class InvalidHeaderError(JWTExtendedException):
    """The header holds something else than a token."""


class InvalidQueryParamError(JWTExtendedException):
    """The value in the URL does not begin as it must."""


class NoAuthorizationError(JWTExtendedException):
    """There is no token."""


class CSRFError(JWTExtendedException):
    """The second half of a token in a cookie is missing or wrong."""


class WrongTokenError(JWTExtendedException):
    """A refresh token came in place of an access token, or the other way round."""


class RefusedTokenError(JWTExtendedException):
    """A token is in order, and not wanted."""

    def __init__(self, message: str, jwt_header: Claims, jwt_data: Claims) -> None:
        super().__init__(message)
        self.jwt_header, self.jwt_data = jwt_header, jwt_data


class RevokedTokenError(RefusedTokenError):
    """A token was called back."""

    def __init__(self, jwt_header: Claims, jwt_data: Claims) -> None:
        super().__init__("Token has been revoked", jwt_header, jwt_data)


class FreshTokenRequired(RefusedTokenError):  # noqa: N818 - the name that applications know
    """A token is not fresh from a login."""


class UserLookupError(RefusedTokenError):
    """Nobody is known under the identity of a token."""


class UserClaimsVerificationError(RefusedTokenError):
    """The application refuses the claims of a token."""


def option(name: str) -> Any:
    """A setting, without the JWT_ of its name."""
    return current_app.config.get(f"JWT_{name}", OPTIONS.get(name))


def key(side: str) -> Any:
    """The key to sign with ("PRIVATE") or to check with ("PUBLIC")."""
    algorithm = option("ALGORITHM")
    if algorithm in requires_cryptography:
        found = option(f"{side}_KEY")
        needed = f'JWT_{side}_KEY must be set to use asymmetric cryptography algorithm "{algorithm}"'
    else:
        found = option("SECRET_KEY") or current_app.secret_key
        needed = f'JWT_SECRET_KEY or flask SECRET_KEY must be set when using symmetric algorithm "{algorithm}"'
    if not found:
        raise RuntimeError(needed)
    return found


class Loader:
    """A decorator of the manager: the function takes the place of the default one."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name.removesuffix("_loader")

    def __get__(self, manager: "JWTManager", owner: type) -> Callable[[Callback], Callback]:
        return partial(self._keep, manager)

    def _keep(self, manager: "JWTManager", callback: Callback) -> Callback:
        manager.callbacks[self.name] = callback
        return callback


def message(text: str, status: int) -> Any:
    """The answer to a bad token."""
    return jsonify({option("ERROR_MESSAGE_KEY"): text}), status


class JWTManager(Feature):
    """What the application decides about its tokens, and the answers to bad ones."""

    additional_claims_loader = Loader()
    additional_headers_loader = Loader()
    decode_key_loader = Loader()
    encode_key_loader = Loader()
    expired_token_loader = Loader()
    invalid_token_loader = Loader()
    needs_fresh_token_loader = Loader()
    revoked_token_loader = Loader()
    token_in_blocklist_loader = Loader()
    token_verification_failed_loader = Loader()
    token_verification_loader = Loader()
    unauthorized_loader = Loader()
    user_identity_loader = Loader()
    user_lookup_error_loader = Loader()
    user_lookup_loader = Loader()

    def __init__(self, app: object = None, add_context_processor: bool = False) -> None:
        self.callbacks: dict[str, Callback] = {
            "additional_claims": lambda *_: {},
            "additional_headers": lambda *_: {},
            "decode_key": lambda *_: key("PUBLIC"),
            "encode_key": lambda *_: key("PRIVATE"),
            "expired_token": lambda *_: message("Token has expired", 401),
            "invalid_token": lambda reason: message(reason, 422),
            "needs_fresh_token": lambda *_: message("Fresh token required", 401),
            "revoked_token": lambda *_: message("Token has been revoked", 401),
            "token_in_blocklist": lambda *_: False,
            "token_verification": lambda *_: True,
            "token_verification_failed": lambda *_: message("User claims verification failed", 400),
            "unauthorized": lambda reason: message(reason, 401),
            "user_identity": lambda identity: identity,
            "user_lookup_error": _unknown_user,
        }
        managers.append(self)
        self.init_app(app, add_context_processor)

    def init_app(self, app: object, add_context_processor: bool = False) -> None:
        """Nothing is left to do: the settings are read when they are needed."""

    def handler(self, error: Exception, code: int | None) -> Callback | None:  # noqa: ARG002
        """Answers for what is wrong with a token."""
        if isinstance(error, NoAuthorizationError | CSRFError):
            return lambda error: self.callbacks["unauthorized"](str(error))
        if isinstance(error, jwt.ExpiredSignatureError | RefusedTokenError):
            callback = self.callbacks[_refusal(error)]
            return lambda error: callback(error.jwt_header, error.jwt_data)
        if isinstance(error, jwt.InvalidTokenError | JWTExtendedException):
            return lambda error: self.callbacks["invalid_token"](str(error))
        return None


managers: list[JWTManager] = []


def _unknown_user(header: Claims, claims: Claims) -> Any:  # noqa: ARG001
    return message(f"Error loading the user {claims[option('IDENTITY_CLAIM')]}", 401)


def _refusal(error: Exception) -> str:
    names: dict[type[Exception], str] = {
        FreshTokenRequired: "needs_fresh_token",
        RevokedTokenError: "revoked_token",
        UserClaimsVerificationError: "token_verification_failed",
        UserLookupError: "user_lookup_error",
        jwt.ExpiredSignatureError: "expired_token",
    }
    return next(name for kind, name in names.items() if isinstance(error, kind))


def ask(name: str, *args: Any) -> Any:
    """What the application's function says, None when it has none."""
    if not managers:
        raise RuntimeError("You must initialize a JWTManager with this application before using this method")
    callback = managers[-1].callbacks.get(name)
    return callback and callback(*args)


class Encoder(json.JSONEncoder):
    """Writes claims as answers are written."""

    def default(self, o: Any) -> Any:
        """The JSON form of a value that JSON does not know."""
        return plain(o)


PARTS = ("claims", "headers")


def create_access_token(
    identity: Any,
    fresh: Any = False,
    expires_delta: Any = None,
    additional_claims: Mapping[str, Any] | None = None,
    additional_headers: Mapping[str, Any] | None = None,
) -> str:
    """A token that opens what is protected."""
    return _encode(identity, "access", fresh, expires_delta, additional_claims, additional_headers)


def create_refresh_token(
    identity: Any,
    expires_delta: Any = None,
    additional_claims: Mapping[str, Any] | None = None,
    additional_headers: Mapping[str, Any] | None = None,
) -> str:
    """A token that gets new access tokens."""
    return _encode(identity, "refresh", False, expires_delta, additional_claims, additional_headers)


def _encode(identity: Any, kind: str, fresh: Any, lifetime: Any, *more: Mapping[str, Any] | None) -> str:
    claims, headers = (
        {**ask(f"additional_{part}", identity), **(said or {})} for part, said in zip(PARTS, more, strict=True)
    )
    lifetime = option(f"{kind.upper()}_TOKEN_EXPIRES") if lifetime is None else lifetime
    now = datetime.now(UTC)
    token: Claims = {
        "fresh": datetime.timestamp(now + fresh) if isinstance(fresh, timedelta) else fresh,
        "iat": now,
        "jti": str(uuid.uuid4()),
        "type": kind,
        option("IDENTITY_CLAIM"): ask("user_identity", identity),
    }
    optional = {
        "nbf": now if option("ENCODE_NBF") else None,
        "csrf": str(uuid.uuid4()) if option("COOKIE_CSRF_PROTECT") else None,
        "aud": option("ENCODE_AUDIENCE"),
        "iss": option("ENCODE_ISSUER"),
        "exp": now + _delta(lifetime) if lifetime else None,
    }
    token.update({name: value for name, value in optional.items() if value})
    token.update(claims)
    return jwt.encode(token, ask("encode_key", identity), option("ALGORITHM"), headers=headers, json_encoder=Encoder)


def _delta(lifetime: Any) -> Any:
    return timedelta(seconds=lifetime) if type(lifetime) is int else lifetime


def decode_token(encoded_token: str, csrf_value: str | None = None, allow_expired: bool = False) -> Claims:
    """The claims of a token that is in order."""
    unverified = jwt.decode(encoded_token, algorithms=_algorithms(), options={"verify_signature": False})
    header = jwt.get_unverified_header(encoded_token)
    secret = ask("decode_key", header, unverified)
    try:
        claims = _verified(encoded_token, secret, allow_expired)
    except jwt.ExpiredSignatureError as error:
        expired = _complete(_verified(encoded_token, secret, True), csrf_value)
        error.__dict__.update(jwt_header=header, jwt_data=expired)
        raise
    return _complete(claims, csrf_value)


def _verified(token: str, secret: Any, allow_expired: bool) -> Claims:
    audience = option("DECODE_AUDIENCE")
    return jwt.decode(
        token,
        secret,
        algorithms=_algorithms(),
        audience=audience,
        issuer=option("DECODE_ISSUER"),
        leeway=option("DECODE_LEEWAY"),
        options={
            "verify_aud": audience is not None,
            "verify_sub": option("VERIFY_SUB"),
            **({"verify_exp": False} if allow_expired else {}),
        },
    )


def _complete(claims: Claims, csrf_value: str | None) -> Claims:
    if option("IDENTITY_CLAIM") not in claims:
        raise JWTDecodeError(f"Missing claim: {option('IDENTITY_CLAIM')}")
    whole = {**claims, **{name: claims.get(name, value) for name, value in DEFAULT_CLAIMS.items()}}
    if csrf_value and "csrf" not in whole:
        raise JWTDecodeError("Missing claim: csrf")
    if csrf_value and not compare_digest(whole["csrf"], csrf_value):
        raise CSRFError("CSRF double submit tokens do not match")
    return whole


DEFAULT_CLAIMS: Claims = {"type": "access", "fresh": False, "jti": None}


def _algorithms() -> list[str]:
    algorithms = list(option("DECODE_ALGORITHMS") or ())
    return algorithms if option("ALGORITHM") in algorithms else [*algorithms, option("ALGORITHM")]


def get_jti(encoded_token: str) -> Any:
    """The token's own id."""
    return decode_token(encoded_token).get("jti")


def get_csrf_token(encoded_token: str) -> str:
    """The second half of a token that goes into a cookie."""
    return str(decode_token(encoded_token)["csrf"])
