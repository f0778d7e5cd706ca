"""Where sessions are kept on the server: in a folder, another cache, or redis."""

from typing import Any, Protocol

import msgspec
from cachelib.base import BaseCache
from cachelib.file import FileSystemCache
from redis import Redis

from app.core.compat.context import current_app


class SessionStore(Protocol):
    """Keeps the data of sessions by key."""

    def load(self, key: str) -> dict[str, Any] | None:
        """The data, None when there is none or it is too old."""

    def store(self, key: str, data: dict[str, Any], seconds: int) -> None:
        """Keeps the data for so long."""

    def remove(self, key: str) -> None:
        """Forgets the data."""


class CacheStore:
    """Sessions in a cache."""

    def __init__(self, cache: BaseCache) -> None:
        self._cache = cache

    def load(self, key: str) -> dict[str, Any] | None:
        """The data, None when there is none or it is too old."""
        found: dict[str, Any] | None = self._cache.get(key)
        return found

    def store(self, key: str, data: dict[str, Any], seconds: int) -> None:
        """Keeps the data for so long."""
        self._cache.set(key, data, timeout=seconds)

    def remove(self, key: str) -> None:
        """Forgets the data."""
        self._cache.delete(key)


class RedisStore:
    """Sessions in redis."""

    def __init__(self, client: Any) -> None:
        self._client = client
        kind = current_app.config.get("SESSION_SERIALIZATION_FORMAT", "msgpack")
        self._format: Any = msgspec.json if kind == "json" else msgspec.msgpack

    def load(self, key: str) -> dict[str, Any] | None:
        """The data, None when there is none or it is too old."""
        kept = self._client.get(key)
        if not kept:
            return None
        found: dict[str, Any] = self._format.decode(kept)
        return found

    def store(self, key: str, data: dict[str, Any], seconds: int) -> None:
        """Keeps the data for so long."""
        self._client.set(key, self._format.encode(data), ex=seconds)

    def remove(self, key: str) -> None:
        """Forgets the data."""
        self._client.delete(key)


def session_store() -> SessionStore:
    """The store that the settings ask for."""
    config = current_app.config
    kind = str(config.get("SESSION_TYPE", "null")).lower()
    if kind == "redis":
        client = config.get("SESSION_REDIS")
        return RedisStore(Redis() if client is None else client)
    if kind == "cachelib":
        return CacheStore(config.get("SESSION_CACHELIB") or FileSystemCache("flask_session", threshold=500))
    if kind == "filesystem":
        folder = config.get("SESSION_FILE_DIR", "flask_session")
        limit, mode = config.get("SESSION_FILE_THRESHOLD", 500), config.get("SESSION_FILE_MODE", 0o600)
        return CacheStore(FileSystemCache(folder, threshold=limit, mode=mode))
    raise ValueError(f"Unrecognized value for SESSION_TYPE: {kind}")
