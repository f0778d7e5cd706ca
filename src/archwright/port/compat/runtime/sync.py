"""Calls what may be a coroutine function from synchronous code."""

import asyncio
from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any


def ensure_sync(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, or one that runs the coroutine to its end in the thread of the request."""
    if not iscoroutinefunction(function):
        return function

    @wraps(function)
    def finished(*args: Any, **kwargs: Any) -> Any:
        return asyncio.run(function(*args, **kwargs))

    return finished
