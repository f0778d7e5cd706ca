"""Runs the FastAPI application inside the request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import RouteContext
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.compat.request import UNANSWERED, Context
from app.core.compat.response import Response
from app.core.compat.routing import Chosen, choose

Finish = Callable[[Context, Any], Awaitable[Response]]


@dataclass(eq=False)
class Inner:
    """One run of the FastAPI application. What its native routes answer goes out as it is."""

    app: ASGIApp
    site: FastAPI
    scope: Scope
    receive: Receive
    send: Send
    finish: Finish
    sent: bool = False

    @classmethod
    def prepare(cls, app: FastAPI) -> None:
        """Changes the application once, before any request."""
        app.router.routes.insert(0, Chosen())

    async def answer(self, context: Context) -> Any:
        """What the view returns that the URL leads to."""
        rule, error = context.request.url_rule, context.request.routing_exception
        if error is not None:
            raise error
        if context.request.method == "OPTIONS" and rule.options_are_automatic:
            response = Response()
            response.allow.update(context.adapter.allowed_methods())
            return response
        arguments = context.request.view_args or {}
        if not isinstance(rule.target, RouteContext):
            return await context.lane.run(rule.target, **arguments)
        self.scope.update(choose(rule.target, arguments))
        return await self.run(context)

    async def run(self, context: Context) -> Any:
        """What a wired view returned, with the headers that middleware in between added."""

        async def send(message: Message) -> None:
            if context.returned is UNANSWERED:
                await self.pass_on(context, message)
            elif message.get("headers"):
                added = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]]
                context.after.append(lambda response: response.headers.extend(added) or response)

        await self.app(self.scope, self.receive, send)
        # A native answer has gone out by now, unless the client went away before.
        self.sent = context.returned is UNANSWERED
        return context.returned

    async def pass_on(self, context: Context, message: Message) -> None:  # noqa: ARG002
        """Sends a piece of a native answer."""
        self.sent = True
        await self.send(message)
