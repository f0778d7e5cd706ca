"""Sends a werkzeug response over ASGI."""

from typing import Any

from starlette.types import Send

from app.core.compat.request import Context
from app.core.compat.response import Response

END = object()


async def deliver(response: Response, context: Context, send: Send) -> None:
    """Sends the head and the body; a stream is read piece by piece."""
    environ = context.request.environ
    await send(head_of(response, environ))
    pieces = iter(response.get_app_iter(environ))
    if not response.is_streamed:
        await send({"type": "http.response.body", "body": b"".join(pieces)})
        response.close()
        return
    try:
        while (piece := await context.lane.run(context.lane.flow.run, next, pieces, END)) is not END:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    finally:
        await context.lane.run(response.close)
    await send({"type": "http.response.body", "body": b""})


def head_of(response: Response, environ: dict[str, Any]) -> dict[str, Any]:
    """The message that begins the answer."""
    headers = response.get_wsgi_headers(environ).to_wsgi_list()
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return {"type": "http.response.start", "status": response.status_code, "headers": raw}
