"""Turns what a view returns into a response."""

from collections.abc import Iterator
from typing import Any, cast

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response as WerkzeugResponse

from app.core.compat.json import jsonify
from app.core.compat.request import request
from app.core.compat.response import Response

__provides__ = {
    "flask.helpers.make_response": "make_response",
    "flask.make_response": "make_response",
}

INVALID = "The view function did not return a valid response."


def make_response(*args: Any) -> Response:
    """The response of a body, or of a body with status and headers."""
    return to_response(args[0] if len(args) == 1 else args) if args else Response()


def to_response(returned: Any) -> Response:
    """The response of a str, bytes, dict, list, iterator, WSGI callable, response, or a tuple that begins with one."""
    body, status, headers = _parts(returned)
    if isinstance(body, str | bytes | Iterator):
        return Response(body, status=status, headers=headers)
    if isinstance(body, dict | list):
        return _changed(jsonify(body), status, headers)
    if isinstance(body, WerkzeugResponse) or callable(body):
        return _changed(_forced(body), status, headers)
    raise TypeError(f"{INVALID} It was a {type(body).__name__}.")


def _parts(returned: Any) -> tuple[Any, Any, Any]:
    if not isinstance(returned, tuple):
        return returned, None, None
    if len(returned) == 3:
        return returned
    if len(returned) != 2:
        raise TypeError(f"{INVALID} The tuple must have the form (body, status, headers) or shorter.")
    body, second = returned
    return (body, None, second) if isinstance(second, Headers | dict | tuple | list) else (body, second, None)


def _forced(body: Any) -> Response:
    if isinstance(body, Response):
        return body
    try:
        return cast(Response, Response.force_type(body, request.environ))
    except TypeError as error:
        raise TypeError(f"{error}\n{INVALID} It was a {type(body).__name__}.") from None


def _changed(response: Response, status: Any, headers: Any) -> Response:
    if isinstance(status, str):
        response.status = status
    elif status is not None:
        response.status_code = status
    if headers:
        response.headers.update(headers)
    return response
