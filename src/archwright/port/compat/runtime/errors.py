"""Pages for errors."""

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.exceptions import HTTPException, default_exceptions

from app.core.compat.feature import Feature
from app.core.compat.request import request

Handler = Callable[[Any], Any]


class ErrorHandlers(Feature):
    """Who answers for which status code or exception class, in the application or in one blueprint."""

    def __init__(self, handlers: Mapping[int | type[Exception], Handler], *, blueprint: str = "") -> None:
        self._blueprint = blueprint
        self._handlers: dict[tuple[int | None, type], Handler] = {}
        for key, handler in handlers.items():
            kind = default_exceptions[key] if isinstance(key, int) else key
            self._handlers[kind.code if issubclass(kind, HTTPException) else None, kind] = handler

    def handler(self, error: Exception, code: int | None) -> Handler | None:
        """The handler of the nearest class."""
        if self._blueprint and self._blueprint not in request.blueprints:
            return None
        found = (self._handlers.get((code, kind)) for kind in type(error).__mro__)
        return next((handler for handler in found if handler), None)
