"""What a SQLite file says of its tables, read without changing or locking it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

_MAGIC = b"SQLite format 3\x00"
_LARGEST = 256 * 1024 * 1024
_MOST = 500
_QUERY = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid LIMIT ?"


def schema_of(path: Path) -> tuple[str, ...]:
    """The CREATE statements of a database file in the order they were made; () for any other file."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC or path.stat().st_size > _LARGEST:
                return ()
        place = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(place, uri=True)) as connection:
            return tuple(str(row[0]) for row in connection.execute(_QUERY, (_MOST,)))
    except (OSError, sqlite3.Error):
        return ()
