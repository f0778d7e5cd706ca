"""A view that asks for its method becomes one function a method."""

from textwrap import dedent

import libcst as cst
import pytest

from archwright.model.facts import Route
from archwright.model.place import Place
from archwright.port.code import code_of
from archwright.port.methods import by_method


def split(body: str, methods: str = "GET POST") -> dict[str, str]:
    """Method(s) -> body of the function that answers them."""
    node = cst.parse_module(
        "def view():\n" + "\n".join(f"    {line}" for line in dedent(body).strip().splitlines()) + "\n"
    ).body[0]
    assert isinstance(node, cst.FunctionDef)
    route = Route("/", tuple(methods.split()), "view", "view", Place("app.py", 1))
    found = by_method(node, [route], lambda inner: code_of(inner) == "request.method")
    return {
        f"{' '.join(routes[0].methods)} {function.name.value}": dedent(code_of(function).split(":\n", 1)[1]).strip()
        for function, routes in found
    }


def test_each_method_gets_its_branch_and_what_stands_around() -> None:
    made = split(
        """
        form = Form()
        if request.method == "POST":
            save(form)
            return "saved"
        return "form"
        """
    )

    assert made == {
        "GET view": 'form = Form()\nreturn "form"',
        "POST post_view": 'form = Form()\nsave(form)\nreturn "saved"',
    }


def test_what_stands_behind_a_certain_return_falls_away() -> None:
    made = split('if request.method == "POST":\n    return "a"\nelse:\n    return "b"\nlog()\n')

    assert "log()" not in "".join(made.values())


def test_a_chain_of_elifs_keeps_the_branches_that_remain() -> None:
    made = split(
        """
        if busy:
            return "busy"
        elif request.method == "POST":
            return "saved"
        elif request.method == "PUT":
            return "changed"
        else:
            return "form"
        """,
        "GET POST PUT",
    )

    assert made["GET view"] == 'if busy:\n    return "busy"\nelse:\n    return "form"'
    assert made["POST post_view"] == 'if busy:\n    return "busy"\nelse:\n    return "saved"'
    assert made["PUT put_view"] == 'if busy:\n    return "busy"\nelse:\n    return "changed"'


@pytest.mark.parametrize(
    ("test", "got", "posted"),
    [
        ('request.method == "POST" and valid', 'return "b"', 'if valid:\n    return "a"\nreturn "b"'),
        ('request.method == "POST" or forced', 'if forced:\n    return "a"\nreturn "b"', 'return "a"'),
        ('not request.method == "GET"', 'return "b"', 'return "a"'),
        ('request.method != "GET"', 'return "b"', 'return "a"'),
        ('request.method in ("POST", "PUT")', 'return "b"', 'return "a"'),
    ],
)
def test_a_test_of_the_method_is_decided_and_the_rest_of_it_stays(test: str, got: str, posted: str) -> None:
    made = split(f'if {test}:\n    return "a"\nreturn "b"\n')

    assert next(body for key, body in made.items() if key.split()[-1] == "view") == got
    assert made.get("POST post_view", made.get("POST HEAD post_view")) == posted


def test_what_is_asked_before_the_method_is_still_asked() -> None:
    made = split('if form.validate() and request.method == "POST":\n    return "a"\nreturn "b"\n')

    assert made["POST post_view"].startswith("if form.validate():\n")
    assert made["GET view"].startswith("if form.validate() and ")


def test_head_takes_the_branch_that_its_name_leads_to() -> None:
    made = split('if request.method == "GET":\n    return "page"\nreturn save()\n')

    assert set(made) == {"GET view", "POST HEAD post_view"}


def test_head_goes_with_get_when_nothing_tells_them_apart() -> None:
    assert set(split('if request.method == "POST":\n    return save()\nreturn "page"\n')) == {
        "GET view",
        "POST post_view",
    }


@pytest.mark.parametrize(
    ("body", "methods"),
    [
        ('return "page"', "GET POST"),
        ('if request.method == "POST":\n    return "a"\nreturn "b"', "GET"),
        ('if request.method == "POST":\n    return "a"\nreturn "b"', "GET POST OPTIONS"),
    ],
)
def test_a_view_with_one_method_or_none_asked_for_stays_whole(body: str, methods: str) -> None:
    assert list(split(body, methods)) == [f"{methods} view"]


def test_a_method_asked_for_in_another_way_stays_in_the_code() -> None:
    made = split(
        'if request.method.lower() == "post":\n    return "a"\n'
        'if request.method == "POST":\n    return "b"\nreturn "c"\n'
    )

    assert all('request.method.lower() == "post"' in body for body in made.values())
