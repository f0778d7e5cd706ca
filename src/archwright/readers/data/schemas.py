"""CREATE TABLE in .sql files."""

from collections.abc import Iterator

from archwright.model.facts import Entity
from archwright.model.place import Gap, Place
from archwright.readers.data._sql import CREATE_TABLE, created_tables
from archwright.study.module import Module
from archwright.study.reader import Example

SUFFIX = ".sql"
EXAMPLES = (
    Example(
        "print()\n",
        ("entities: user (sql user): id INTEGER key, name TEXT not null",),
        (
            (
                "schema.sql",
                "DROP TABLE IF EXISTS user;\nCREATE TABLE user (\n id INTEGER PRIMARY KEY,\n name TEXT NOT NULL\n);\n",
            ),
        ),
    ),
    Example(
        "print()\n",
        ("gaps: bad.sql:1 CREATE TABLE: no SQL dialect reads this file",),
        (("bad.sql", "CREATE TABLE oops oops (;\n"),),
    ),
)


def read(module: Module) -> Iterator[Entity | Gap]:
    """The tables of one file."""
    if not CREATE_TABLE.search(module.text):
        return
    entities = created_tables(module.text, Place(module.path, 1))
    if entities is None:
        yield Gap(Place(module.path, 1), "CREATE TABLE", "no SQL dialect reads this file")
    else:
        yield from entities
