"""SQLite's own clock and chance: functions, and functions can be redefined per connection."""

from __future__ import annotations

import os
import sqlite3
import sqlite3.dbapi2
import time
from collections.abc import Callable
from typing import Any

from archwright.prove.child.world.moment import MOMENT

_FIRST = {"datetime": 0, "date": 0, "time": 0, "julianday": 0, "unixepoch": 0, "strftime": 1}
_NOW = {"current_timestamp": slice(0, 19), "current_date": slice(0, 10), "current_time": slice(11, 19)}


def freeze(elsewhere: Callable[[str], str]) -> None:
    """Every connection from now on. `elsewhere` gives the path to use for a database path."""
    real = sqlite3.connect
    side = real(":memory:", check_same_thread=False)

    def connect(database: Any, *args: Any, **options: Any) -> Any:
        if isinstance(database, str):
            database = elsewhere(database)
        connection = real(database, *args, **options)
        _redefine(connection, side)
        return connection

    sqlite3.connect = connect
    sqlite3.dbapi2.connect = connect


def _redefine(connection: Any, side: sqlite3.Connection) -> None:
    for name, part in _NOW.items():
        connection.create_function(name, 0, lambda part=part: _iso()[part])
    for name, position in _FIRST.items():
        connection.create_function(name, -1, _from_now(name, position, side))
    connection.create_function("random", 0, lambda: int.from_bytes(MOMENT.chance("sql", 8), "big", signed=True))


def _iso() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())


def _from_now(name: str, position: int, side: sqlite3.Connection) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        given = list(values) if len(values) > position else [*values, "now"]
        if str(given[position]).lower() == "now":
            given[position] = _iso()
        marks = ",".join("?" * len(given))
        return side.execute(f"select {name}({marks})", given).fetchone()[0]

    return call


def in_scratch(scratch: str) -> Callable[[str], str]:
    """A database path of another machine, or one that cannot be written, becomes a file in the scratch folder."""

    def elsewhere(path: str) -> str:
        if not path.startswith("/") or os.path.exists(path) or os.access(os.path.dirname(path), os.W_OK):
            return path
        from archwright.prove.child.standins.noted import note

        note("SQLite path of another machine")
        return os.path.join(scratch, os.path.basename(path))

    return elsewhere
