"""Why an application does not load, in words for people."""

from __future__ import annotations

import os
import re
import traceback
from typing import Any


class NoApplicationError(Exception):
    """Nothing in the module is a Flask application."""


def explain(error: BaseException, root: str) -> dict[str, Any]:
    """`kind`, `message`, `where` and the exception's last line, for the parent to make an error of."""
    last = f"{type(error).__name__}: {error}".strip().splitlines()[0][:300]
    return {"kind": _kind(error), "message": _subject(error), "where": _where(error, root), "last": last}


def _kind(error: BaseException) -> str:
    if isinstance(error, NoApplicationError):
        return "no application"
    if isinstance(error, ModuleNotFoundError):
        return "missing module"
    if isinstance(error, SyntaxError):
        return "syntax"
    if isinstance(error, SystemExit):
        return "exit"
    return "server" if _server(error) else "raised"


def _subject(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError):
        return error.name or str(error)
    return _server(error)


_SERVERS = (
    (r"mysql|MySQL|mariadb", "a MySQL server"),
    (r"psycopg|postgres|asyncpg", "a PostgreSQL server"),
    (r"pymongo|mongo", "a MongoDB server"),
    (r"redis", "a Redis server"),
    (r"pyodbc|pymssql", "an SQL Server"),
    (r"cassandra|elastic|kafka|pika|cx_Oracle|oracledb", "a server it connects to"),
    (r"urllib|requests|httpx|boto|socket|http\.client", "the network"),
)


def _server(error: BaseException) -> str:
    """Only for errors about connections: the name of the library on the way tells which server."""
    words = f"{type(error).__name__} {error}"
    if not re.search(r"[Cc]onnect|refused|unreachable|[Nn]ame or service|resolution|timed out|ServerSelection", words):
        return ""
    files = " ".join(frame.filename for frame in traceback.extract_tb(error.__traceback__))
    for pattern, name in _SERVERS:
        if re.search(pattern, type(error).__module__ + " " + files + " " + words):
            return name
    return ""


def _where(error: BaseException, root: str) -> str:
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(root):
        return f"{os.path.relpath(error.filename, root)}:{error.lineno}"
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(root)]
    return f"{os.path.relpath(own[-1].filename, root)}:{own[-1].lineno}" if own else ""
