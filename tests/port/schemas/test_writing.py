"""Models get names and places that a reader expects."""

import pytest

from archwright.port.schemas.naming import Standing
from archwright.port.schemas.shape import ANY, Key, Keyed, Listed, Scalar, scalar
from archwright.port.schemas.writing import Models, Unnamed

USER = Keyed((Key("name", scalar("str")),), "app.models.user.User")
TASK = Keyed((Key("title", scalar("str")),), "app.models.task.Task")


def name(shape: Keyed, view: str = "get_report", **taken: bool) -> str:
    return Models(taken, str).annotation(shape, Standing(view, "pages")).text


def keyed(**keys: Scalar) -> Keyed:
    return Keyed(tuple(Key(name, shape) for name, shape in keys.items()))


def test_a_short_answer_is_named_after_its_key() -> None:
    assert name(keyed(msg=scalar("str"))) == "Message"
    assert name(keyed(message=scalar("str"), status=scalar("str"))) == "StatusMessage"
    assert name(keyed(token=ANY)) == "Token"


def test_a_name_that_is_taken_gives_way_to_another_word_never_to_a_number() -> None:
    assert name(keyed(msg=scalar("str")), Message=True) == "MessageAnswer"
    assert name(USER, UserRead=True) == "UserSummary"


def test_an_entity_of_many_is_named_after_one() -> None:
    assert name(Keyed(USER.keys, "people")) == "PersonRead"
    assert name(Keyed(USER.keys, "categories")) == "CategoryRead"


def test_anything_else_is_named_after_its_view() -> None:
    assert name(keyed(total=ANY, open=ANY)) == "ReportResponse"


def test_the_same_object_in_another_order_is_the_same_model() -> None:
    models = Models((), str)
    one = models.annotation(keyed(a=ANY, b=ANY), Standing("first", "pages"))
    other = models.annotation(keyed(b=ANY, a=ANY), Standing("second", "pages"))

    assert one == other


def test_an_object_of_which_less_is_known_elsewhere_has_that_model() -> None:
    models = Models((), str)
    models.annotation(keyed(id=scalar("int"), read=ANY), Standing("first", "pages"))
    other = keyed(id=scalar("int"), read=scalar("int"))

    assert models.annotation(other, Standing("second", "pages")).text == "FirstResponse"
    assert models.name_of(other) == "FirstResponse"


def test_modules_of_schemas_never_import_each_other_in_a_circle() -> None:
    models = Models((), str)
    models.annotation(USER, Standing("users", "users"))
    models.annotation(TASK, Standing("tasks", "tasks"))
    models.annotation(Keyed((Key("task", TASK), Key("n", ANY))), Standing("user_tasks", "users"))

    with pytest.raises(Unnamed):
        models.annotation(Keyed((Key("users", Listed(USER)),)), Standing("task_users", "tasks"))
