"""Flask-CORS: what its options mean for one request."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.core.compat.context import current_app
from app.core.compat.request import request

Pattern = str | re.Pattern[str]

ORIGIN = "Access-Control-Allow-Origin"
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
SPECIAL = frozenset("*\\]?$^[]()")
"""Characters that make a text count as a regular expression."""
DEFAULTS: dict[str, Any] = {
    "allow_headers": "*",
    "allow_private_network": False,
    "always_send": True,
    "automatic_options": True,
    "expose_headers": None,
    "max_age": None,
    "methods": METHODS,
    "origins": "*",
    "resources": "/*",
    "send_wildcard": False,
    "supports_credentials": False,
    "vary_header": True,
}


@dataclass(frozen=True)
class CorsOptions:
    """The options in one form, whatever form they were given in."""

    origins: list[Pattern]
    any_origin: bool
    allow_headers: list[Pattern]
    methods: str
    expose_headers: str | None
    max_age: Any
    credentials: bool
    send_wildcard: bool
    always_send: bool
    vary: bool
    private_network: bool

    def headers(self) -> Iterator[tuple[str, str]]:
        """What the answer to this request says about other origins."""
        origin = self._origin()
        if not origin:
            return
        yield ORIGIN, origin
        if self.expose_headers:
            yield "Access-Control-Expose-Headers", self.expose_headers
        if self.credentials:
            yield "Access-Control-Allow-Credentials", "true"
        if request.headers.get("Access-Control-Request-Private-Network") == "true":
            yield "Access-Control-Allow-Private-Network", "true" if self.private_network else "false"
        if request.method == "OPTIONS":
            yield from self._preflight()
        varies = len(self.origins) > 1 or any(isinstance(known, re.Pattern) for known in self.origins)
        if self.vary and origin != "*" and varies:
            yield "Vary", "Origin"

    def _origin(self) -> str | None:
        asked = request.headers.get("Origin")
        if asked:
            if self.any_origin and self.send_wildcard:
                return "*"
            return asked if _matches_any(asked, self.origins) else None
        if not self.always_send:
            return None
        if self.any_origin:
            return None if self.credentials else "*"
        return min((known for known in self.origins if isinstance(known, str)), default=None)

    def _preflight(self) -> Iterator[tuple[str, str]]:
        method = request.headers.get("Access-Control-Request-Method", "").upper()
        if not method or method not in self.methods:
            return
        asked = request.headers.get("Access-Control-Request-Headers", "")
        names = sorted(name.strip() for name in asked.split(",") if _matches_any(name.strip(), self.allow_headers))
        if asked and ", ".join(names):
            yield "Access-Control-Allow-Headers", ", ".join(names)
        if self.max_age:
            yield "Access-Control-Max-Age", str(self.max_age)
        if self.methods:
            yield "Access-Control-Allow-Methods", self.methods


def cors_options(*given: Mapping[str, Any]) -> CorsOptions:
    """The defaults, changed by the settings and by what is given, the last one counts."""
    options = merged(*given)
    origins = ["." + origin if origin == "*" else origin for origin in _listed(options["origins"])]
    headers = ["." + header if header == "*" else header for header in _listed(options["allow_headers"])]
    age = options["max_age"]
    any_origin = ".*" in origins
    if any_origin and options["supports_credentials"] and options["send_wildcard"]:
        raise ValueError("Cannot use supports_credentials in conjunction with an origin string of '*'.")
    return CorsOptions(
        origins=[resolve(origin, re.IGNORECASE) for origin in origins],
        any_origin=any_origin,
        allow_headers=[resolve(header, re.IGNORECASE) for header in headers],
        methods=(_joined(options["methods"]) or "").upper(),
        expose_headers=_joined(options["expose_headers"]),
        max_age=int(age.total_seconds()) if isinstance(age, timedelta) else age,
        credentials=bool(options["supports_credentials"]),
        send_wildcard=bool(options["send_wildcard"]),
        always_send=bool(options["always_send"]),
        vary=bool(options["vary_header"]),
        private_network=bool(options["allow_private_network"]),
    )


def merged(*given: Mapping[str, Any]) -> dict[str, Any]:
    """All options as they were given."""
    settings = {name: current_app.config.get(f"CORS_{name.upper()}") for name in DEFAULTS}
    options = {**DEFAULTS, **{name: value for name, value in settings.items() if value is not None}}
    for more in given:
        options.update(more)
    return options


def resolve(pattern: Pattern, flags: int = 0) -> Pattern:
    """A text that looks like a regular expression is one."""
    return re.compile(pattern, flags) if isinstance(pattern, str) and looks_regular(pattern) else pattern


def looks_regular(pattern: Pattern) -> bool:
    """Whether it is a regular expression or looks like one."""
    return isinstance(pattern, re.Pattern) or not SPECIAL.isdisjoint(pattern)


def _matches_any(value: str, patterns: Iterable[Pattern]) -> bool:
    return any(
        pattern.match(value) is not None if isinstance(pattern, re.Pattern) else pattern.casefold() == value.casefold()
        for pattern in patterns
    )


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)


def _joined(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return ", ".join(str(item) for item in sorted(value))
