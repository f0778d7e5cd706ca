"""Operations: what cannot be sent, and errors that say two things."""

import pytest
from told import told

HEAD = "archwright: 1\nname: demo\nentities: {Task: {fields: {title: str}}}\noperations:\n"
WRONG = [
    ("  a: {route: POST /a, form: true}\n", "A form has fields."),
    ("  a: {route: POST /a, input: html}\n", "Nobody sends a page."),
    ("  a: {route: GET /a, query: {x: file}}\n", "has no place here"),
    ("  a: {route: GET /a, cookies: {x: json}}\n", "has no place here"),
    ("  a: {route: POST /a, errors: {gone: 410}}\n  b: {route: POST /b, errors: {gone: 404}}\n", "is `410` already"),
    ("  a: {route: POST /a, errors: {not_found: 410}}\n", "is `404` already"),
    ('  a: {route: POST /a, input: {x: "str?, omittable"}}\n', "left out in one way only"),
    ("  list: {route: GET /a}\n", "would hide what the written routes use"),
    ('  a: {route: "GET /a/{data:str}"}\n', "is taken where its value is handed on"),
    ('  a: {route: "GET /a/{from:str}"}\n', "is taken where its value is handed on"),
    ("  a: {route: POST /a, input: {x: str as}}\n", "name on the wire is missing"),
]


@pytest.mark.parametrize(("lines", "says"), WRONG)
def test_a_contradiction_is_told(lines: str, says: str) -> None:
    assert says in str(told(HEAD + lines))


@pytest.mark.parametrize("line", ["str, omittable", "str as other"])
def test_what_is_stored_has_one_name_and_is_there(line: str) -> None:
    page = HEAD.replace("title: str", f'title: "{line}"') + "  a: {route: GET /a}\n"

    assert "for what is only sent" in str(told(page))
