"""The clock stands still within a request. The real types are changed in place, so that annotations keep working."""

from __future__ import annotations

import ctypes
import datetime
import gc
import time
from collections.abc import Callable
from typing import Any

from archwright.prove.child.world.moment import MOMENT


def freeze() -> None:
    """From now on every clock but the monotonic one (event loops need it) follows the request number."""
    _freeze_time()
    _freeze_datetime()


def _freeze_time() -> None:
    local, utc, text, words, as_text = time.localtime, time.gmtime, time.strftime, time.ctime, time.asctime
    time.time = MOMENT.now
    time.time_ns = lambda: int(MOMENT.now()) * 1_000_000_000
    time.perf_counter = MOMENT.now
    time.perf_counter_ns = time.time_ns
    time.process_time = MOMENT.now
    time.localtime = lambda seconds=None: local(MOMENT.now() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: utc(MOMENT.now() if seconds is None else seconds)
    time.strftime = lambda form, moment=None: text(form, local(MOMENT.now()) if moment is None else moment)
    time.ctime = lambda seconds=None: words(MOMENT.now() if seconds is None else seconds)
    time.asctime = lambda moment=None: as_text(local(MOMENT.now()) if moment is None else moment)


def _freeze_datetime() -> None:
    utc = datetime.timezone.utc  # noqa: UP017 - the user's Python may be older than ours

    def now(cls: Any, tz: Any = None) -> Any:
        return cls.fromtimestamp(MOMENT.now(), tz)

    def utcnow(cls: Any) -> Any:
        return cls.fromtimestamp(MOMENT.now(), utc).replace(tzinfo=None)

    def today(cls: Any) -> Any:
        return cls.fromtimestamp(MOMENT.now())

    _change(datetime.datetime, "now", now)
    _change(datetime.datetime, "utcnow", utcnow)
    _change(datetime.datetime, "today", today)
    _change(datetime.date, "today", today)


def _change(cls: type, name: str, function: Callable[..., Any]) -> None:
    """A built-in type's namespace is read-only from outside, but the dict behind it is not."""
    namespace = gc.get_referents(cls.__dict__)[0]
    namespace[name] = classmethod(function)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(cls))
