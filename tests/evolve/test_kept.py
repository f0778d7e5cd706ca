"""What is kept beside the migrations: the schema, and how the migrations were."""

import json

import pytest
from cases import CASES, Case
from pages import schema

from archwright import evolve
from archwright.kit.errors import ArchwrightError


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))
def test_a_kept_schema_is_the_same_schema(case: Case) -> None:
    kept = evolve.load(evolve.dump(schema(case.before)))

    assert evolve.diff(kept, schema(case.before)).changes == ()
    assert evolve.diff(kept, schema(case.after), case.allow) == evolve.diff(
        schema(case.before), schema(case.after), case.allow
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "tables": [{"columns": 3}]}', "null"]
)
def test_a_broken_schema_is_an_error_with_a_place(text: str) -> None:
    with pytest.raises(ArchwrightError, match="cannot be read") as caught:
        evolve.load(text, ".archwright/schema.json")

    assert caught.value.where == ".archwright/schema.json"


def test_a_schema_of_another_form_says_so() -> None:
    with pytest.raises(ArchwrightError, match="form 7"):
        evolve.load(json.dumps({"version": 7, "tables": []}))


def revisions(*pairs: tuple[str, str | None]) -> dict[str, str]:
    return {
        f"{number}.py": f"revision: str = {number!r}\ndown_revision: str | None = {previous!r}\n"
        for number, previous in pairs
    }


def test_migrations_are_a_chain() -> None:
    found = evolve.chain(revisions(("0001", None), ("0003", "0002"), ("0002", "0001")))

    assert (found.numbers, found.head, found.next, found.notices) == (("0001", "0002", "0003"), "0003", "0004", ())


def test_branches_holes_and_doubles_are_told() -> None:
    branch = evolve.chain(revisions(("0001", None), ("0002", "0001"), ("abc", "0001")))
    hole = evolve.chain(revisions(("0001", None), ("0003", "0002")))
    twice = evolve.chain(
        {"a.py": "revision = '1'\ndown_revision = None", "b.py": "revision = '1'\ndown_revision = None"}
    )
    broken = evolve.chain({"a.py": "revision = "})

    rules = [[notice.rule for notice in found.notices] for found in (branch, hole, twice, broken)]
    assert rules == [["branch"], ["no predecessor"], ["twice"], ["unreadable"]]


def test_branches_that_are_brought_together_have_one_end() -> None:
    found = evolve.chain(
        revisions(("0001", None), ("0002", "0001"), ("abc", "0001"))
        | {"both.py": "revision = 'both'\ndown_revision = ('0002', 'abc')\n"}
    )

    assert (found.head, found.next, found.notices) == ("both", "0003", ())


def test_a_circle_is_told() -> None:
    assert [notice.rule for notice in evolve.chain(revisions(("1", "2"), ("2", "1"))).notices] == ["circle"]


def test_a_database_ahead_is_told_with_what_is_known_here() -> None:
    assert evolve.ahead(["0002"], ["0001", "0002"]) == ()
    (notice,) = evolve.ahead(["0007"], ["0001", "0002"])

    assert notice.message == (
        "The database is at revision 0007, which these migrations do not have: the last one here is 0002."
    )


def test_a_migration_edited_by_hand_is_told_but_not_for_its_line_ends() -> None:
    kept = {"a.py": evolve.digest("one\n"), "b.py": evolve.digest("two\n"), "c.py": evolve.digest("three\n")}
    found = evolve.edited(kept, {"a.py": "one\r\n", "b.py": "two!\n"})

    assert [(notice.path, notice.rule) for notice in found] == [("b.py", "edited"), ("c.py", "gone")]


def test_a_file_has_the_number_and_the_message() -> None:
    assert evolve.file_name("0002", "Rename points: to 'estimate'!") == "0002_rename_points_to_estimate.py"
