"""Flask-Caching: keeps what views and functions return, for a while."""

import base64
import hashlib
import inspect
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from typing import Any

import cachelib
from werkzeug.exceptions import HTTPException

from app.core.compat.caching_keys import arguments_of, key_of_view, names_of, namespace, new_mark, seconds_of, takes
from app.core.compat.context import current_app
from app.core.compat.request import current_context
from app.core.compat.response import Response

__provides__ = {
    "flask_cache.Cache": "Cache",
    "flask_caching.Cache": "Cache",
    "flask_caching.CachedResponse": "CachedResponse",
    "flask_caching.make_template_fragment_key": "make_template_fragment_key",
    "flask_caching.utils.make_template_fragment_key": "make_template_fragment_key",
}
__extensions__ = ("flask_cache.Cache", "flask_caching.Cache")

Function = Callable[..., Any]
Config = Mapping[str, Any]
logger = logging.getLogger("app.cache")


class CachedResponse(Response):
    """A response that says itself how long it is kept."""

    def __init__(self, response: Response, timeout: Any) -> None:
        self.__dict__ = response.__dict__
        self.timeout = seconds_of(timeout)


def make_template_fragment_key(fragment_name: str, vary_on: list[str] | None = None) -> str:
    """The key of a part of a template."""
    return f"_template_fragment_cache_{fragment_name}{'_' if vary_on else ''}{'_'.join(vary_on or [])}"


class Cache:
    """The store, and the decorators that use it."""

    def __init__(self, app: object = None, with_jinja2_ext: bool = True, config: Config | None = None) -> None:
        self.with_jinja2_ext = with_jinja2_ext
        self.config: dict[str, Any] = {}
        self.init_app(app, config)

    def init_app(self, app: object, config: Config | None = None) -> None:  # noqa: ARG002
        """Takes settings that go before those of the application."""
        self.config.update(config or {})

    @cached_property
    def cache(self) -> Any:
        """The store that the settings name."""
        config = {"CACHE_TYPE": "NullCache", **current_app.config, **self.config}
        kind = str(config["CACHE_TYPE"]).rpartition(".")[2]
        if kind not in STORES:
            raise RuntimeError(f"This application knows no cache of the type {kind}.")
        common = {"default_timeout": seconds_of(config.get("CACHE_DEFAULT_TIMEOUT", 300))}
        return STORES[kind](config, **common, **(config.get("CACHE_OPTIONS") or {}))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The value under a key."""
        return self.cache.get(*args, **kwargs)

    def has(self, *args: Any, **kwargs: Any) -> Any:
        """Whether there is a value under a key."""
        return self.cache.has(*args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        """Keeps a value."""
        return self.cache.set(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        """Keeps a value unless there is one."""
        return self.cache.add(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Drops a value."""
        return self.cache.delete(*args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        """Drops values."""
        return self.cache.delete_many(*args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        """The values under keys."""
        return self.cache.get_many(*args, **kwargs)

    def get_dict(self, *args: Any, **kwargs: Any) -> Any:
        """The values by their keys."""
        return self.cache.get_dict(*args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        """Keeps values."""
        return self.cache.set_many(*args, **kwargs)

    unlink = delete_many

    def clear(self) -> Any:
        """Drops everything."""
        return self.cache.clear()

    def cached(  # noqa: PLR0913, PLR0917 - the signature that applications know
        self,
        timeout: Any = None,
        key_prefix: str | Callable[[], str] = "view/%s",
        unless: Function | None = None,
        forced_update: Function | None = None,
        is_stale: Function | None = None,
        response_filter: Function | None = None,
        query_string: bool = False,
        hash_method: Function = hashlib.sha256,
        cache_none: bool = False,
        make_cache_key: Function | None = None,
        source_check: bool | None = None,
        response_hit_indication: bool = False,
    ) -> Callable[[Function], Any]:
        """Keeps what a view returns for a path, or what a function returns under a name of its own."""

        def decorate(function: Function) -> Any:
            key = partial(key_of_view, function, key_prefix, hash_method if query_string else None)
            named = partial(self._sourced, function, key, source_check, hash_method)
            asked = Asked(unless, forced_update, is_stale, response_filter, cache_none)

            @wraps(function)
            def cached(*args: Any, **kwargs: Any) -> Any:
                find = partial(make_cache_key, *args, **kwargs) if make_cache_key else partial(named, use_request=True)
                returned = self._kept(cached, asked, find, args, kwargs, bool(response_hit_indication))
                if isinstance(returned, HTTPException):
                    raise returned
                return returned

            cached.__dict__.update(uncached=function, cache_timeout=timeout, make_cache_key=named)
            return cached

        return decorate

    def delete_cached(self, f: Any, path: str | None = None, query_args: Any = None, **kwargs: Any) -> Any:
        """Drops what a view returned."""
        return self.delete(f.make_cache_key(path=path, query_args=query_args, **kwargs))

    def memoize(  # noqa: PLR0913, PLR0917 - the signature that applications know
        self,
        timeout: Any = None,
        make_name: Function | None = None,
        unless: Function | None = None,
        forced_update: Function | None = None,
        is_stale: Function | None = None,
        response_filter: Function | None = None,
        hash_method: Function = hashlib.sha256,
        cache_none: bool = False,
        source_check: bool | None = None,
        args_to_ignore: Iterable[str] | None = None,
    ) -> Callable[[Function], Any]:
        """Keeps what a function returns for each set of arguments."""
        ignored = tuple(args_to_ignore or ())

        def key(function: Function, *args: Any, **kwargs: Any) -> str:
            name, version = self._version(function, args, ignored=ignored)
            shown = make_name(name) if make_name else name
            text = f"{shown}{arguments_of(function, args, kwargs, ignored)}"
            source = inspect.getsource(function) if self._checks_source(source_check) else ""
            return base64.b64encode(hash_method((text + source).encode()).digest())[:16].decode() + version

        def decorate(function: Function) -> Any:
            asked = Asked(unless, forced_update, is_stale, response_filter, cache_none)

            @wraps(function)
            def memoized(*args: Any, **kwargs: Any) -> Any:
                written = partial(self._version, function, args, refresh=True, ignored=ignored)
                return self._kept(
                    memoized, asked, partial(key, function, *args, **kwargs), args, kwargs, False, written
                )

            forget = partial(self.delete_memoized, memoized)
            memoized.__dict__.update(
                uncached=function, cache_timeout=timeout, make_cache_key=key, delete_memoized=forget
            )
            return memoized

        return decorate

    def delete_memoized(self, f: Any, *args: Any, **kwargs: Any) -> None:
        """Drops what a function returned: for these arguments, or for all."""
        if not callable(f):
            raise TypeError("Deleting messages by relative name is not supported, please use a function reference.")
        if not args and not kwargs:
            self._version(f, (), reset=True)
            return
        instance = getattr(f, "__self__", None)
        names = names_of(f.uncached)
        if instance is not None and not inspect.isclass(instance) and names[:1] == ["self"] and args[:1] != (instance,):
            args = (instance, *args)
        self.delete(f.make_cache_key(f.uncached, *args, **kwargs))

    def delete_memoized_verhash(self, f: Any, *args: Any) -> None:
        """Drops the mark by which the results of a function are found."""
        self.delete_many(*[f"{name}_memver" for name in namespace(f, args) if name][-1:])

    def _kept(  # noqa: PLR0913, PLR0917 - everything about one call
        self,
        wrapper: Any,
        asked: "Asked",
        find_key: Callable[[], str],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        indicate: bool,
        written: Function | None = None,
    ) -> Any:
        function = wrapper.uncached
        if asked.passes_by(function, args, kwargs):
            return function(*args, **kwargs)
        try:
            key = find_key()
            value, found = (None, False) if asked.is_forced(args, kwargs) else self._look_up(key, asked, args, kwargs)
        except Exception:
            # A cache that fails must not fail the request.
            logger.exception("Exception possibly due to cache backend.")
            return function(*args, **kwargs)
        if found:
            if indicate:
                current_context().after.append(_indicate)
            return value
        returned = _result(function, args, kwargs, raises=written is not None)
        if asked.keeps(returned):
            self._keep(key, returned, wrapper.cache_timeout, written)
        return returned

    def _look_up(self, key: str, asked: "Asked", args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, bool]:
        value = self.get(key)
        found = value is not None or (asked.cache_none and bool(self.has(key)))
        return (None, False) if found and asked.is_old(value, args, kwargs) else (value, found)

    def _keep(self, key: str, value: Any, timeout: Any, written: Function | None) -> None:
        seconds = seconds_of(timeout)
        if isinstance(value, CachedResponse):
            seconds = value.timeout or seconds
        try:
            self.set(key, value, timeout=seconds)
            if written:
                written(timeout=seconds)
        except Exception:
            # A cache that fails must not fail the request.
            logger.exception("Exception possibly due to cache backend.")

    def _checks_source(self, said: bool | None) -> bool:
        return bool({**current_app.config, **self.config}.get("CACHE_SOURCE_CHECK") if said is None else said)

    def _sourced(self, function: Function, key: Function, check: bool | None, digest: Function, **kwargs: Any) -> str:
        name = str(key(**kwargs))
        return name + digest(inspect.getsource(function).encode()).hexdigest() if self._checks_source(check) else name

    def _version(  # noqa: PLR0913 - everything about one function
        self,
        function: Function,
        args: tuple[Any, ...],
        *,
        reset: bool = False,
        refresh: bool = False,
        timeout: Any = 0,
        ignored: tuple[str, ...] = (),
    ) -> tuple[str, str]:
        """The name of a function, and the marks that go into its keys: new marks make it forget."""
        name, of_instance = namespace(function, args)
        keys = [f"{name}_memver"]
        if of_instance and "self" not in ignored:
            keys.append(f"{of_instance}_memver")
        known = list(self.get_many(*keys))
        marks = [mark or new_mark() for mark in known]
        if reset:
            keys, marks = keys[-1:], [new_mark()]
        if reset or refresh or None in known:
            self.set_many(dict(zip(keys, marks, strict=True)), timeout=timeout)
        return name, "".join(marks)


@dataclass(frozen=True)
class Asked:
    """What the decorator was told to ask before it uses the cache."""

    unless: Function | None
    forced_update: Function | None
    is_stale: Function | None
    response_filter: Function | None
    cache_none: bool

    def passes_by(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether the cache is not for this call."""
        if not callable(self.unless):
            return False
        return (self.unless(function, *args, **kwargs) if takes(self.unless, 1) else self.unless()) is True

    def is_forced(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether the value is made anew."""
        if not callable(self.forced_update):
            return False
        return (self.forced_update(*args, **kwargs) if takes(self.forced_update, 1) else self.forced_update()) is True

    def is_old(self, value: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether the value that was found must not be used."""
        if not callable(self.is_stale):
            return False
        return (self.is_stale(value, *args, **kwargs) if takes(self.is_stale, 2) else self.is_stale(value)) is True

    def keeps(self, returned: Any) -> bool:
        """Whether the value is worth keeping."""
        shown = returned.get_response() if isinstance(returned, HTTPException) else returned
        return self.response_filter is None or bool(self.response_filter(shown))


def _simple(config: Config, **options: Any) -> Any:
    return cachelib.SimpleCache(threshold=config.get("CACHE_THRESHOLD", 500), **options)


def _null(config: Config, **options: Any) -> Any:  # noqa: ARG001
    return cachelib.NullCache(**options)


def _files(config: Config, **options: Any) -> Any:
    return cachelib.FileSystemCache(config["CACHE_DIR"], threshold=config.get("CACHE_THRESHOLD", 500), **options)


def _redis(config: Config, **options: Any) -> Any:
    names = {"host": "HOST", "port": "PORT", "password": "PASSWORD", "db": "DB"}
    said = {name: config[f"CACHE_REDIS_{key}"] for name, key in names.items() if f"CACHE_REDIS_{key}" in config}
    prefix = config.get("CACHE_KEY_PREFIX", "flask_cache_")
    if config.get("CACHE_REDIS_URL"):
        import redis

        said = {"host": redis.from_url(config["CACHE_REDIS_URL"])}
    return cachelib.RedisCache(**said, key_prefix=prefix, **options)


STORES: dict[str, Function] = {
    "FileSystemCache": _files,
    "NullCache": _null,
    "RedisCache": _redis,
    "SimpleCache": _simple,
    "filesystem": _files,
    "null": _null,
    "redis": _redis,
    "simple": _simple,
}


def _result(function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], raises: bool) -> Any:
    try:
        returned = function(*args, **kwargs)
    except HTTPException as error:
        if raises:
            raise
        return error
    if not inspect.isgenerator(returned):
        return returned
    chunks: Any = list(returned)
    if all(isinstance(chunk, str) for chunk in chunks):
        return "".join(chunks)
    return b"".join(chunks) if all(isinstance(chunk, bytes) for chunk in chunks) else chunks


def _indicate(response: Response) -> Response:
    response.headers["hit_cache"] = "True"
    return response
