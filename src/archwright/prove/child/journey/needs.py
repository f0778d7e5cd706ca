"""What a view takes from a request, and the constants it compares that with."""

from __future__ import annotations

from typing import Any

SOURCES = ("query", "form", "values", "json", "file", "header", "cookie", "path")


class Need:
    """Keys by source, with constants seen beside them. `body`: JSON is read as a whole; `basic`: HTTP authorization."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, list[Any]]] = {source: {} for source in SOURCES}
        self.casts: dict[str, str] = {}
        self.body = False
        self.raw = False
        self.basic = False
        self.models: list[str] = []
        self.seal: tuple[str, str, str] | None = None
        self.credentials: list[tuple[str, str]] = []

    def add(self, source: str, key: str, *values: Any) -> None:
        """A key that is read, and values worth trying."""
        if source == "body":
            self.raw = True
            return
        if key.endswith("[]"):
            return
        known = self.keys[source].setdefault(key, [])
        known.extend(value for value in values if not any(_is_same(value, each) for each in known))

    def has(self, source: str) -> bool:
        """Whether any key of that source is read."""
        return bool(self.keys[source])

    @property
    def size(self) -> int:
        """How many keys are known."""
        return sum(len(keys) for keys in self.keys.values())

    def knows(self, key: str) -> bool:
        """Whether any source has that key."""
        return any(key in keys for keys in self.keys.values())

    def merge(self, other: Need) -> None:
        """Take over what another function reads."""
        for source, keys in other.keys.items():
            for key, values in keys.items():
                self.add(source, key, *values)
        self.casts.update(other.casts)
        self.body |= other.body
        self.raw |= other.raw
        self.basic |= other.basic
        self.models += [model for model in other.models if model not in self.models]
        self.credentials += [pair for pair in other.credentials if pair not in self.credentials]

    @property
    def takes_json(self) -> bool:
        """Whether a JSON body makes sense."""
        return self.has("json") or self.body

    @property
    def takes_form(self) -> bool:
        """Whether a form makes sense."""
        return self.has("form") or self.has("values")


def _is_same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)
