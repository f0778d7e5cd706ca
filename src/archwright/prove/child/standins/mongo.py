"""MongoDB -> mongomock, kept in memory."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re
from typing import Any

from archwright.prove.child.afterwards import when_imported
from archwright.prove.child.standins.noted import note


def stand_in() -> None:
    """Where mongomock is installed; without it every access fails at once, because there is no server."""
    if importlib.util.find_spec("mongomock") is not None:
        when_imported("pymongo.mongo_client", _change_pymongo)
        when_imported("pymongo", _change_pymongo)
        when_imported("flask_pymongo", _change_flask_pymongo)


@functools.lru_cache(maxsize=None)  # noqa: UP033 - the user's Python may be older than ours
def _client() -> type:
    base: Any = importlib.import_module("mongomock").MongoClient

    class MongoClient(base):  # type: ignore[misc]
        __class_getitem__ = classmethod(lambda cls, _: cls)

        def __init__(self, host: Any = None, *_: Any, **options: Any) -> None:
            note("mongo -> mongomock")
            kept = {key: options[key] for key in ("tz_aware", "document_class") if key in options}
            super().__init__("mongodb://localhost/" + _database(host), **kept)

    return MongoClient


def _database(address: Any) -> str:
    found = re.search(r"://[^/]+/(\w+)", address if isinstance(address, str) else "")
    return found.group(1) if found else "test"


class _LateClient:
    """mongomock imports pymongo itself, so it can only be imported once pymongo is there."""

    def __new__(cls, *args: Any, **options: Any) -> Any:
        return _client()(*args, **options)

    __class_getitem__ = classmethod(lambda cls, _: cls)


def _change_pymongo(module: Any) -> None:
    module.MongoClient = _LateClient


def _change_flask_pymongo(module: Any) -> None:
    def init_app(self: Any, app: Any, uri: Any = None, *_: Any, **__: Any) -> None:
        address = uri or app.config.get("MONGO_URI")
        self.cx = _LateClient(address)
        self.db = self.cx[_database(address)]

    module.PyMongo.init_app = init_app
