"""Every way in which a page as a whole can be wrong is told with its place and its fix."""

import time

import pytest
from told import told

HEAD = "archwright: 1\nname: demo\n"


@pytest.mark.parametrize(
    ("page", "place", "message", "fix"),
    [
        ("archwright: 1\nname: demo\nentities:\n\tTask: {}\n", (4, 1), "A tab indents", "spaces"),
        ("archwright: 1\nname: [demo\n", (3, 1), "not YAML", "Close what was opened"),
        ("archwright: 1\nname: 'demo\n", (3, 1), "not YAML", "Close the quote"),
        ("archwright: 1\nname: a: b\n", (2, 8), "not YAML", "quotes"),
        (HEAD + "metrics: true\nmetrics: false\n", (4, 1), "`metrics` is there twice; first on line 3", "Remove one"),
        (HEAD + "cors: &x [https://a.example]\n", (3, 7), "`&x` names a part", "no anchors"),
        (HEAD + "cors: *x\n", (3, 7), "`*x` repeats", "Write it out"),
        (HEAD + "cors: !!python/object:os.system []\n", (3, 7), "is a tag", "Remove it"),
        (HEAD + "---\nname: other\n", (3, 1), "A second document", "one page"),
        (HEAD + "? [a, b]\n: c\n", (3, 3), "A key is a word", "quotes"),
        (HEAD + "cors: [a\x00]\n", (3, 9), "special characters", "Remove it"),
        (HEAD + "auth: false\n", (3, 7), "`auth` cannot be `false`", "Expected `true`"),
        (HEAD + "cors: [1, 2]\n", (3, 8), "An item of `cors` cannot be `1`", "a text"),
        ("- a\n", (1, 1), "A blueprint is a mapping", "Begin with"),
        ("", (1, 1), "The page does not say `archwright`", "Add `archwright: 1`"),
        ("archwright: 1\n", (1, 1), "The page does not say `name`", "Add `name: taskhub`"),
        ("archwright: 2\nname: demo\n", (1, 13), "`archwright` cannot be `2`", "Expected `1`"),
        ("archwright: 1\nname: Demo Shop\n", (2, 7), "`name` cannot be `Demo Shop`", "`taskhub`"),
        (HEAD + "metrics: yes\n", (3, 10), "`metrics` cannot be `yes`", "`true` or `false`"),
        (HEAD + "limits: {rate: fast}\n", (3, 16), "`rate` cannot be `fast`", "`100/s`"),
        (HEAD + "auth: {access: 15}\n", (3, 16), "`access` cannot be `15`", "a text"),
        (HEAD + "policies:\n  delete: 202\n", (4, 11), "`delete` cannot be `202`", "`200` or `204`"),
        (HEAD + "sessions: true\n", (3, 1), "`sessions` is not known here", "It belongs below `auth`"),
        (HEAD + "entities: [Task]\n", (3, 11), "`entities` cannot be", "a mapping"),
        (HEAD + "entities:\n  Task:\n", (4, 8), "`Task` cannot be nothing", "a mapping"),
        (HEAD + "operations:\n  go: {access: public}\n", (4, 3), "`go` does not say `route`", "Add `route: POST"),
    ],
)
def test_a_page_that_cannot_be_read_says_where_and_what_instead(
    page: str, place: tuple[int, int], message: str, fix: str
) -> None:
    problem = told(page)
    assert (problem.line, problem.column) == place
    assert message in problem.message
    assert fix in problem.expected


@pytest.mark.parametrize(
    ("page", "place", "meant"),
    [
        (HEAD + "stak: {}\n", (3, 1), "stack"),
        (HEAD + "policies: {errors: envelop}\n", (3, 20), "envelope"),
        (HEAD + "entities:\n  Task:\n    feilds: {a: int}\n    fields: {b: int}\n", (5, 5), "fields"),
        (HEAD + "entities:\n  Task:\n    fields: {b: int}\n    actions: [list, red]\n", (6, 21), "read"),
    ],
)
def test_a_word_that_is_nearly_right_is_recognised(page: str, place: tuple[int, int], meant: str) -> None:
    problem = told(page)
    assert (problem.line, problem.column, problem.did_you_mean) == (*place, meant)


def test_a_billion_laughs_are_refused_and_never_expanded() -> None:
    rows = ["archwright: 1", "name: demo", 'a0: &a0 ["lol"]']
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    begun = time.process_time()
    problem = told("\n".join(rows))
    assert problem.line == 3
    assert "names a part" in problem.message
    assert time.process_time() - begun < 2


def test_what_is_nested_without_end_is_refused() -> None:
    assert "nested too deeply" in told(HEAD + "cors: " + "[" * 400 + "]" * 400).message


def test_ten_thousand_lines_load_within_five_seconds() -> None:
    from archwright.language import load

    rows = ["archwright: 1", "name: demo", "entities:"]
    for number in range(900):
        rows += [f"  Part{number}x:", "    fields:", *(f"      field_{each}: str(1..120), index" for each in range(9))]
    begun = time.process_time()
    blueprint = load("\n".join(rows))
    assert len(blueprint.entities) == 900
    assert time.process_time() - begun < 5


def test_all_problems_come_at_once_in_the_order_of_the_page() -> None:
    from archwright.language import BlueprintErrors, load

    page = HEAD + "stak: {}\ncors: [nowhere]\nentities:\n  Task:\n    fields:\n      a: strr\n      b: Nothing\n"
    with pytest.raises(BlueprintErrors) as raised:
        load(page, "shop.yaml")
    assert [problem.line for problem in raised.value.problems] == [3, 4, 8, 9]
    assert "shop.yaml has 4 problems:" in raised.value.message
    assert "shop.yaml:8:10  `strr` is not a type." in raised.value.message
    assert "did you mean `str`?" in raised.value.message
    assert raised.value.exit_code == 2
    assert raised.value.where == "shop.yaml:3:1"


def test_many_problems_fit_on_one_screen() -> None:
    from archwright.language import BlueprintErrors, load

    fields = "".join(f"      f{number}: strr\n" for number in range(200))
    with pytest.raises(BlueprintErrors) as raised:
        load(HEAD + "entities:\n  Task:\n    fields:\n" + fields)
    assert len(raised.value.problems) == 200
    assert len(raised.value.message.splitlines()) < 50
    assert "and 188 more" in raised.value.message
