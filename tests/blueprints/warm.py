"""A process that has the libraries of backends loaded, and forks one more for each run of tests.

Loading them takes longer than most tests do. What is forked has run nothing of any backend.
"""

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

LIBRARIES = """
    aiosqlite alembic.command alembic.autogenerate anyio.from_thread argon2 asyncpg asyncio email_validator fastapi
    fastapi.encoders fastapi.testclient httpx2 joserfc.jwt jwt limits.storage logging.config prometheus_client
    polyfactory psycopg pwdlib pwdlib.hashers.argon2 pydantic_settings pytest python_multipart redis.asyncio
    sqlalchemy.ext.asyncio sqlalchemy.dialects.postgresql.asyncpg sqlalchemy.dialects.sqlite.aiosqlite structlog
    uvicorn
"""


class Warm:
    """The process, asked by lines on its input."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", str(Path(__file__).resolve())]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tested(
        self, folder: Path, environment: dict[str, str], arguments: tuple[str, ...], seconds: int
    ) -> tuple[int, str, float]:
        """What pytest ends with below a folder, what it told, and its seconds of the processor."""
        told = folder.with_suffix(".told")
        order = {"folder": str(folder), "environment": environment, "arguments": arguments, "told": str(told)}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order | {"seconds": seconds}) + "\n")
        self._process.stdin.flush()
        code, worked = json.loads(self._process.stdout.readline())
        return code, told.read_text("utf-8", "replace"), worked


@cache
def warm() -> Warm:
    """The one of this process; it ends with us."""
    return Warm()


def serve() -> None:
    """Forks as long as somebody asks."""
    for name in LIBRARIES.split():
        with suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            _run(order)
        _, status, spent = os.wait4(child, 0)
        answer = [os.waitstatus_to_exitcode(status), spent.ru_utime + spent.ru_stime]
        print(json.dumps(answer), flush=True)  # noqa: T201 - it is how it answers


def _run(order: dict[str, Any]) -> None:
    """The tests, in what was forked; it does not come back."""
    signal.alarm(order["seconds"])
    told = os.open(order["told"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (told, 1), (told, 2)):
        os.dup2(ours, theirs)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["pytest", *order["arguments"]]
    try:
        code = int(sys.modules["pytest"].main(order["arguments"]))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve()
