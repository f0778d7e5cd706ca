"""Boots the backend in the current folder behind a real server and asks for its health and its contract."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from typing import Any

PATIENCE = 60
"""Seconds until the first answer: an app may fill its database while it is loaded, on a machine that is busy."""


def main() -> None:
    """`boot.py RESULT`."""
    if os.path.isfile("alembic.ini"):
        subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], check=True)
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", str(port)]
    with open("boot.log", "wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    found = _ask(server, f"http://127.0.0.1:{port}")
    server.terminate()
    server.wait(10)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(found, file)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _ask(server: subprocess.Popen[bytes], base: str, seconds: float = PATIENCE) -> dict[str, Any]:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            status, body = _get(base + "/openapi.json")
            break
        except OSError:
            time.sleep(0.05)
    else:
        with open("boot.log", encoding="utf-8", errors="replace") as log:
            return {"trouble": log.read()[-1500:] or "the server did not come up"}
    paths = json.loads(body)["paths"] if status == 200 else {}
    live, _ = _get(base + _live_path(paths))
    return {"live": live, "openapi": status, "paths": len(paths)}


def _live_path(paths: Iterable[str]) -> str:
    """Where the platform's own health is: an app that answers at /health itself keeps that, "_" sorts before it."""
    return min((path for path in paths if path.endswith("health/live")), default="/health/live")


def _get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=10) as reply:  # noqa: S310 - our own loopback address
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


if __name__ == "__main__":
    main()
