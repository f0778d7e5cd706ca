"""Alembic: its configuration, its environment, and for raw SQL the first revision."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.layout import FIRST_MIGRATION
from archwright.build.revision import schema_revision, table_names
from archwright.build.template import file
from archwright.model.parts import Dependency, Part, TextFile


def parts(backend: Backend) -> Iterator[Part]:
    """Nothing when there is nothing to migrate."""
    if not backend.database.migrates:
        return
    yield file("alembic.ini")
    yield file("migrations/script.py.mako")
    yield file("app/core/migrations.py")
    yield Dependency("alembic>=1.20,<2")
    if backend.database.kind == "models":
        yield file("migrations/env.py", "migrations/env_models.py")
        return
    schema = backend.database.schema
    yield file("migrations/env.py", "migrations/env_sqlite3.py", tables=sorted(table_names(schema)))
    yield TextFile(FIRST_MIGRATION, schema_revision(schema))
