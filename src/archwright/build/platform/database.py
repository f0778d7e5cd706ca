"""The database: its module, its setting, its middleware."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import Dependency, MainLine, Part, SettingPart


def parts(backend: Backend) -> Iterator[Part]:
    """What the kind of database needs; nothing when there is none."""
    kinds = {"models": _models, "sqlite3": _sqlite3}
    if backend.database.kind in kinds:
        yield from kinds[backend.database.kind](backend)


def _models(backend: Backend) -> Iterator[Part]:
    need = backend.database
    yield file("app/core/database.py", "app/core/database_models.py", foreign_keys=need.foreign_keys)
    yield file("app/models/base.py")
    yield SettingPart("database_url", "str", repr(need.default_url), "Where the data is, as an SQLAlchemy URL.")
    yield MainLine("app.add_middleware(SessionScope)", ("from app.core.database import SessionScope",), order=900)
    yield Dependency("sqlalchemy>=2.1,<2.2")


def _sqlite3(backend: Backend) -> Iterator[Part]:
    need = backend.database
    path = need.default_url.removeprefix("sqlite:///")
    yield file("app/core/database.py", "app/core/database_sqlite3.py", foreign_keys=need.foreign_keys)
    yield SettingPart("database_path", "str", repr(path), "The file the data is in.")
