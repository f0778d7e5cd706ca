"""Runs the synchronous code of one request in one thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context as ContextVariables
from contextvars import copy_context
from functools import cached_property, partial
from inspect import iscoroutinefunction
from typing import Any

from anyio import CapacityLimiter

_idle: list[ThreadPoolExecutor] = []
_limit = CapacityLimiter(64)


class Lane:
    """A worker thread of its own, so that hooks and view may share thread-bound objects such as SQLite connections."""

    def __init__(self) -> None:
        self._worker: ThreadPoolExecutor | None = None

    @cached_property
    def flow(self) -> ContextVariables:
        """Where a stream begins and goes on, because it may only reset context variables where it has set them."""
        return copy_context()

    async def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Calls a plain function in the thread; awaits a coroutine function here."""
        if iscoroutinefunction(function):
            return await function(*args, **kwargs)
        if self._worker is None:
            await _limit.acquire_on_behalf_of(self)
            self._worker = _idle.pop() if _idle else ThreadPoolExecutor(1, "wire")
        call = partial(copy_context().run, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._worker, call)

    def close(self) -> None:
        """Gives the thread back."""
        if self._worker is not None:
            _idle.append(self._worker)
            self._worker = None
            _limit.release_on_behalf_of(self)
