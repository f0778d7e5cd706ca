"""Names of extracted methods."""

import pytest

from archwright.port.split.naming import Names, precise_name, verb_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('db.execute("SELECT cash FROM users WHERE id = ?", user)', "find_users_cash_by_id"),
        ('db.execute("SELECT * FROM users WHERE id = ?", user)', ""),
        ('db.execute("UPDATE users SET hash = :new WHERE id = :id", new=a)', "update_users_hash_by_id"),
        ('db.execute("SELECT a, b, c FROM users")', ""),
        ("Note.query.all()", ""),
    ],
)
def test_a_statement_is_told_apart_by_few_columns(code: str, name: str) -> None:
    assert precise_name(code) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("current_session().add(new_note)\ncurrent_session().commit()", "add_note"),
        ("current_session().delete(row)", "delete_row"),
        ("current_session().add(a)\ncurrent_session().add(b)", ""),
        ("current_session().commit()", ""),
        ("current_session().add(Note(1))", ""),
    ],
)
def test_what_is_done_with_one_object_names_what_does_it(code: str, name: str) -> None:
    assert verb_name(code) == name


def test_a_name_that_is_taken_gives_way_to_the_next_before_it_is_numbered() -> None:
    names = Names()
    given = [names.give("find", code, "", "find_cash", "find_for_buy")[0] for code in "abcd"]

    assert given == ["find", "find_cash", "find_for_buy", "find_2"]
    assert names.give("find", "b", "find_cash") == ("find_cash", False)


def test_code_that_is_only_laid_out_otherwise_has_the_same_name() -> None:
    names = Names()
    names.give("find_user", "user = q(\n    a = 1)\n")

    assert names.give("find_user", "# why\nuser = q(a=1)", "find_user_for_b") == ("find_user", False)
