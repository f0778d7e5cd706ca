"""What is changed by hand is seen, and one command writes it into the page."""

import json
import re
import shutil

import pytest

from archwright.language import load

MODEL, SCHEMA, REPOSITORY = "app/models/task.py", "app/schemas/task.py", "app/repositories/task.py"
ROUTES = "app/api/routes/v1/tasks.py"
POINTS = "    points: Mapped[int | None] = mapped_column(Integer)\n"


def drift(desk) -> list[str]:
    return [note for note in desk.plan()["notes"] if note.startswith("drift: ")]


def line_of(desk, path: str, words: str) -> int:
    return next(number for number, line in enumerate(desk.text(path).splitlines(), 1) if words in line)


def adopted(desk, *, gaps: bool = False):
    """The page's entity Task after adopting; the rest of the page stands as it stood."""
    before = desk.text("blueprint.yaml").splitlines()
    code, out, err = desk("adopt", desk.folder)
    assert code == int(gaps), out + err
    after = desk.text("blueprint.yaml").splitlines()
    assert before[:8] == after[:8]
    return load(desk.text("blueprint.yaml")).entity("Task")


def test_nothing_is_to_adopt_in_what_was_generated(desk) -> None:
    before = desk.text("blueprint.yaml")

    assert drift(desk) == []
    assert desk("adopt", desk.folder)[:2] == (0, "Nothing to adopt: the blueprint says what the code does.\n")
    assert desk.text("blueprint.yaml") == before


def test_a_column_is_seen_in_the_plan_and_adopted(desk) -> None:
    desk.change(MODEL, POINTS, POINTS + "    color: Mapped[str | None] = mapped_column(String(20))\n")
    line = line_of(desk, MODEL, "color:")

    wanted = f"drift: Task.color is in {MODEL}:{line} and not in the blueprint; `archwright adopt` writes it there."
    assert drift(desk) == [wanted]
    adopted(desk)

    assert "      color: str(..20)?\n" in desk.text("blueprint.yaml")
    assert drift(desk) == []


def test_an_adopted_column_comes_everywhere_without_a_conflict(desk) -> None:
    desk.change(MODEL, POINTS, POINTS + "    color: Mapped[str | None] = mapped_column(String(20))\n")
    adopted(desk)

    assert desk.build()[0] == 0
    assert desk.text(MODEL).count("color:") == 1
    assert "color" in desk.text(SCHEMA)
    assert '"color"' in desk.text("migrations/versions/0002_add_column_tasks_color.py")
    assert desk.plan()["ops"] == []


def test_length_optional_and_default_of_a_column_are_adopted(desk) -> None:
    desk.change(MODEL, "String(200)", "String(250)")
    desk.change(MODEL, "notes: Mapped[str | None]", "notes: Mapped[str]")
    desk.change(MODEL, POINTS, POINTS.replace("Integer", "Integer, default=3").replace("int | None", "int"))

    adopted(desk)

    page = desk.text("blueprint.yaml")
    assert "title: str(1..250), search\n" in page
    assert "notes: text\n" in page
    assert "points: int(0..) = 3\n" in page
    assert "`backfill`" in desk.refused()


def test_limits_of_a_schema_are_adopted(desk) -> None:
    desk.change(SCHEMA, "max_length=200", "max_length=150")
    desk.change(SCHEMA, "ge=0", "ge=1, le=99")

    task = adopted(desk)

    assert (task.field("title").bounds.high, task.field("points").bounds.high) == (150, 99)


def test_a_relation_is_adopted(desk) -> None:
    column = 'ForeignKey("people.id", name="fk_mine", ondelete="SET NULL")'
    desk.change(MODEL, POINTS, POINTS + f"    boss_id: Mapped[UUID | None] = mapped_column({column})\n")

    adopted(desk)

    assert "boss: Person?, set null\n" in desk.text("blueprint.yaml")


def test_keys_and_indexes_are_adopted(desk) -> None:
    mine = 'Index("ix_mine", "notes"),\n        UniqueConstraint("person_id", "title", name="uq_mine"),'
    desk.change(MODEL, "__table_args__ = (", f"__table_args__ = (\n        {mine}")
    desk.change(MODEL, POINTS, POINTS.replace("Integer", "Integer, unique=True"))

    task = adopted(desk)

    assert task.field("notes").index
    assert task.field("points").unique == "all"
    assert task.unique == (("person", "title"),)
    assert drift(desk) == []


def test_a_column_that_is_gone_is_taken_out(desk) -> None:
    desk.change(MODEL, POINTS, "")

    assert drift(desk) == [
        f"drift: Task.points is gone from {MODEL} and is in the blueprint; `archwright adopt` takes it out."
    ]
    assert "points" not in [field.name for field in adopted(desk).fields]
    assert "allow_data_loss" in desk.refused()


def test_a_route_that_is_gone_is_no_action_any_more(desk) -> None:
    text = desk.text(ROUTES)
    (desk.folder / ROUTES).write_text(text[: text.index("@router.delete")].rstrip() + "\n")

    assert adopted(desk).actions == ("list", "create", "read", "update")
    assert desk.build()[0] == 0
    assert "@router.delete" not in desk.text(ROUTES)


def test_filters_sorts_and_searches_are_adopted(desk) -> None:
    text = desk.text(REPOSITORY)
    text = re.sub(r"filters = .*", 'filters = ("status", "person_id")', text)
    text = re.sub(r"sortable = .*", 'sortable = ("title", "points")', text)
    (desk.folder / REPOSITORY).write_text(re.sub(r"searched = .*", 'searched = ("title", "notes")', text))

    task = adopted(desk)

    assert (task.listing.filter, task.listing.sort) == (("status", "person"), ("title", "points"))
    assert task.field("notes").search


def test_a_field_that_is_no_longer_answered_is_hidden(desk) -> None:
    desk.change(SCHEMA, "    notes: str | None\n", "")

    assert adopted(desk).field("notes").hidden


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("blob: Mapped[bytes] = mapped_column(LargeBinary)", "no type for bytes"),
        ("tags: Mapped[Tags] = mapped_column(TagType())", "its type is `Tags`"),
        ("when: Mapped[int] = mapped_column(Integer, default=make)", "its default is `make`"),
        ("metadata: Mapped[int] = mapped_column(Integer)", "the page would not hold"),
    ],
)
def test_what_the_page_has_no_word_for_is_a_gap_and_nothing_else_is_written(desk, line: str, why: str) -> None:
    desk.change(MODEL, POINTS, f"{POINTS}    {line}\n")
    before = desk.text("blueprint.yaml")

    code, out, _ = desk("adopt", desk.folder)

    assert (code, why in out) == (1, True), out
    assert desk.text("blueprint.yaml") == before


def test_check_writes_nothing_and_json_tells_all(desk) -> None:
    desk.change(MODEL, "String(200)", "String(250)")
    before = desk.text("blueprint.yaml")

    code, out, _ = desk("adopt", desk.folder, "--check", "--json")

    known = json.loads(out)
    assert (code, [each["what"] for each in known["adopted"]]) == (1, ["Task.title"])
    assert "str(1..250)" in known["text"]
    assert desk.text("blueprint.yaml") == before


def test_a_change_of_the_page_that_is_not_built_yet_is_no_drift(desk) -> None:
    desk.change("blueprint.yaml", "points: int(0..)?", "effort: int(0..)? was points")

    assert drift(desk) == []


def test_a_folder_that_nobody_built_is_refused(desk, tmp_path) -> None:
    (tmp_path / "other").mkdir()

    code, _, err = desk("adopt", tmp_path / "other")

    assert (code, "not known" in err) == (2, True)


def test_an_index_that_a_sort_asks_for_already_is_no_drift(desk) -> None:
    assert '"title", "id")' in desk.text(MODEL)
    desk.change(MODEL, "__table_args__ = (", '__table_args__ = (\n        Index("ix_mine", "title"),')

    assert drift(desk) == []


def test_what_the_page_changed_too_is_not_overwritten_by_adopting(desk) -> None:
    desk.change(MODEL, "String(200)", "String(250)")
    desk.change("blueprint.yaml", "str(1..200)", "str(1..300)")
    before = desk.text("blueprint.yaml")

    code, out, _ = desk("adopt", desk.folder)

    assert (code, "changed there too" in out) == (1, True)
    assert desk.text("blueprint.yaml") == before


def test_without_a_base_nothing_is_adopted(desk) -> None:
    shutil.rmtree(desk.folder / ".archwright")

    code, _, err = desk("adopt", desk.folder, "--blueprint", desk.page)

    assert (code, "not known" in err) == (2, True)
