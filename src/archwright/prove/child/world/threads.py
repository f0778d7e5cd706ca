"""Threads and waiting: nobody sleeps, background threads park at their first sleep, none keeps the child alive."""

from __future__ import annotations

import threading
import time
import weakref
from typing import Any

_background: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
_fresh: list[threading.Thread] = []


def tame(folder: str) -> None:
    """Threads started by code below `folder` are background threads; sleeping costs nothing elsewhere."""
    real = threading.Thread.start

    def start(self: Any) -> None:
        if not self.is_alive() and _is_own(self, folder):
            self.daemon = True
            _background.add(self)
            _fresh.append(self)
        real(self)

    def sleep(_: Any) -> None:
        if threading.current_thread() in _background:
            threading.Event().wait()

    threading.Thread.start = start  # type: ignore[method-assign]
    time.sleep = sleep


def settle(seconds: float = 0.3) -> None:
    """Give the threads that a request started the time to end, so that they do not run into the next one."""
    while _fresh:
        _fresh.pop().join(seconds)


def _is_own(thread: Any, folder: str) -> bool:
    target = getattr(thread, "_target", None) or type(thread).run
    code = getattr(target, "__code__", None)
    return bool(code and code.co_filename.startswith(folder)) or isinstance(thread, threading.Timer)
