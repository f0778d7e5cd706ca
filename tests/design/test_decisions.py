"""Decisions: only those that the facts ask for, each with a real choice and a place."""

from dataclasses import replace

import pytest

from archwright.design import design
from archwright.design.panel import decisions
from archwright.design.survey import survey
from archwright.model.design import Decision
from archwright.model.facts import Extension, Facts, OutsideCall, Read, Setting
from archwright.model.place import Place
from archwright.model.ported import Improvement, Moved

LOGIN = Moved("login", "login", "mounted", 12, Place("app.py", 30), reason="two forms in one", unblocks="a form recipe")


def slugs(facts: Facts, *moved: Moved) -> list[str]:
    return [decision.slug for decision in decisions(survey(facts, moved))]


def named(facts: Facts, slug: str, *moved: Moved) -> Decision:
    return next(decision for decision in decisions(survey(facts, moved)) if decision.slug == slug)


def test_an_app_gets_the_decisions_its_facts_ask_for_and_no_other(todo: Facts) -> None:
    assert slugs(todo) == [
        "keep-the-wire",
        "changes-by-get",
        "login-cookie",
        "password-hash",
        "database",
        "raw-sql",
        "migrations",
        "sync-kept",
        "secrets",
    ]


def test_a_json_api_in_memory_gets_others(notes: Facts) -> None:
    assert slugs(notes) == [
        "keep-the-wire",
        "database",
        "in-memory-store",
        "migrations",
        "outside-calls",
        "sync-kept",
    ]


def test_no_facts_no_decisions() -> None:
    assert slugs(Facts("/srv/empty", "app.py", "flask")) == []


def test_a_mounted_view_is_a_decision_with_its_reason_and_what_frees_it(todo: Facts) -> None:
    decision = named(todo, "mounted-fallback", LOGIN)

    assert decision.title == "`login` stays in Flask behind the new app"
    assert [(each.what, str(each.place)) for each in decision.evidence] == [("login: two forms in one", "app.py:30")]
    assert "`login` moves when: a form recipe" in decision.consequences


def test_sql_built_from_text_is_counted_and_shown(todo: Facts) -> None:
    decision = named(todo, "raw-sql")

    assert "1 of them put together from text" in decision.context
    assert [str(each.place) for each in decision.evidence] == ["app.py:52"]


@pytest.mark.parametrize("app", ["todo", "notes"])
def test_every_decision_chooses_one_of_its_options_and_has_a_place(app: str, request: pytest.FixtureRequest) -> None:
    facts: Facts = request.getfixturevalue(app)

    for decision in design(facts, [LOGIN]).decisions:
        assert decision.chosen in [option.name for option in decision.options]
        assert len(decision.options) >= 2
        assert decision.evidence, decision.slug
        assert decision.consequences


def test_numbers_follow_the_order_and_name_the_file(todo: Facts) -> None:
    made = design(todo).decisions

    assert [decision.number for decision in made] == list(range(1, len(made) + 1))
    assert made[0].path == "docs/decisions/0001-keep-the-wire.md"
    assert made[0].specialist == "api"


def test_an_address_with_a_password_is_shown_without_it(todo: Facts) -> None:
    address = Setting(
        "SQLALCHEMY_DATABASE_URI", Place("app.py", 9), "'mysql+pymysql://root:hunter2@db/shop'", secret=True
    )
    made = design(replace(todo, settings=(address,)))

    assert "`mysql+pymysql://root:***@db/shop`" in named(replace(todo, settings=(address,)), "database").context
    assert "hunter2" not in repr(made)


def test_a_table_without_any_hash_in_sight_is_a_decision_about_passwords(todo: Facts) -> None:
    plain = tuple(replace(view, calls=()) for view in todo.views)

    assert "no hash was seen" in named(replace(todo, views=plain), "password-hash").context


def test_passwords_hashed_by_porting_are_said_so_and_no_longer_offered(todo: Facts) -> None:
    plain = replace(todo, views=tuple(replace(view, calls=()) for view in todo.views))
    done = Improvement("hashed-passwords", Place("schema.sql", 5), "stored as typed", "argon2")

    before, after = design(plain), design(plain, improvements=[done])

    assert "Passwords stay as they are stored, for now" in [decision.title for decision in before.decisions]
    assert "Passwords are hashed with argon2" in [decision.title for decision in after.decisions]
    assert "hash-passwords" in [step.id for step in before.ladder[1].steps]
    assert "hash-passwords" not in [step.id for step in after.ladder[1].steps]


def test_calls_of_the_database_driver_are_not_calls_to_the_outside(notes: Facts) -> None:
    driver = OutsideCall("pymongo", "notes.find_one", Place("main.py", 12))

    assert "outside-calls" not in slugs(replace(notes, outside_calls=(driver,)))


def test_an_address_only_the_environment_knows_is_not_called_sqlite(todo: Facts) -> None:
    address = Setting("DATABASE_URL", Place("app.py", 9), from_environment=True)

    decision = named(replace(todo, settings=(address,)), "database")

    assert decision.title == "SQLite when nothing else is named; `DATABASE_URL` moves it"
    assert [str(each.place) for each in decision.evidence] == ["app.py:9"]


def test_sessions_kept_on_the_server_are_said_so(todo: Facts) -> None:
    kept = replace(todo, extensions=(Extension("flask_session", "", Place("app.py", 12)),))

    assert named(kept, "login-cookie").title == "Sessions stay on the server"


def test_uploads_of_an_app_with_a_bucket_do_not_go_to_disk(notes: Facts) -> None:
    taken = replace(notes.views[0], reads=(Read("file", "photo", Place("main.py", 12)),))
    bucket = OutsideCall("boto3", "s3.upload_fileobj", Place("main.py", 13))
    on_disk = replace(notes, views=(taken,))

    assert named(on_disk, "file-storage").title == "Files stay in a folder on disk"
    assert named(replace(on_disk, outside_calls=(bucket,)), "file-storage").title == "Uploads stay in the object store"
