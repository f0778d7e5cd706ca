"""Lets FastAPI serve a view that answers the way Flask's views do."""

import inspect
from collections.abc import Callable, Sequence
from functools import reduce, update_wrapper
from typing import Any, overload

from fastapi.params import Depends
from pydantic.fields import FieldInfo
from starlette.responses import Response as StarletteResponse
from starlette.types import Receive, Scope, Send

from app.core.compat.request import current_context

View = Callable[..., Any]
Decorator = Callable[[Any], Any]
NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


class Returned(StarletteResponse):
    """Says that the view has returned; the middleware makes the answer of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Sends an empty start, to which middleware in between may add headers."""
        await send({"type": "http.response.start", "status": 200, "headers": []})


@overload
def wire(view: View, /) -> View: ...
@overload
def wire(*, hide: Sequence[str] = (), decorators: Sequence[Decorator] = ()) -> Decorator: ...
def wire(view: View | None = None, /, *, hide: Sequence[str] = (), decorators: Sequence[Decorator] = ()) -> Any:
    """Makes an endpoint of a view that may return anything Flask takes.

    `hide` names parameters that a decorator fills in. `decorators` go around the view, the first outermost, while
    FastAPI still sees the view's own signature.
    """
    if view is None:
        return lambda inner: _endpoint(inner, hide, decorators)
    return _endpoint(view, hide, decorators)


def _endpoint(view: View, hide: Sequence[str], decorators: Sequence[Decorator]) -> View:
    signature = _visible(inspect.signature(view, eval_str=True), hide)
    decorated = reduce(lambda inner, decorator: decorator(inner), reversed(decorators), view)

    async def endpoint(**given: Any) -> Returned:
        context = current_context()
        context.returned = await context.lane.run(decorated, **{**given, **(context.request.view_args or {})})
        return Returned()

    update_wrapper(endpoint, view, updated=())
    # FastAPI looks through __wrapped__, and would run a view with `yield` by itself.
    del endpoint.__dict__["__wrapped__"]
    endpoint.__dict__["__signature__"] = signature
    endpoint.__dict__["provide_automatic_options"] = getattr(decorated, "provide_automatic_options", True)
    return endpoint


def _visible(signature: inspect.Signature, hide: Sequence[str]) -> inspect.Signature:
    """What FastAPI may know: parameters of the path and dependencies, not those with a default of their own."""
    shown = [
        parameter
        for parameter in signature.parameters.values()
        if parameter.name not in hide
        and parameter.kind in NAMED
        and (parameter.default is parameter.empty or isinstance(parameter.default, Depends | FieldInfo))
    ]
    return signature.replace(parameters=shown, return_annotation=Returned)
