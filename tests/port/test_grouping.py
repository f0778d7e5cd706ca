"""Which module a route goes to."""

import pytest

from archwright.model.facts import Route
from archwright.model.place import Place
from archwright.port.grouping import module_name, resources


def route(rule: str, endpoint: str, blueprint: str = "") -> Route:
    return Route(rule, ("GET",), endpoint, endpoint, Place("app.py", 1), blueprint=blueprint)


def test_routes_that_share_the_first_part_of_their_url_are_one_resource() -> None:
    found = resources([route("/notes", "all"), route("/notes/<int:id>", "one"), route("/about", "about")])

    assert found == {"all": "notes", "one": "notes", "about": "pages"}


def test_prefixes_that_say_nothing_are_passed_over() -> None:
    found = resources([route("/api/v1/notes", "all"), route("/notes/<id>", "page")])

    assert set(found.values()) == {"notes"}


def test_a_blueprint_is_a_resource_of_its_own() -> None:
    found = resources([route("/notes", "shop.all", "shop"), route("/about", "about")])

    assert found == {"shop.all": "shop", "about": "pages"}


def test_two_rules_of_one_endpoint_count_once() -> None:
    assert resources([route("/notes", "all"), route("/notes/", "all")]) == {"all": "pages"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("todo-items", "todo_items"), ("todoItems", "todo_items"), ("2fa", "r_2fa"), ("json", "json_routes"), ("-", "r_")],
)
def test_any_text_gives_a_module_name_that_shadows_nothing(text: str, name: str) -> None:
    assert module_name(text) == name
