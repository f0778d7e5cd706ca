"""Watching which keys of the request are asked for while it is answered, by whatever code: forms, schemas, helpers."""

from __future__ import annotations

from typing import Any

_METHODS = ("__getitem__", "get", "getlist", "pop", "__contains__")


class Spy:
    """`seen` holds (source, key) of the current request. Only the recording run is watched; the second run is not, so
    that anything the watching itself would change shows as an answer that does not repeat."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def install(self) -> None:
        """Once, after Flask is there."""
        from werkzeug import datastructures
        from werkzeug.wrappers import Request

        for cls in (datastructures.MultiDict, datastructures.CombinedMultiDict):
            for name in _METHODS:
                if name in vars(cls):
                    self._watch(cls, name)
        real = Request.get_json

        def get_json(request: Any, *args: Any, **options: Any) -> Any:
            return self._wrapped(real(request, *args, **options), "")

        Request.get_json = get_json  # type: ignore[method-assign,assignment]

    def note(self, source: str, key: Any) -> None:
        """One key was asked for."""
        if isinstance(key, str) and key and (source, key) not in self.seen:
            self.seen.append((source, key))

    def _watch(self, cls: Any, name: str) -> None:
        real = vars(cls)[name]

        def watched(bag: Any, key: Any, *args: Any, **options: Any) -> Any:
            source = _source(bag)
            if source:
                self.note(source, key)
            return real(bag, key, *args, **options)

        setattr(cls, name, watched)

    def _wrapped(self, value: Any, path: str) -> Any:
        if type(value) is dict:
            return Watched(self, path, {key: self._wrapped(item, f"{path}{key}.") for key, item in value.items()})
        return value


class Watched(dict[Any, Any]):
    """A JSON object that tells which of its keys are asked for."""

    def __init__(self, spy: Spy, path: str, content: dict[str, Any]) -> None:
        super().__init__(content)
        self._spy = spy
        self._path = path

    def _tell(self, key: Any) -> None:
        self._spy.note("json", f"{self._path}{key}")

    def __getitem__(self, key: Any) -> Any:
        self._tell(key)
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """As in a dict."""
        self._tell(key)
        return super().get(key, default)

    def pop(self, key: Any, *default: Any) -> Any:
        """As in a dict."""
        self._tell(key)
        return super().pop(key, *default)

    def __contains__(self, key: Any) -> bool:
        self._tell(key)
        return super().__contains__(key)

    def __reduce__(self) -> Any:
        return dict, (dict(self),)


def _source(bag: Any) -> str:
    from flask import has_request_context, request

    if not has_request_context():
        return ""
    held = vars(request._get_current_object())  # type: ignore[attr-defined]
    for name, source in (("form", "form"), ("args", "query"), ("files", "file"), ("values", "values")):
        if held.get(name) is bag:
            return source
    return ""
