"""Models of an app that was on SQLite also hold on PostgreSQL."""

import pytest

from archwright.build.portable import portable
from archwright.model.parts import Parts, TextFile
from archwright.model.platform import DatabaseNeed

SQLITE = DatabaseNeed("models", "sqlite:///app.db")


def became(column: str, database: DatabaseNeed = SQLITE, path: str = "app/models/user.py") -> str:
    head = 'class User(Base):\n    __tablename__ = "people"\n'
    text = portable(Parts((TextFile(path, f"{head}    {column}\n"),)), database).of(TextFile)[0].text
    return text.removeprefix(head).strip()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("password = Column(String(20), nullable=False)", "password = Column(String, nullable=False)"),
        ("hash: Mapped[str] = mapped_column(sa.String(80))", "hash: Mapped[str] = mapped_column(sa.String)"),
        ('api_key = Column("ключ", String(20))', 'api_key = Column("ключ", String)'),
        ("password = Column(\n        String(20),\n    )", "password = Column(\n        String,\n    )"),
        ('state = Column(Enum("new", "old",))', 'state = Column(Enum("new", "old", name="people_state",))'),
        ('state = Column(Enum("new", "old"))', 'state = Column(Enum("new", "old", name="people_state"))'),
    ],
)
def test_what_sqlite_never_asked_for_is_mended(before: str, after: str) -> None:
    assert became(before) == after


@pytest.mark.parametrize(
    "column",
    [
        "name = Column(String(20))",
        "token = Column(String(1000))",
        "password = Column(Text)",
        'state = Column(Enum("new", name="state"))',
        "mood = Column(Enum(Mood))",
        'password = PasswordField("x", [Length(20)])',
    ],
)
def test_what_holds_stays_as_it_is(column: str) -> None:
    assert became(column) == column


def test_other_files_and_apps_that_were_not_on_sqlite_stay_as_they_are() -> None:
    column = "password = Column(String(20))"

    assert became(column, path="app/services/user.py") == column
    assert became(column, DatabaseNeed("models", "postgresql://db/app")) == column
