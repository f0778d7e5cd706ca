"""What was run on a written backend, and what it showed."""

from dataclasses import dataclass, field
from typing import Literal

Extent = Literal["none", "migrations", "all"]
"""How much of a backend is tried on PostgreSQL. The tests take longest, and have run once already."""


@dataclass(frozen=True)
class TestRun:
    """The backend's own tests. `failures` are their names."""

    passed: int = 0
    failed: int = 0
    failures: tuple[str, ...] = ()
    trouble: str = ""
    seconds: float = 0.0

    @property
    def fine(self) -> bool:
        """Something passed and nothing failed."""
        return self.passed > 0 and self.failed == 0 and not self.trouble


@dataclass(frozen=True)
class OnPostgres:
    """The same on PostgreSQL, and the backend's own tests there. `skipped` and `tests_skipped` say why nothing was
    tried."""

    up: bool = False
    down: bool = False
    up_again: bool = False
    trouble: str = ""
    seconds: float = 0.0
    tests: TestRun = field(default_factory=TestRun)
    skipped: str = ""
    tests_skipped: str = ""

    @property
    def fine(self) -> bool:
        """All three went through."""
        return self.up and self.down and self.up_again


@dataclass(frozen=True)
class Migrations:
    """`alembic upgrade head`, `downgrade base`, `upgrade head` again. `trouble` is the end of the first that failed."""

    up: bool = False
    down: bool = False
    up_again: bool = False
    trouble: str = ""
    seconds: float = 0.0
    postgres: OnPostgres = field(default_factory=lambda: OnPostgres(skipped="there is nothing to migrate"))

    @property
    def fine(self) -> bool:
        """All three went through."""
        return self.up and self.down and self.up_again


@dataclass(frozen=True)
class Boot:
    """The backend behind a real server. `live` and `openapi` are the status codes of its health and its contract."""

    live: int = 0
    openapi: int = 0
    paths: int = 0
    trouble: str = ""
    seconds: float = 0.0

    @property
    def fine(self) -> bool:
        """Alive, and its contract can be read."""
        return self.live == 200 and self.openapi == 200
