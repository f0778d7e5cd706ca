"""The request as Flask shows it, and what belongs to it while it is answered."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, cast

from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.local import LocalProxy
from werkzeug.routing import MapAdapter
from werkzeug.wrappers import Request as WerkzeugRequest

from app.core.compat.lane import Lane

__provides__ = {
    "flask.Request": "Request",
    "flask.globals.request": "request",
    "flask.ctx.has_app_context": "has_request_context",
    "flask.has_app_context": "has_request_context",
    "flask.has_request_context": "has_request_context",
    "flask.ctx.has_request_context": "has_request_context",
    "flask.request": "request",
    "flask.wrappers.Request": "Request",
}


class Request(WerkzeugRequest):
    """Werkzeug's request, and what the URL matched."""

    url_rule: Any = None
    view_args: dict[str, Any] | None = None
    routing_exception: HTTPException | None = None

    @property
    def endpoint(self) -> str | None:
        """The name of the matched route."""
        return str(self.url_rule.endpoint) if self.url_rule else None

    @property
    def blueprint(self) -> str | None:
        """The part of the endpoint before its last dot."""
        return (self.endpoint or "").rpartition(".")[0] or None

    @property
    def blueprints(self) -> list[str]:
        """The blueprint and those around it, innermost first."""
        parts = (self.blueprint or "").split(".")
        return [".".join(parts[:end]) for end in range(len(parts), 0, -1)] if self.blueprint else []

    def on_json_loading_failed(self, e: ValueError | None) -> Any:
        """415 for another content type, and a 400 that does not quote the body."""
        try:
            return super().on_json_loading_failed(e)
        except BadRequest as error:
            raise BadRequest from error


UNANSWERED = object()


@dataclass(eq=False)
class Context:
    """Everything about one request. It is shared, not copied, between the threads and tasks that answer it."""

    request: Request
    adapter: MapAdapter
    lane: Lane
    returned: object = UNANSWERED
    after: list[Callable[[Any], Any]] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)


OUTSIDE = "Working outside of request context."
context_variable: ContextVar[Context] = ContextVar("request_context")
request = cast(Request, LocalProxy(context_variable, "request", unbound_message=OUTSIDE))


def current_context() -> Context:
    """The context of the request that is being answered."""
    try:
        return context_variable.get()
    except LookupError:
        raise RuntimeError(OUTSIDE) from None


def has_request_context() -> bool:
    """Whether a request is being answered."""
    return context_variable.get(None) is not None
