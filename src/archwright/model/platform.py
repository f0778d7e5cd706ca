"""What a backend needs from the platform around its own code."""

from dataclasses import dataclass
from typing import Literal

DatabaseKind = Literal["none", "models", "sqlite3", "async"]


@dataclass(frozen=True)
class DatabaseNeed:
    """Which database layer is written.

    "models": SQLAlchemy models in app/models. "async": the same over asynchronous drivers, from a blueprint.
    "sqlite3": the app speaks raw SQL through `connect()`.
    `default_url` is a SQLAlchemy URL ("sqlite:///instance/app.db"); for "sqlite3" the path is taken from it.
    `foreign_keys`: SQLite enforces them, as the source asked it to. `schema`: for "sqlite3", the CREATE statements
    of the first migration, in order; empty when the app itself makes its tables.
    """

    kind: DatabaseKind = "none"
    default_url: str = "sqlite:///app.db"
    foreign_keys: bool = False
    schema: tuple[str, ...] = ()

    @property
    def migrates(self) -> bool:
        """Whether the backend has migrations."""
        return self.kind == "models" or bool(self.kind == "sqlite3" and self.schema)
