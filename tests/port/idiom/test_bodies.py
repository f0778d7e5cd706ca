"""What routes document of the JSON they are sent."""

import pytest

from archwright.port.idiom.bodies import Taken, keys_of_body, with_documented_body
from archwright.port.idiom.state import Idiomatic
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import

IMPORTS = frozenset({Import("app.core.compat.request", "request")})
ROUTE = """@router.post("/notes", name="add")
def add(payload: JsonBody, service: S) -> Any:
    return service.add(payload)
"""


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ('data = request.get_json()\nuse(data["title"])', [Taken("title")]),
        ('data = request.json or {}\nuse(data.get("done", False))', [Taken("done", "bool", required=False)]),
        ('use(int(request.json["age"]))', [Taken("age", "int")]),
        ('data = request.get_json(force=True)\nuse(data.get("a"))', [Taken("a", required=False)]),
        ('data = request.form\nuse(data["title"])', []),
        ('data = request.get_json()\ndata["title"] = 1', []),
    ],
)
def test_keys_that_a_view_takes_out_of_its_body(body: str, keys: list[Taken]) -> None:
    code = "def view():\n" + "".join(f"    {line}\n" for line in body.splitlines())

    assert list(keys_of_body(code, "request")) == keys


def documented(body: str, **columns: str) -> Idiomatic:
    made = Idiomatic(ROUTE, frozenset({Import("app.api.bodies", "JsonBody")}))
    whole = MovedCode("def add():\n" + "".join(f"    {line}\n" for line in body.splitlines()), IMPORTS)
    return with_documented_body(made, whole, "notes", columns)


def test_a_route_names_a_model_of_its_body_and_reads_it_as_before() -> None:
    made = documented('data = request.json\nuse(data["title"], data["title"], data.get("class"))', title="str")
    model = next(each.code.text for each in made.beside if each.module == "app.schemas.notes")

    assert 'name="add", openapi_extra=json_body(AddBody))' in made.text
    assert "payload: JsonBody" in made.text
    assert "    title: str\n" in model
    assert "    class_: Any = Field(default=None, alias='class')" in model


def test_a_key_that_is_required_once_is_required() -> None:
    model = documented('data = request.json\nuse(data.get("a", 1))\nuse(data["a"])').beside[0].code.text

    assert "    a: int\n" in model


def test_nothing_is_said_of_a_body_that_is_only_handed_on() -> None:
    assert documented("return store(request.json)").text == ROUTE
