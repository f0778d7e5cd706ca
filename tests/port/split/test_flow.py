"""What a run of statements reads, binds and does."""

from textwrap import dedent

import pytest

from archwright.port.split.ends import always_returns
from archwright.port.split.flow import flow_of


@pytest.mark.parametrize(
    ("code", "first", "sure"),
    [
        ("a = b\nc = a", {"b"}, {"a", "c"}),
        ("a += 1", {"a"}, {"a"}),
        ("if t:\n    a = 1\nelse:\n    a = 2", {"t"}, {"a"}),
        ("if t:\n    a = 1", {"t"}, set()),
        ("for i in rows:\n    last = i", {"rows"}, set()),
        ("while t:\n    a = 1", {"t"}, set()),
        ("with opened() as f:\n    a = f", {"opened"}, {"f", "a"}),
        ("try:\n    a = read()\nexcept ValueError as e:\n    a = e", {"read", "ValueError"}, {"a"}),
        ("try:\n    a = read()\nexcept ValueError:\n    pass", {"read", "ValueError"}, set()),
        ("try:\n    a = read()\nfinally:\n    end()", {"read", "end"}, {"a"}),
        ("try:\n    read()\nexcept E:\n    raise\nelse:\n    a = 1\nfinally:\n    b = 1", {"read", "E"}, {"b"}),
        ("import os.path as p\ndef f(x):\n    return x\n", set(), {"p", "f"}),
        ("xs = [x for x in rows]", {"rows"}, {"xs"}),
        ("if (n := count()):\n    m = n", {"count"}, {"n"}),
    ],
)
def test_names_are_read_first_or_surely_bound(code: str, first: set[str], sure: set[str]) -> None:
    flow = flow_of(code)

    assert flow.first == first
    assert flow.sure == sure


@pytest.mark.parametrize(
    ("code", "escapes"),
    [
        ("if t:\n    return 1", True),
        ("for i in rows:\n    break", False),
        ("if t:\n    break", True),
        ("for i in rows:\n    return i", True),
        ("yield 1", True),
        ("def f():\n    return 1", False),
        ("try:\n    continue\nexcept E:\n    pass", True),
        ("global hits\nhits = 1", True),
        ("x = await read()", True),
    ],
)
def test_control_leaves_the_run_or_stays(code: str, escapes: bool) -> None:
    assert flow_of(code).escapes is escapes


def test_targets_of_comprehensions_never_leave_their_expression() -> None:
    flow = flow_of("total = sum(row.price for row in rows)")

    assert flow.loads == {"sum", "rows"}
    assert flow.stores == {"total"}


@pytest.mark.parametrize(
    ("body", "always"),
    [
        ("return 1", True),
        ("if t:\n    return 1", False),
        ("if t:\n    return 1\nelse:\n    raise E", True),
        ("try:\n    return 1\nexcept E:\n    pass", False),
        ("try:\n    return 1\nexcept E:\n    return 2", True),
        ("with lock:\n    return 1", True),
        ("while True:\n    step()", True),
    ],
)
def test_a_function_always_returns_or_may_fall_off_its_end(body: str, always: bool) -> None:
    code = "def f():\n" + "\n".join(f"    {line}" for line in dedent(body).splitlines())

    assert always_returns(code) is always
