"""Recordings to and from JSON; bodies are text when they are UTF-8 and base64 when not."""

from __future__ import annotations

import base64
from typing import Any

from archwright.model.replay import Exchange, Recording, Reply, Request

Json = Any


def body_to_json(body: bytes) -> Json:
    """Text, or {"base64": ...}."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode("ascii")}


def body_from_json(value: Json) -> bytes:
    """The bytes again."""
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    return str(value or "").encode("utf-8")


def request_to_json(request: Request) -> dict[str, Json]:
    """Plain data of one request."""
    return {
        "method": request.method,
        "path": request.path,
        "headers": [list(pair) for pair in request.headers],
        "body": body_to_json(request.body),
        "endpoint": request.endpoint,
        "client": request.client,
        "label": request.label,
    }


def request_from_json(data: dict[str, Json]) -> Request:
    """A request; only "path" must be there."""
    return Request(
        method=str(data.get("method", "GET")).upper(),
        path=data["path"],
        headers=_pairs(data.get("headers")),
        body=body_from_json(data.get("body")),
        endpoint=data.get("endpoint", ""),
        client=int(data.get("client", 0)),
        label=data.get("label", ""),
    )


def reply_to_json(reply: Reply) -> dict[str, Json]:
    """Plain data of one reply."""
    return {
        "status": reply.status,
        "headers": [list(pair) for pair in reply.headers],
        "body": body_to_json(reply.body),
        "error": reply.error,
    }


def reply_from_json(data: dict[str, Json]) -> Reply:
    """A reply."""
    return Reply(
        int(data["status"]), _pairs(data.get("headers")), body_from_json(data.get("body")), data.get("error", "")
    )


def recording_to_json(recording: Recording) -> dict[str, Json]:
    """Plain data of a recording, as kept in a file."""
    return {
        "exchanges": [
            {
                "request": request_to_json(each.request),
                "reply": reply_to_json(each.reply),
                "comparable": each.comparable,
            }
            for each in recording.exchanges
        ],
        "covered": [list(row) for row in recording.covered],
        "stand_ins": list(recording.stand_ins),
        "seconds": recording.seconds,
        "left_out": recording.left_out,
        "isolation": recording.isolation,
    }


def recording_from_json(data: dict[str, Json]) -> Recording:
    """A recording."""
    return Recording(
        exchanges=tuple(
            Exchange(
                request_from_json(each["request"]), reply_from_json(each["reply"]), bool(each.get("comparable", True))
            )
            for each in data["exchanges"]
        ),
        covered=tuple((str(name), int(run), int(all_)) for name, run, all_ in data.get("covered", ())),
        stand_ins=tuple(data.get("stand_ins", ())),
        seconds=float(data.get("seconds", 0)),
        left_out=int(data.get("left_out", 0)),
        isolation=data.get("isolation", ""),
    )


def _pairs(value: Json) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), str(item)) for key, item in value or ())
