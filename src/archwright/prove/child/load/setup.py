"""What a README asks for once: create the tables, when they are missing."""

from __future__ import annotations

import inspect
import os
import re
import sqlite3
import types
from collections.abc import Iterator
from typing import Any

from archwright.prove.child.standins.noted import note

_SETUP = re.compile(
    r"^_?(init|create|setup|make|build|initiali[sz]e)_?(the_?)?(db|database|tables?|schema)(_?(command|tables?))?$"
    r"|^(db|database)_?(init|setup|create)$|^create_all$|^criar_(tabelas|banco)$",
    re.IGNORECASE,
)


def set_up(app: Any, module: types.ModuleType, root: str) -> None:
    """In an application context; a step that fails is left out, as the app then shows by itself."""
    with app.app_context():
        _create_all(app, module)
        if not _has_tables(root):
            for name, function in _functions(module):
                _try(f"set-up {name}()", function)


def _create_all(app: Any, module: types.ModuleType) -> None:
    extension = app.extensions.get("sqlalchemy")
    databases = [value for value in vars(module).values() if hasattr(type(value), "engine") and _makes_tables(value)]
    for database in databases[:1] or ([extension] if _makes_tables(extension) else []):
        if _is_missing(database):
            _try("set-up create_all()", database.create_all)


def _makes_tables(value: Any) -> bool:
    """Asked of the type, because context proxies raise on being asked."""
    return hasattr(type(value), "create_all")


def _is_missing(database: Any) -> bool:
    from sqlalchemy import inspect as look

    try:
        there = set(look(database.engine).get_table_names())
    except Exception:  # noqa: BLE001 - an engine that cannot answer has no tables
        return True
    return not {table.name for table in database.metadata.tables.values()} <= there


def _functions(module: types.ModuleType) -> Iterator[tuple[str, Any]]:
    for name, value in list(vars(module).items()):
        function = getattr(value, "callback", value) if _SETUP.match(name) else None
        if inspect.isfunction(function) and not inspect.signature(function).parameters:
            yield name, function


def _try(what: str, step: Any) -> None:
    try:
        step()
    except Exception as error:  # noqa: BLE001 - the user's own code may raise anything
        note(f"{what} failed: {type(error).__name__}")
    else:
        note(what)


def _has_tables(root: str) -> bool:
    """Whether some SQLite file of the application holds tables already."""
    for folder, folders, files in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for file in files:
            if re.search(r"\.(db|sqlite3?|db3)$", file) and _tables_in(os.path.join(folder, file)):
                return True
    return False


def _tables_in(path: str) -> bool:
    try:
        connection = sqlite3.connect(path)
        found = connection.execute("select count(*) from sqlite_master where type = 'table'").fetchone()
        connection.close()
    except sqlite3.Error:
        return False
    return bool(found[0])
