"""The whole policy: status, headers that matter, cookies, body."""

from collections.abc import Iterator

from archwright.model.replay import Reply, Request
from archwright.prove.compare.bodies import body_difference
from archwright.prove.compare.cookies import cookie_differences
from archwright.prove.compare.text import shortened
from archwright.prove.compare.values import same_header

Found = tuple[str, str, str]

# Content type, redirects, caching, CORS, and what clients act on besides.
_HEADERS = (
    "content-type",
    "location",
    "cache-control",
    "etag",
    "expires",
    "last-modified",
    "vary",
    "allow",
    "content-disposition",
    "www-authenticate",
    "retry-after",
)


def differences(request: Request, expected: Reply, actual: Reply) -> tuple[Found, ...]:
    """(aspect, expected, actual) of everything unequal; when the status differs, only that."""
    if expected.status != actual.status:
        return (("status", str(expected.status), str(actual.status)),)
    return tuple(_found(request, expected, actual))


def _found(request: Request, expected: Reply, actual: Reply) -> Iterator[Found]:
    for name in _names(expected, actual):
        left, right = _values(expected, name), _values(actual, name)
        if not same_header(name, left, right):
            yield f"header {name}", shortened("; ".join(left) or "absent"), shortened("; ".join(right) or "absent")
    yield from cookie_differences(_values(expected, "set-cookie"), _values(actual, "set-cookie"))
    if request.method != "HEAD":
        difference = body_difference(expected, actual)
        if difference is not None:
            yield difference


def _names(*replies: Reply) -> list[str]:
    cors = {name for reply in replies for name, _ in reply.headers if name.startswith("access-control-")}
    return [*_HEADERS, *sorted(cors)]


def _values(reply: Reply, name: str) -> list[str]:
    return [value for key, value in reply.headers if key == name]
