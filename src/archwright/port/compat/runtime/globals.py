"""A place for the values of one request."""

from collections.abc import Iterator
from typing import Any, cast

from werkzeug.local import LocalProxy

from app.core.compat.request import current_context

__provides__ = {
    "flask.g": "g",
    "flask.globals.g": "g",
}

_NOTHING = object()


class Globals:
    """Holds any attribute until the request ends."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The attribute, or the default."""
        return self.__dict__.get(name, default)

    def pop(self, name: str, default: Any = _NOTHING) -> Any:
        """Takes the attribute away."""
        return self.__dict__.pop(name) if default is _NOTHING else self.__dict__.pop(name, default)

    def setdefault(self, name: str, default: Any = None) -> Any:
        """The attribute, set to the default if it is missing."""
        return self.__dict__.setdefault(name, default)

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self.__dict__

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__)


def _globals() -> Globals:
    found: Globals = current_context().state.setdefault("g", Globals())
    return found


g = cast(Globals, LocalProxy(_globals))
