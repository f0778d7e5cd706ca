"""Lets native FastAPI routes take part: hooks and session around them, and Flask's pages for their errors."""

from dataclasses import dataclass, field
from typing import Any, NoReturn

from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import Match, Route
from starlette.types import Message
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, default_exceptions
from werkzeug.utils import redirect

from app.core.compat.delivery import deliver, head_of
from app.core.compat.inner import Inner
from app.core.compat.request import Context
from app.core.compat.response import Response


@dataclass(eq=False)
class Native(Inner):
    """One run of the FastAPI application, whose native answers are changed by hooks on their way."""

    head: Message = field(default_factory=dict)

    @classmethod
    def prepare(cls, app: FastAPI) -> None:
        """Also gives FastAPI's own errors Flask's pages, unless the application has handlers for them."""
        super().prepare(app)
        handlers = app.exception_handlers
        if handlers.get(StarletteHTTPException) is http_exception_handler:
            app.add_exception_handler(StarletteHTTPException, _raise_http_error)
        if handlers.get(RequestValidationError) is request_validation_exception_handler:
            app.add_exception_handler(RequestValidationError, _raise_bad_request)

    async def answer(self, context: Context) -> Any:
        """Also asks the applications that are mounted."""
        if isinstance(context.request.routing_exception, NotFound) and self._is_mounted():
            return await self.run(context)
        return await super().answer(context)

    async def pass_on(self, context: Context, message: Message) -> None:
        """Sends the whole answer, or the beginning of a stream, after the hooks have seen it."""
        if message["type"] == "http.response.start":
            self.head = message
        elif message["type"] != "http.response.body" or self.sent:
            await self.send(message)
        else:
            response = await self.finish(context, self._response(message))
            self.sent = True
            if not message.get("more_body"):
                await deliver(response, context, self.send)
            else:
                await self.send(head_of(response, context.request.environ))
                await self.send(message)

    def _response(self, message: Message) -> Response:
        response = Response(message.get("body", b""), status=self.head["status"])
        pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in self.head["headers"]]
        response.headers = Headers(pairs)
        return _with_page(response)

    def _is_mounted(self) -> bool:
        mounts = [route for route in self.site.routes if hasattr(route, "app") and not isinstance(route, Route)]
        return any(route.matches(self.scope)[0] is Match.FULL for route in mounts)


def _with_page(response: Response) -> Response:
    """A redirect says in words where it leads, as Flask's do."""
    if response.location and not response.content_type and not response.get_data():
        page = redirect(response.location, response.status_code)
        response.set_data(page.get_data())
        response.content_type = page.content_type
    return response


async def _raise_http_error(_: object, error: Exception) -> NoReturn:
    assert isinstance(error, StarletteHTTPException)
    page = default_exceptions.get(error.status_code, HTTPException)()
    page.code = error.status_code
    if error.detail != StarletteHTTPException(error.status_code).detail:
        page.description = str(error.detail)
    raise page from error


async def _raise_bad_request(_: object, error: Exception) -> NoReturn:
    raise BadRequest from error
