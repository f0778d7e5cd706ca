"""What may take part in answering a request."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.core.compat.request import Context
from app.core.compat.response import Response
from app.core.compat.routing import Routed


class Feature:
    """A part of the application around its views; what it does not need stays as it is here."""

    converters: Mapping[str, Any] = {}

    def rules(self) -> Iterable[Routed]:
        """URLs that it answers itself."""
        return ()

    def open(self, context: Context) -> None:
        """Prepares what the request will need, before its URL is matched."""

    async def take(self, context: Context) -> Response | None:  # noqa: ARG002
        """An answer that goes out as it is, past everything else."""
        return None

    async def before(self, context: Context) -> object:  # noqa: ARG002
        """Anything but None is the answer, and the view is not called."""
        return None

    async def after(self, context: Context, response: Response) -> Response:  # noqa: ARG002
        """The response to go on with."""
        return response

    async def teardown(self, context: Context, error: BaseException | None) -> None:
        """Runs last, whatever happened."""

    def handler(self, error: Exception, code: int | None) -> Callable[[Any], Any] | None:  # noqa: ARG002
        """Who answers for the error: looked for by its status code first, then with None."""
        return None
