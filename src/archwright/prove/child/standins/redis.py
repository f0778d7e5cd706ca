"""Redis -> fakeredis, kept in memory."""

from __future__ import annotations

import importlib.util
from typing import Any

from archwright.prove.child.afterwards import when_imported
from archwright.prove.child.standins.noted import note


def stand_in() -> None:
    """Where fakeredis is installed; without it every access is refused."""
    if importlib.util.find_spec("fakeredis") is not None:
        when_imported("redis", _change)


def _change(module: Any) -> None:
    import fakeredis  # before the names are replaced, because it inherits from them

    def client(*_: Any, **options: Any) -> Any:
        note("redis -> fakeredis")
        return fakeredis.FakeStrictRedis(server=_server(), decode_responses=options.get("decode_responses", False))

    class Redis(module.Redis):  # type: ignore[misc]
        """Still a class, because people inherit from it and annotate with it."""

        def __new__(cls, *args: Any, **options: Any) -> Any:
            return client(*args, **options)

        from_url = staticmethod(client)

    module.Redis = module.StrictRedis = Redis
    module.from_url = client


_servers: list[Any] = []


def _server() -> Any:
    import fakeredis

    if not _servers:
        _servers.append(fakeredis.FakeServer())
    return _servers[0]
