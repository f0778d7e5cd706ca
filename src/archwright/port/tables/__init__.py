"""The tables of an app that speaks SQL to a file: where the file is, and what is in it."""

from archwright.port.tables.place import SqliteFile, sqlite_file
from archwright.port.tables.schema import schema

__all__ = ["SqliteFile", "schema", "sqlite_file"]
