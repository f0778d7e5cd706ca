"""A backend on the disk, served on a loopback port, with nobody too fast for it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from checking import Written, builds

SECRET = "a-secret-that-is-only-for-tests-0123456789"  # noqa: S105 - for a database that is thrown away


@dataclass(frozen=True)
class Backend:
    """`page`: what it was built from. `scheme`: the word before a token."""

    folder: Path
    page: str
    scheme: str
    settings: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings['PORT']}"


def backend_of(page: Path, folder: Path, database: str) -> Backend:
    """The backend of a page. Where functions were written for it they are laid over it; else what waits is left out."""
    text = page.read_text("utf-8")
    written = page.parent / "app"
    if not written.is_dir():
        lines = text.partition("\noperations:")[0].splitlines()
        text = "\n".join(line for line in lines if not line.endswith(", computed")) + "\n"
    builds(Written(folder, text, folder.parent))
    if written.is_dir():
        subprocess.run(["cp", "-r", str(written), str(folder)], check=True)
    scheme = next(iter(re.findall(r"scheme: (\w+)", text)), "Bearer")
    return Backend(folder, text, scheme, environment(folder, database))


def environment(folder: Path, database: str) -> dict[str, str]:
    """Settings under which logins last and no limit is met: a case that was answered with 429 says nothing."""
    own = {
        "ACCESS_SECONDS": "86400",
        "DATABASE_URL": database.replace("postgresql+psycopg", "postgresql") or f"sqlite:///{folder / 'fuzz.db'}",
        "LOG_LEVEL": "warning",
        "PORT": str(free_port()),
        "RATE_LIMITS": "false",
        "SECRET_KEY": SECRET,
    }
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | own


def contract(backend: Backend) -> dict[str, Any]:
    """Its OpenAPI document, as it is served."""
    with urlopen(f"{backend.address}/openapi.json", timeout=60) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(backend: Backend) -> Iterator[None]:
    """While it runs."""
    command = [sys.executable, "-m", "app"]
    with (backend.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=backend.folder, env=backend.settings, stdout=log, stderr=log)
    try:
        for _ in range(300):
            with suppress(URLError, ConnectionError), urlopen(f"{backend.address}/health/live", timeout=2):  # noqa: S310
                break
            time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(30)
