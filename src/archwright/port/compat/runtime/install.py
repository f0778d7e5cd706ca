"""Answers requests the way Flask does: one middleware around the FastAPI application."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import Map, RoutingException

from app.core.compat.answer import to_response
from app.core.compat.delivery import deliver
from app.core.compat.environ import environ_of, read_body, replay
from app.core.compat.feature import Feature
from app.core.compat.inner import Inner
from app.core.compat.lane import Lane
from app.core.compat.request import Context, Request, context_variable
from app.core.compat.response import Response
from app.core.compat.routing import RuleOptions, url_map

logger = logging.getLogger("app")


def install_wire(
    app: FastAPI, *features: Feature, rules: RuleOptions | None = None, inner: type[Inner] = Inner
) -> None:
    """Puts the middleware around `app`. The outermost feature comes first.

    `rules` gives a route's URL rule more arguments, by the path of the route ("/x", or "GET /x" for one method); "rule"
    replaces the rule itself.
    """
    inner.prepare(app)
    app.add_middleware(Wire, site=app, features=features, rules=rules or {}, inner=inner)


@dataclass(eq=False)
class Wire:
    """Opens the request, matches its URL, runs the features around the view, and answers errors."""

    app: ASGIApp
    site: FastAPI
    features: Sequence[Feature]
    rules: RuleOptions
    inner: type[Inner]

    @cached_property
    def map(self) -> Map:
        """The URL map, made when the first request comes and all routes are there."""
        return url_map(self.site, self.features, self.rules)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request; lets anything else pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = await read_body(receive)
        request = Request(environ_of(scope, body))
        context = Context(request, self.map.bind_to_environ(request.environ), Lane())
        token = context_variable.set(context)
        try:
            await self.serve(context, self.inner(self.app, self.site, scope, replay(body, receive), send, self.finish))
        finally:
            context.lane.close()
            request.close()
            context_variable.reset(token)

    async def serve(self, context: Context, inner: Inner) -> None:
        """Answers, then tears down, then sends; unless a feature answers that takes the request for itself."""
        for feature in self.features:
            feature.open(context)
        _match(context)
        for feature in self.features:
            taken = await feature.take(context)
            if taken is not None:
                await deliver(taken, context, inner.send)
                return
        error: Exception | None = None
        try:
            response = await self.respond(context, inner)
        except Exception as raised:  # noqa: BLE001 - the last resort: logged, and answered with the page for 500
            error = raised
            response = await self.fail(context, raised)
        for feature in reversed(self.features):
            await feature.teardown(context, error)
        if not inner.sent:
            await deliver(response, context, inner.send)

    async def respond(self, context: Context, inner: Inner) -> Response:
        """The answer of a hook, of the view, or of the handler of their error."""
        try:
            returned = None
            for feature in self.features:
                returned = await feature.before(context) if returned is None else returned
            returned = await inner.answer(context) if returned is None else returned
        except Exception as error:
            handler = self.handler(error)
            if handler is None and not isinstance(error, HTTPException):
                raise
            returned = error if handler is None else await context.lane.run(handler, error)
        return Response() if inner.sent else await self.finish(context, returned)

    async def finish(self, context: Context, returned: Any) -> Response:
        """Makes the response and shows it to everyone who wants to change it."""
        response = to_response(returned)
        for function in context.after:
            response = await context.lane.run(function, response)
        for feature in reversed(self.features):
            response = await feature.after(context, response)
        return response

    def handler(self, error: Exception) -> Any:
        """The handler for the status code, else for the class, of the innermost feature that has one."""
        code = getattr(error, "code", None) if isinstance(error, HTTPException) else None
        if isinstance(error, RoutingException) or (isinstance(error, HTTPException) and code is None):
            return None
        found = (
            feature.handler(error, wanted)
            for wanted in dict.fromkeys((code, None))
            for feature in reversed(self.features)
        )
        return next((handler for handler in found if handler), None)

    async def fail(self, context: Context, error: Exception) -> Response:
        """Logs an error and answers 500, by the application's own handler if there is one."""
        logger.error("Exception on %s [%s]", context.request.path, context.request.method, exc_info=error)
        answer: Any = InternalServerError(original_exception=error)
        handler = self.handler(answer)
        answer = await context.lane.run(handler, answer) if handler else answer
        try:
            return await self.finish(context, answer)
        except Exception:
            logger.exception("Request finalizing failed with an error while handling an error")
            return to_response(answer)


def _match(context: Context) -> None:
    try:
        context.request.url_rule, arguments = context.adapter.match(return_rule=True)
        context.request.view_args = dict(arguments)
    except HTTPException as error:
        context.request.routing_exception = error
