"""What was done to databases is never lost, never done twice, and told when it is not clear."""

import shutil
import sqlite3
import subprocess
import sys

ADD = ("blueprint.yaml", "notes: text?", "notes: text?\n      colour: str?")
OWN = 'revision = "{}"\ndown_revision = "{}"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n'
FIRST = "migrations/versions/0001_initial.py"


def migrations(desk) -> dict[str, str]:
    return {path.name: path.read_text() for path in (desk.folder / "migrations/versions").glob("*.py")}


def test_a_change_of_the_page_is_one_migration_and_building_again_is_none(desk) -> None:
    desk.change(*ADD)

    assert desk.build()[0] == 0
    assert desk.plan()["ops"] == []
    assert sorted(migrations(desk)) == ["0001_initial.py", "0002_add_column_tasks_colour.py"]


def test_what_the_data_would_not_survive_is_told_at_its_line_all_at_once(desk) -> None:
    desk.change("blueprint.yaml", "name: str(1..80)   # as on the badge", "name: str(1..8)")
    desk.change("blueprint.yaml", "notes: text?\n", "notes: text\n")
    desk.change("blueprint.yaml", "points: int(0..)?", "points: int(0..)? was pionts\n      effort: int was pointz")

    told = desk.refused()

    assert f"{desk.page}:6:7  Not every value of `name` fits" in told
    assert f"{desk.page}:10:7  `notes`" in told
    assert f"{desk.page}:13:7  `effort` was `pointz`, but `tasks` never had that." in told
    assert "Did you mean `was points`?" in told


def test_an_entity_that_was_never_called_so_is_told_at_its_line(desk) -> None:
    desk.change("blueprint.yaml", "  Task:\n", "  Errand:\n    was: Tsak\n    fields: {word: str}\n  Task:\n")

    told = desk.refused()
    assert f"{desk.page}:7:3  `Errand` was `Tsak`, but there never was that." in told
    assert "Did you mean `was: Task`?" in told


def test_a_table_goes_only_when_the_page_says_so(desk) -> None:
    page = desk.text("blueprint.yaml")
    start, end = page.index("  Person:"), page.index("  Task:")
    desk.page.write_text(page[:start] + page[end:].replace("      person: Person?\n", ""))

    told = desk.refused()
    assert "`Person` is gone" in told
    assert "`allow_data_loss: true`" in told

    desk.change("blueprint.yaml", "name: desk\n", "name: desk\nallow_data_loss: true\n")
    desk.change("blueprint.yaml", "  Task:\n", "  Task:\n    allow_data_loss: true\n")
    assert desk.build()[0] == 0
    assert "people" not in desk.text("migrations/schema.json")


def test_a_migration_edited_by_hand_is_kept_and_told(desk) -> None:
    (desk.folder / FIRST).write_text(desk.text(FIRST) + "# mine\n")
    desk.change(*ADD)

    assert any(f"{FIRST} was changed by hand" in note for note in desk.plan()["notes"])
    code, out, _ = desk.build()
    assert (code, "was changed by hand" in out) == (0, True)
    assert desk.text(FIRST).endswith("# mine\n")


def test_the_next_migration_goes_on_from_one_of_the_users_own(desk) -> None:
    (desk.folder / "migrations/versions/mine.py").write_text(OWN.format("abc", "0001"))
    desk.change(*ADD)

    assert any("mine.py is a migration of yours" in note for note in desk.plan()["notes"])
    assert desk.build()[0] == 0
    assert 'down_revision: str | None = "abc"' in migrations(desk)["0002_add_column_tasks_colour.py"]
    assert migrations(desk)["mine.py"] == OWN.format("abc", "0001")


def test_several_heads_are_refused_until_one_is_last(desk) -> None:
    for name in ("one", "two"):
        (desk.folder / f"migrations/versions/{name}.py").write_text(OWN.format(name, "0001"))

    told = desk.refused()
    assert "one.py and migrations/versions/two.py: which is the last one?" in told
    assert "change `down_revision`" in told

    both = OWN.format("both", "").replace('""', '("one", "two")')
    (desk.folder / "migrations/versions/both.py").write_text(both)
    assert desk.plan()["ops"] == []


def test_a_migration_that_is_gone_or_broken_is_refused(desk) -> None:
    text = desk.text(FIRST)
    (desk.folder / FIRST).write_text("revision = (\n")
    assert "says no revision that can be read" in desk.refused()

    (desk.folder / FIRST).unlink()
    (desk.folder / "migrations/versions/mine.py").write_text(OWN.format("0002", "0001"))
    assert "comes after 0001, which is not there" in desk.refused()

    (desk.folder / "migrations/versions/mine.py").unlink()
    assert "0001_initial.py is gone" in desk.refused()
    (desk.folder / FIRST).write_text(text)
    assert desk.plan()["ops"] == []


def test_a_schema_that_is_missing_or_broken_is_refused_with_the_way_on(desk) -> None:
    schema = desk.folder / "migrations/schema.json"
    schema.write_text("<<<<<<< ours\n")
    assert "version control" in desk.refused()

    schema.unlink()
    assert "version control" in desk.refused()


def test_without_schema_and_migrations_it_begins_anew(desk) -> None:
    shutil.rmtree(desk.folder / "migrations/versions")
    (desk.folder / "migrations/schema.json").unlink()
    desk.change(*ADD)

    assert desk.build()[0] == 0
    assert list(migrations(desk)) == ["0001_initial.py"]
    assert "colour" in migrations(desk)["0001_initial.py"]
    assert desk.plan()["ops"] == []


def test_a_change_after_a_lost_base_is_one_migration_and_is_remembered(desk) -> None:
    desk.change(*ADD)
    desk.build()
    shutil.rmtree(desk.folder / ".archwright")
    desk.change("blueprint.yaml", "colour: str?", "colour: str?\n      size: int?")

    assert [each["summary"] for each in desk.plan()["database"]] == ["tasks.size is new"]
    desk.build()
    assert sorted(migrations(desk))[2:] == ["0003_add_column_tasks_size.py"]
    assert '"size"' in desk.text("migrations/schema.json")
    assert desk.plan()["database"] == []


def test_a_lost_base_loses_nothing(desk) -> None:
    desk.change(*ADD)
    desk.build()
    model = desk.text("app/models/task.py") + "# mine\n"
    (desk.folder / "app/models/task.py").write_text(model)
    shutil.rmtree(desk.folder / ".archwright")
    before = migrations(desk)

    plan = desk.plan()
    assert [(op["op"], op["path"]) for op in plan["ops"]] == [("conflict", "app/models/task.py")]
    assert [side["yours"] for side in plan["ops"][0]["conflicts"]] == ["# mine\n"]
    assert any(".archwright is gone" in note for note in plan["notes"])

    assert desk.build("--conflicts", "yours")[0] in (0, 1)
    assert desk.text("app/models/task.py") == model
    assert migrations(desk) == before
    again = desk.plan()
    assert ([op["op"] for op in again["ops"]], again["notes"]) == (["keep"], [])


def test_a_database_that_is_ahead_is_told_by_the_plan_and_by_the_backend(desk) -> None:
    database = desk.folder / "ahead.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('0007')")
    url = f"sqlite:///{database}"

    code, _, err = desk("plan", desk.page, "-o", desk.folder, "--no-prove", "-q", "--database", url)
    assert (code, "at revision 0007, which these migrations do not have" in err) == (2, True), err

    command = [sys.executable, "-m", "app"]
    done = subprocess.run(
        command, cwd=desk.folder, env={"DATABASE_URL": url}, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "The database cannot be brought up to date" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_changed_by_hand_is_told(desk) -> None:
    url = f"sqlite:///{desk.folder / 'live.db'}"
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    subprocess.run(command, cwd=desk.folder, env={"DATABASE_URL": url}, check=True, capture_output=True, timeout=60)
    arguments = ("plan", desk.page, "-o", desk.folder, "--no-prove", "-q", "--database", url)
    assert "not as its migrations left it" not in desk(*arguments)[1]

    with sqlite3.connect(desk.folder / "live.db") as connection:
        connection.execute("ALTER TABLE tasks ADD COLUMN size INTEGER")
    assert "column size" in desk(*arguments)[1]


def test_a_database_that_is_not_there_is_not_made(desk) -> None:
    missing = desk.folder / "no.db"

    assert desk("plan", desk.page, "-o", desk.folder, "--no-prove", "-q", "--database", f"sqlite:///{missing}")[0] == 2
    assert not missing.exists()
