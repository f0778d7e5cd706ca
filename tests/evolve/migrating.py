"""A folder of migrations, a database, and what is in it."""

import sqlite3
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from archwright import evolve
from archwright.model.schema import Schema
from archwright.prove.postgres import new_database

ENVIRONMENT = """
from alembic import context
from sqlalchemy import NullPool, create_engine, event

url = context.config.attributes["url"]
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    with engine.connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()
"""


class World:
    """Migrations are written here and applied to one database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.folder = folder
        (folder / "migrations" / "versions").mkdir(parents=True)
        (folder / "migrations" / "env.py").write_text(ENVIRONMENT)
        (folder / "migrations" / "operations.py").write_text(evolve.operations_text())
        # A statement that was prepared is not true any more when its table changed.
        options = {"connect_args": {"prepare_threshold": None}} if url.startswith("postgresql") else {}
        self.engine = sa.create_engine(url, **options)

    def write(self, number: str, text: str) -> None:
        (self.folder / "migrations" / "versions" / f"{number}_change.py").write_text(text)

    def evolve(self, before: Schema, after: Schema, number: str, allow: Iterable[str] = ()) -> str:
        """The revision between both is written."""
        difference = evolve.diff(before, after, tuple(allow))
        assert not difference.refusals, difference.refusals
        previous = f"{int(number) - 1:04}" if int(number) > 1 else None
        text = evolve.revision(difference.changes, before, after, number=number, previous=previous, message="Change")
        self.write(number, text)
        return text

    def upgrade(self, to: str = "head") -> None:
        command.upgrade(self._config(), to)

    def downgrade(self, to: str) -> None:
        command.downgrade(self._config(), to)

    def sql(self, span: str = "head") -> str:
        """What would be run."""
        out = StringIO()
        config = self._config()
        config.output_buffer = out
        command.upgrade(config, span, sql=True)
        return out.getvalue()

    def run(self, *statements: str) -> None:
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(sa.text("SET LOCAL app.migrating = 'on'"))
            for statement in statements:
                connection.execute(sa.text(statement.replace(":", "\\:")))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Everything that is stored, but for the version, as texts."""
        with self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(sa.text("SET LOCAL app.migrating = 'on'"))
            names = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
            return {name: self._rows(connection, name) for name in sorted(names)}

    def _rows(self, connection: sa.Connection, name: str) -> list[dict[str, Any]]:
        found = connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings()
        return sorted(({key: plain(row[key]) for key in sorted(row)} for row in found), key=repr)

    def _config(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(self.folder / "migrations"))
        config.set_main_option("prepend_sys_path", str(self.folder))
        config.set_main_option("path_separator", "os")
        config.attributes["url"] = self.url
        return config


def plain(value: object) -> object:
    """The same value in both databases: as text, keys without dashes."""
    if value is None or isinstance(value, (int, float)):
        return value
    text = str(value)
    return text.replace("-", "") if len(text) == 36 and text.count("-") == 4 else text


def cases_database(server: str) -> str:
    """A database whose rows are looked at as a superuser: rows of tenants are hidden from anybody else."""
    return new_database(server, "cases").replace("app@", "postgres@")


def emptied(url: str) -> str:
    """The same PostgreSQL database with nothing in it: a new one takes longer."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    return url


def sqlite_url(folder: Path) -> str:
    path = folder / "database.db"
    sqlite3.connect(path).close()
    return f"sqlite:///{path}"
