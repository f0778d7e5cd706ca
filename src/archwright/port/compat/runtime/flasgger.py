"""Flasgger: what it adds to answers, and the marks on views from which its pages are made. The pages stay behind."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.request import Context
from app.core.compat.response import Response

__provides__ = {
    "flasgger.Flasgger": "Swagger",
    "flasgger.Swagger": "Swagger",
    "flasgger.base.Swagger": "Swagger",
    "flasgger.swag_from": "swag_from",
    "flasgger.utils.swag_from": "swag_from",
}
__extensions__ = ("flasgger.Flasgger", "flasgger.Swagger")

View = Callable[..., Any]


class Swagger(Feature):
    """Its settings, and the headers that they add to every answer."""

    def __init__(
        self, app: object = None, config: Mapping[str, Any] | None = None, template: Any = None, **options: Any
    ) -> None:
        self.init_app(app)
        self.config, self.template, self.options = dict(config or {}), template, options

    def init_app(self, app: object, decorators: Any = None) -> None:
        """Nothing is left to do: the settings are read when they are needed."""

    async def after(self, context: Context, response: Response) -> Response:  # noqa: ARG002
        """Adds the headers."""
        for header, value in {**self.config, **current_app.config.get("SWAGGER", {})}.get("headers", ()):
            response.headers[header] = value
        return response

    def definition(self, name: str, tags: Any = None) -> Callable[[Any], Any]:  # noqa: ARG002
        """Leaves what it decorates as it is."""
        return lambda described: described


def swag_from(
    specs: Any = None, filetype: str | None = None, endpoint: str | None = None, methods: Any = None
) -> Callable[[View], View]:
    """Remembers where a view is described."""

    def decorate(view: View) -> View:
        @wraps(view)
        def described(*args: Any, **kwargs: Any) -> Any:
            return view(*args, **kwargs)

        known = getattr(view, "described", ())
        described.__dict__["described"] = (*known, (specs, filetype, endpoint, tuple(methods or ())))
        return described

    return decorate
