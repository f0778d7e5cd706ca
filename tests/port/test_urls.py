"""Flask's rules in FastAPI's words."""

from dataclasses import replace

import pytest

from archwright.model.facts import Route
from archwright.model.place import Place
from archwright.port.rewrite import Unmovable
from archwright.port.urls import path_of, specificity


def route(rule: str) -> Route:
    return Route(rule, ("GET",), "view", "view", Place("app.py", 1))


@pytest.mark.parametrize(
    ("rule", "text", "types"),
    [
        ("/", "/", ()),
        ("/notes/<title>", "/notes/{title}", (("title", "str"),)),
        ("/notes/<string:title>/", "/notes/{title}/", (("title", "str"),)),
        ("/<int:year>-<int:month>", "/{year:int}-{month:int}", (("year", "int"), ("month", "int"))),
        ("/files/<path:name>", "/files/{name:path}", (("name", "str"),)),
        ("/<uuid:key>", "/{key:uuid}", (("key", "UUID"),)),
        ("/<float:price>", "/{price:float}", (("price", "float"),)),
    ],
)
def test_a_rule_becomes_a_path_with_typed_parameters(rule: str, text: str, types: tuple[tuple[str, str], ...]) -> None:
    path = path_of(route(rule))

    assert (path.text, path.types) == (text, types)


def test_a_converter_of_the_apps_own_keeps_the_view_in_the_original() -> None:
    with pytest.raises(Unmovable, match="the URL converter slug"):
        path_of(route("/<slug:title>"))


@pytest.mark.parametrize("rule", ["/<any(a,b):kind>", "/<int(min=1):page>", "/<string(length=2):code>"])
def test_a_converter_with_arguments_hands_its_whole_rule_on(rule: str) -> None:
    assert ("rule", repr(rule)) in path_of(route(rule)).options


def test_what_a_path_cannot_say_becomes_an_option() -> None:
    given = replace(route("/notes"), strict_slashes=False, defaults=(("page", "1"),))

    assert path_of(given).options == (("defaults", "{'page': 1}"), ("strict_slashes", "False"))
    assert path_of(route("/notes")).options == ()


def test_fixed_parts_come_before_parameters_and_paths_last() -> None:
    rules = ["/<path:rest>", "/<name>", "/notes/<name>", "/notes/new", "/notes"]

    assert sorted(rules, key=specificity) == ["/notes/new", "/notes", "/notes/<name>", "/<name>", "/<path:rest>"]
