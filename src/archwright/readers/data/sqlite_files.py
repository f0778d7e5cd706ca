"""Tables of the SQLite file that a program ships, when it speaks SQL and does not say them itself."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from archwright.kit.sqlite import schema_of
from archwright.model.facts import Entity
from archwright.model.notes import Mapped
from archwright.model.place import Place
from archwright.readers.data._sql import CREATE_TABLE, created_tables
from archwright.study.files import SKIPPED_FOLDERS
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.world import World

SUFFIX = ".sql"
_ENDINGS = (".db", ".db3", ".sqlite", ".sqlite3")
_DRIVERS = frozenset({"sqlite3", "cs50", "aiosqlite"})
_DEPTH = 2
_MOST = 20
EXAMPLES = (
    Example(
        "import sqlite3\nsqlite3.connect('data.db').execute('SELECT a FROM note')\n",
        ("queries: SELECT note literal",),
        (("data.db", "CREATE TABLE note (a) in a file that is no database"),),
    ),
)


def read(module: Module) -> Iterable[object]:  # noqa: ARG001
    """Nothing: database files are no text."""
    return ()


def join(world: World) -> Iterator[Entity]:
    """An entity for each table that no code names."""
    if not _speaks_sql(world):
        return
    known = {note.table.lower() for _, note in world.notes(Entity)} | {
        note.table.lower() for _, note in world.notes(Mapped)
    }
    for path in sorted(_database_files(Path(world.root)))[:_MOST]:
        for statement in schema_of(Path(world.root) / path):
            made = created_tables(statement, Place(path)) if CREATE_TABLE.search(statement) else None
            for entity in made or ():
                if entity.table.lower() not in known:
                    known.add(entity.table.lower())
                    yield _placed(entity, path)


def _speaks_sql(world: World) -> bool:
    return any(
        module.partition(".")[0] in _DRIVERS for found in world.files.values() for module in found.imports.modules
    )


def _placed(entity: Entity, path: str) -> Entity:
    place = Place(path)
    fields = tuple(type(field)(**{**vars(field), "place": place}) for field in entity.fields)
    return Entity(entity.name, entity.table, "sql", place, fields)


def _database_files(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        below = Path(folder).relative_to(root)
        folders[:] = (
            sorted(name for name in folders if name not in SKIPPED_FOLDERS) if len(below.parts) < _DEPTH else []
        )
        yield from ((below / name).as_posix() for name in sorted(files) if name.endswith(_ENDINGS))
