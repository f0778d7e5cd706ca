"""Runs the FastAPI application inside the request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.routing import RouteContext
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, default_exceptions

from app.core.compat.delivery import deliver, head_of
from app.core.compat.request import Context
from app.core.compat.response import Response
from app.core.compat.routing import choose, mounted

Finish = Callable[[Context, Any], Awaitable[Response]]


@dataclass(eq=False)
class Inner:
    """One run of the FastAPI application. `finish` makes the response that goes out."""

    app: ASGIApp
    site: FastAPI
    scope: Scope
    receive: Receive
    send: Send
    finish: Finish
    sent: bool = False
    head: Message = field(default_factory=dict)

    async def answer(self, context: Context) -> Any:
        """What the view returns that the URL leads to. A native FastAPI answer goes out from here."""
        rule, error = context.request.url_rule, context.request.routing_exception
        if isinstance(error, NotFound) and mounted(self.site, self.scope):
            return await self._run(context)
        if error is not None:
            raise error
        if context.request.method == "OPTIONS" and rule.options_are_automatic:
            return _options(context)
        arguments = context.request.view_args or {}
        if not isinstance(rule.target, RouteContext):
            return await context.lane.run(rule.target, **arguments)
        self.scope.update(choose(rule.target, arguments))
        return await self._run(context)

    async def _run(self, context: Context) -> Any:
        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.head = message
            elif self.sent:
                await self.send(message)
            else:
                self.sent = True
                await self._begin(context, message)

        await self.app(self.scope, self.receive, send)
        if not self.sent and self.head["headers"]:
            added = _headers(self.head)
            context.after.append(lambda response: response.headers.extend(added) or response)
        return context.returned

    async def _begin(self, context: Context, message: Message) -> None:
        """Sends a native answer on its way, changed by the hooks; all of it unless it is a stream."""
        native = Response(message.get("body", b""), status=self.head["status"])
        native.headers = _headers(self.head)
        response = await self.finish(context, native)
        if message.get("more_body"):
            await self.send(head_of(response, context.request.environ))
            await self.send(message)
        else:
            await deliver(response, context, self.send)


def keep_errors(app: FastAPI) -> None:
    """Gives FastAPI's own errors Flask's pages, unless the application has handlers of its own for them."""
    handlers = app.exception_handlers
    if handlers.get(StarletteHTTPException) is http_exception_handler:
        app.add_exception_handler(StarletteHTTPException, _raise_http_error)
    if handlers.get(RequestValidationError) is request_validation_exception_handler:
        app.add_exception_handler(RequestValidationError, _raise_bad_request)


async def _raise_http_error(_: object, error: Exception) -> NoReturn:
    assert isinstance(error, StarletteHTTPException)
    kind = default_exceptions.get(error.status_code, HTTPException)
    page = kind()
    page.code = error.status_code
    if error.detail != StarletteHTTPException(error.status_code).detail:
        page.description = str(error.detail)
    raise page from error


async def _raise_bad_request(_: object, error: Exception) -> NoReturn:
    raise BadRequest from error


def _headers(head: Message) -> Headers:
    return Headers([(name.decode("latin-1"), value.decode("latin-1")) for name, value in head["headers"]])


def _options(context: Context) -> Response:
    response = Response()
    response.allow.update(context.adapter.allowed_methods())
    return response
