"""Flask-CORS: tells browsers which other origins may read the answers."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property, wraps
from typing import Any
from urllib.parse import unquote

from app.core.compat.answer import make_response
from app.core.compat.cors_options import (
    ORIGIN,
    CorsOptions,
    Pattern,
    cors_options,
    looks_regular,
    merged,
    resolve,
)
from app.core.compat.feature import Feature
from app.core.compat.request import Context, current_context, request
from app.core.compat.response import Response

__provides__ = {
    "flask_cors.CORS": "CORS",
    "flask_cors.cross_origin": "cross_origin",
    "flask_cors.decorator.cross_origin": "cross_origin",
    "flask_cors.extension.CORS": "CORS",
}
__extensions__ = ("flask_cors.CORS", "flask_cors.extension.CORS")

SETTLED = "cors_is_settled"

View = Callable[..., Any]


class CORS(Feature):
    """Adds the headers to every answer below the paths in `resources`."""

    def __init__(self, app: object = None, **options: Any) -> None:  # noqa: ARG002
        self._options = options

    def init_app(self, app: object, **options: Any) -> None:  # noqa: ARG002
        """Takes more options."""
        self._options = {**self._options, **options}

    async def after(self, context: Context, response: Response) -> Response:
        """Adds the headers of the first resource that the path belongs to."""
        path = unquote(context.request.path)
        if ORIGIN not in response.headers and not hasattr(response, SETTLED):
            options = next((options for pattern, options in self._resources if _is_at(path, pattern)), None)
            response.headers.extend(list(options.headers()) if options else [])
        return response

    @cached_property
    def _resources(self) -> list[tuple[Pattern, CorsOptions]]:
        given = merged(self._options)["resources"]
        pairs = given.items() if isinstance(given, dict) else [(pattern, {}) for pattern in _patterns(given)]
        fixed = [(".*" if pattern == "*" else pattern, options) for pattern, options in pairs]
        ordered = sorted(fixed, key=_rank) if isinstance(given, dict) else fixed
        return [(resolve(pattern), cors_options(self._options, options)) for pattern, options in ordered]


def cross_origin(*_: object, **options: Any) -> Callable[[View], View]:
    """Adds the headers to the answers of one view, and answers OPTIONS for it."""
    automatic = options.get("automatic_options", True)

    def decorate(view: View) -> View:
        @wraps(view)
        def decorated(*args: Any, **kwargs: Any) -> Response:
            answers_itself = automatic and request.method == "OPTIONS"
            response = _default_options() if answers_itself else make_response(view(*args, **kwargs))
            response.headers.extend(list(cors_options(options).headers()))
            vars(response)[SETTLED] = True
            return response

        if automatic:
            vars(decorated)["provide_automatic_options"] = False
        return decorated

    return decorate


def _default_options() -> Response:
    response = Response()
    response.allow.update(current_context().adapter.allowed_methods())
    return response


def _patterns(given: Any) -> Iterable[Pattern]:
    return [given] if isinstance(given, str | re.Pattern) else given


def _rank(pair: tuple[Pattern, object]) -> tuple[bool, bool, int, int]:
    """Literal paths come first, then regular expressions, the more specific one before the other."""
    text = pair[0].pattern if isinstance(pair[0], re.Pattern) else pair[0]
    return looks_regular(pair[0]), isinstance(pair[0], str), -text.count("/"), -len(text)


def _is_at(path: str, pattern: Pattern) -> bool:
    return pattern.match(path) is not None if isinstance(pattern, re.Pattern) else path == pattern
