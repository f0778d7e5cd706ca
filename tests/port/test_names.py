"""Which names code binds, takes from around itself, and keeps."""

import pytest

from archwright.port.names import bound_names, free_names, global_writes, local_names


@pytest.mark.parametrize(
    ("code", "free"),
    [
        ("total = price * 2\n", {"price"}),
        ("def f(a):\n    return a + b\n", {"b"}),
        ("def f():\n    x = 1\n    def g():\n        return x + y\n    return g\n", {"y"}),
        ("squares = [n * factor for n in numbers]\n", {"factor", "numbers"}),
        ("def f(rows):\n    return {r.id: r for r in rows if r.kind == wanted}\n", {"wanted"}),
        ("def f():\n    if (n := count()) > limit:\n        return n\n", {"count", "limit"}),
        (
            "class A(Base):\n    size = SIZE\n    def area(self):\n        return self.size * UNIT\n",
            {"Base", "SIZE", "UNIT"},
        ),
        ("@guard(level)\ndef f(a=DEFAULT) -> Kind:\n    pass\n", {"guard", "level", "DEFAULT", "Kind"}),
        ("def f():\n    global hits\n    hits += 1\n", {"hits"}),
        ("key = lambda row: row[field]\n", {"field"}),
    ],
)
def test_a_free_name_is_read_and_not_bound_by_the_code(code: str, free: set[str]) -> None:
    assert free_names(code) == free


def test_builtins_are_not_free() -> None:
    assert free_names("print(len(rows), __file__, __name__)\n") == {"rows"}


def test_what_the_module_binds_itself_is_not_free_in_its_functions() -> None:
    assert free_names("LIMIT = 3\ndef f():\n    return LIMIT\n") == frozenset()


def test_definitions_assignments_imports_and_loop_targets_are_bound() -> None:
    code = (
        "import os.path\nfrom a import b as c\nfor i in x: pass\nwith open(p) as f: pass\ny: int = 1\nclass K: pass\n"
    )

    assert bound_names(code) == {"os", "c", "i", "f", "y", "K"}


def test_names_inside_a_function_are_not_bound_by_the_module() -> None:
    assert bound_names("def f():\n    inner = 1\n") == {"f"}


def test_parameters_and_targets_are_local() -> None:
    code = "def f(a, *rest, b=1, **more):\n    for i in a:\n        with open(i) as handle:\n            pass\n"

    assert local_names(code) == {"a", "rest", "b", "more", "i", "handle"}


def test_targets_of_comprehensions_and_of_the_walrus_are_local() -> None:
    assert local_names("def f(rows):\n    return [(x, y) for x in rows if (y := x.y)]\n") >= {"rows", "x", "y"}


def test_a_caught_error_is_local() -> None:
    assert local_names("def f():\n    try:\n        pass\n    except ValueError as error:\n        pass\n") == {"error"}


def test_what_a_function_says_is_global_is_not_local_but_written() -> None:
    code = "def f():\n    global hits\n    hits = 1\n    own = 2\n"

    assert local_names(code) == {"own"}
    assert global_writes(code) == {"hits"}


def test_reading_a_global_is_no_write() -> None:
    assert global_writes("def f():\n    return hits\n") == frozenset()
