"""A database from before there were migrations is taken over, and goes down and up like any other."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archwright.build import assemble
from archwright.kit.folders import fill
from archwright.model.parts import Parts, TextFile
from archwright.model.platform import DatabaseNeed

SCHEMA = ("CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT)",)


def raw(folder: Path) -> tuple[Path, Path, str]:
    need = DatabaseNeed("sqlite3", "sqlite:///old.db", schema=SCHEMA)
    fill(folder, assemble("Raw", Parts(), database=need).files)
    return folder, folder / "old.db", "task"


@pytest.mark.parametrize("kind", ["models", "sqlite3"])
def test_an_old_database_is_adopted_and_then_migrates(
    kind: str, tmp_path: Path, backend: Path, tool: Callable[..., object]
) -> None:
    folder, database, table = (backend, backend / "data/notes.db", "note") if kind == "models" else raw(tmp_path / "r")

    def alembic(*arguments: str) -> None:
        done = tool(folder, "alembic", *arguments)
        assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]

    def rows(query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(database)) as connection, connection:
            return connection.execute(query).fetchall()

    alembic("upgrade", "head")
    rows("DROP TABLE alembic_version")

    alembic("upgrade", "head")
    assert rows("SELECT version_num FROM alembic_version") == [("0001",)]

    alembic("downgrade", "base")
    assert rows(f"SELECT name FROM sqlite_master WHERE name = '{table}'") == []

    alembic("upgrade", "head")
    assert rows(f"SELECT name FROM sqlite_master WHERE name = '{table}'") == [(table,)]


ORIGINAL = '''"""Loads an original that is called like the package, with a module of its own."""

import sys
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent / "source"))
sys.modules["__main__"] = ModuleType("__main__")

import app_parts  # noqa: E402

assert not app_parts.USED
app_parts.USED = True
'''


def test_an_original_called_app_does_not_hide_the_backend_from_later_tests(
    tmp_path: Path, tool: Callable[..., object]
) -> None:
    files = (
        TextFile("app/legacy/__init__.py", ORIGINAL),
        TextFile("app/legacy/source/app.py", "raise SystemExit(1)\n"),
        TextFile("app/legacy/source/app_parts.py", "USED = False\n"),
        TextFile(
            "app/core/logging.py",
            "from app.legacy import app_parts\n\n\ndef configure_logging(level: str) -> None:\n    assert app_parts\n",
        ),
    )
    fill(tmp_path / "b", assemble("Legacy", Parts(files)).files)

    done = tool(tmp_path / "b", "pytest")

    assert done.returncode == 0, done.stdout  # type: ignore[attr-defined]
