"""Builds URLs from the names of routes."""

from typing import Any
from urllib.parse import quote

from app.core.compat.request import current_context

__provides__ = {
    "flask.helpers.url_for": "url_for",
    "flask.url_for": "url_for",
}


ANCHOR = "%!#$&'()*+,/:;=?@"


def url_for(
    endpoint: str,
    *,
    _anchor: str | None = None,
    _method: str | None = None,
    _scheme: str | None = None,
    _external: bool | None = None,
    **values: Any,
) -> str:
    """The URL of a route; values it has no place for go into the query string."""
    context = current_context()
    if endpoint.startswith("."):
        endpoint = f"{context.request.blueprint or ''}{endpoint}".removeprefix(".")
    external = _scheme is not None if _external is None else _external
    if _scheme is not None and not external:
        raise ValueError("When specifying '_scheme', '_external' must be True.")
    url = context.adapter.build(endpoint, values, method=_method, url_scheme=_scheme, force_external=external)
    return url if _anchor is None else f"{url}#{quote(_anchor, safe=ANCHOR)}"
