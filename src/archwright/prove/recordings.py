"""Recordings in files: ours, and what a browser saved (HAR 1.2)."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from archwright.kit.errors import ArchwrightError
from archwright.model.replay import Recording, Request
from archwright.prove.child.codec import recording_from_json, recording_to_json, request_from_json

_NOT_SENT = {"host", "content-length", "cookie", "connection", "accept-encoding", "transfer-encoding"}


def save(recording: Recording, path: Path) -> None:
    """Readable, one file."""
    path.write_text(json.dumps(recording_to_json(recording), indent=1, ensure_ascii=False) + "\n", "utf-8")


def load(path: Path) -> Recording:
    """What `save` wrote."""
    return recording_from_json(_read(path))


def requests_in(path: Path) -> tuple[Request, ...]:
    """The requests of a user's own recording: HAR 1.2, one of ours, or a plain list of requests.

    Raises ArchwrightError when it is none of these.
    """
    content = _read(path)
    try:
        if isinstance(content, dict) and "log" in content:
            return _from_har(content["log"]["entries"])
        if isinstance(content, dict) and "exchanges" in content:
            return tuple(request_from_json(each["request"]) for each in content["exchanges"])
        if isinstance(content, list):
            return tuple(request_from_json(each) for each in content)
    except (KeyError, TypeError, ValueError) as error:
        raise ArchwrightError(f"a request in {path} is not complete: {error!r}", where=str(path)) from error
    raise ArchwrightError(
        f"{path} holds no recording", hint="give a HAR file, or JSON as `archwright` writes it", where=str(path)
    )


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ArchwrightError(f"cannot read {path}: {error.strerror}", where=str(path)) from error
    except ValueError as error:
        raise ArchwrightError(f"{path} is not JSON: {error}", where=str(path)) from error


def _from_har(entries: Sequence[dict[str, Any]]) -> tuple[Request, ...]:
    """Only those to the host of the first page: a page's fonts and trackers are not the application."""
    hosts = [urlsplit(entry["request"]["url"]).netloc for entry in entries]
    return tuple(_har_request(entry["request"]) for entry, host in zip(entries, hosts, strict=True) if host == hosts[0])


def _har_request(data: dict[str, Any]) -> Request:
    url = urlsplit(data["url"])
    headers = tuple(
        (each["name"], each["value"])
        for each in data.get("headers", ())
        if each["name"].lower() not in _NOT_SENT and not each["name"].startswith(":")
    )
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    return Request(data["method"].upper(), path, headers, _har_body(data.get("postData") or {}), label="recorded")


def _har_body(data: dict[str, Any]) -> bytes:
    if data.get("encoding") == "base64":
        return base64.b64decode(data["text"])
    if data.get("text"):
        return str(data["text"]).encode("utf-8")
    return urlencode([(each["name"], each.get("value", "")) for each in data.get("params", ())]).encode()
