"""Keeps answering with the original application where nothing has moved yet."""

from collections.abc import Collection, Iterable
from typing import Any, cast

from werkzeug.routing import RoutingException

from app.core.compat.feature import Feature
from app.core.compat.request import Context
from app.core.compat.response import Response
from app.core.compat.routing import Routed


class LegacyApp(Feature):
    """The endpoints of a Flask application that are answered by itself; with `unmatched`, unknown URLs as well."""

    def __init__(self, application: Any, endpoints: Collection[str], *, unmatched: bool = False) -> None:
        self._application = application
        self._endpoints = frozenset(endpoints)
        self._unmatched = unmatched
        self.converters = application.url_map.converters

    def rules(self) -> Iterable[Routed]:
        """The original's rules, so that URLs of its endpoints can be matched and built."""
        for rule in self._application.url_map.iter_rules():
            if rule.endpoint in self._endpoints:
                options = rule.get_empty_kwargs()
                yield Routed(**{**options, "rule": rule.rule, "target": None, "methods": rule.methods})

    async def take(self, context: Context) -> Response | None:
        """The original's own answer."""
        error = context.request.routing_exception
        unmatched = self._unmatched and error is not None and not isinstance(error, RoutingException)
        if unmatched or context.request.endpoint in self._endpoints:
            return cast(Response, await context.lane.run(context.lane.flow.run, self._answer, context))
        return None

    def _answer(self, context: Context) -> Response:
        return cast(Response, Response.from_app(self._application, context.request.environ))
