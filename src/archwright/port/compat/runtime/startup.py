"""What is done before there are requests, by code that is used to being inside of one."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Scope
from werkzeug.routing import Map

from app.core.compat.environ import environ_of
from app.core.compat.lane import Lane
from app.core.compat.request import Context, Request, context_variable

NOWHERE: Scope = {
    "type": "http",
    "method": "GET",
    "path": "/",
    "query_string": b"",
    "headers": [],
    "http_version": "1.1",
}


@contextmanager
def application_context() -> Iterator[None]:
    """A place for `g` and the like while no request is answered."""
    request = Request(environ_of(NOWHERE, b""))
    token = context_variable.set(Context(request, Map().bind_to_environ(request.environ), Lane()))
    try:
        yield
    finally:
        context_variable.reset(token)
