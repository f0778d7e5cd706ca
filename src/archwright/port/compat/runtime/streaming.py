"""Streams that go on using the request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from app.core.compat.request import context_variable, current_context

__provides__ = {
    "flask.copy_current_request_context": "copy_current_request_context",
    "flask.ctx.copy_current_request_context": "copy_current_request_context",
    "flask.helpers.stream_with_context": "stream_with_context",
    "flask.stream_with_context": "stream_with_context",
}


def stream_with_context(generator_or_function: Any) -> Any:
    """The generator as it is, since the request lasts until the answer is sent; or a function that returns one."""
    return generator_or_function if callable(generator_or_function) else iter(generator_or_function)


def copy_current_request_context(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, run in this request wherever it is called, e.g. in another thread."""
    context = current_context()

    @wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        token = context_variable.set(context)
        try:
            return function(*args, **kwargs)
        finally:
            context_variable.reset(token)

    return inside
