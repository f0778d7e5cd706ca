"""Functions that run before and after the views."""

from collections.abc import Callable, Sequence
from typing import Any

from app.core.compat.feature import Feature
from app.core.compat.request import Context, current_context
from app.core.compat.response import Response

__provides__ = {
    "flask.after_this_request": "after_this_request",
    "flask.ctx.after_this_request": "after_this_request",
}

Hook = Callable[..., Any]


class Hooks(Feature):
    """Hooks of the application, or of one blueprint. All are given in the order of their registration."""

    def __init__(
        self,
        *,
        before: Sequence[Hook] = (),
        after: Sequence[Hook] = (),
        teardown: Sequence[Hook] = (),
        blueprint: str = "",
    ) -> None:
        self._before, self._after, self._teardown = before, after, teardown
        self._blueprint = blueprint

    async def before(self, context: Context) -> object:
        """Runs them until one answers."""
        for hook in self._before if self._concerns(context) else ():
            early = await context.lane.run(hook)
            if early is not None:
                return early
        return None

    async def after(self, context: Context, response: Response) -> Response:
        """Lets each change the response, the last one first."""
        for hook in reversed(self._after if self._concerns(context) else ()):
            response = await context.lane.run(hook, response)
        return response

    async def teardown(self, context: Context, error: BaseException | None) -> None:
        """Runs them, the last one first."""
        for hook in reversed(self._teardown if self._concerns(context) else ()):
            await context.lane.run(hook, error)

    def _concerns(self, context: Context) -> bool:
        return not self._blueprint or self._blueprint in context.request.blueprints


def after_this_request(function: Hook) -> Hook:
    """Lets the function change the response of this request."""
    current_context().after.append(function)
    return function
