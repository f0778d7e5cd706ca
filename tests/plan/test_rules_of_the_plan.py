"""What happens to one file, for every way in which the three sides can stand."""

import json

from archwright.model.plan import Plan
from archwright.model.tree import Tree
from archwright.plan import as_json, as_text, make_plan

Content = str | bytes | None


def plan_of(base: Content, yours: Content, ours: Content, path: str = "a.txt") -> Plan:
    sides = (Tree({path: side} if side is not None else {}) for side in (base, yours, ours))
    return make_plan(*sides)


def kinds(plan: Plan) -> list[str]:
    return [op.kind for op in plan.ops]


def test_what_is_new_is_created() -> None:
    assert kinds(plan_of(None, None, "new\n")) == ["create"]


def test_what_stands_as_it_would_be_generated_needs_nothing() -> None:
    assert kinds(plan_of(None, "same\n", "same\n")) == []
    assert kinds(plan_of("old\n", "same\n", "same\n")) == []


def test_an_untouched_file_that_is_no_longer_generated_goes() -> None:
    assert kinds(plan_of("old\n", "old\n", None)) == ["delete"]


def test_an_edited_file_that_is_no_longer_generated_stays_and_is_told() -> None:
    plan = plan_of("old\n", "mine\n", None)

    assert kinds(plan) == ["conflict"]
    assert list(plan.writes("write")) == []


def test_a_file_of_the_user_where_a_new_one_would_go_is_a_conflict() -> None:
    plan = plan_of(None, "mine\n", "new\n")

    assert kinds(plan) == ["conflict"]
    assert list(plan.writes()) == []


def test_the_same_place_changed_twice_shows_both_sides_and_writes_nothing() -> None:
    plan = plan_of("a\nb\nc\n", "a\nmine\nc\n", "a\nnew\nc\n")

    (op,) = plan.ops
    assert op.kind == "conflict"
    assert [(each.where, each.yours, each.ours) for each in op.conflicts] == [("line 2", "mine\n", "new\n")]
    assert list(plan.writes()) == []


def test_markers_are_written_only_when_asked_for() -> None:
    plan = plan_of("a\nb\nc\n", "a\nmine\nc\n", "a\nnew\nc\n")

    assert list(plan.writes("write")) == [
        ("a.txt", "a\n<<<<<<< yours line 2\nmine\n||||||| before\nb\n=======\nnew\n>>>>>>> new\nc\n")
    ]


def test_an_open_conflict_is_told_again_and_a_settled_one_is_not() -> None:
    plan = plan_of("b\n", "mine\n", "new\n")

    assert plan.next_base("report") == {"a.txt": "b\n"}
    assert plan.next_base("yours") == {"a.txt": "new\n"}


def test_bytes_changed_on_both_sides_are_a_conflict_without_markers() -> None:
    plan = plan_of(b"\x00", b"\x01", b"\x02")

    assert kinds(plan) == ["conflict"]
    assert list(plan.writes("write")) == []


def test_a_merge_that_would_no_longer_parse_is_a_conflict() -> None:
    base = "[a]\nx = 1\n\n[b]\ny = 1\n"
    yours, ours = "[c]\nz = 1\n\n" + base, base + "\n[c]\nz = 2\n"

    assert kinds(plan_of(base, yours, ours, "a.toml")) == ["conflict"]


def test_two_new_functions_of_one_name_are_a_conflict() -> None:
    base = "def a():\n    return 1\n\n\ndef z():\n    return 9\n"
    yours = base + "\n\ndef new():\n    return 'mine'\n"
    ours = "def new():\n    return 'theirs'\n\n\n" + base

    assert kinds(plan_of(base, yours, ours, "a.py")) == ["conflict"]


def test_a_function_that_the_user_removed_stays_away_though_it_is_generated_elsewhere() -> None:
    first, second = "def a():\n    return 1\n", "def b():\n    return 2\n"
    base, ours = f"{first}\n\n{second}", f"{second}\n\n{first}"

    (op,) = plan_of(base, second, ours, "a.py").ops

    assert op.kind == "keep"


def test_an_import_that_the_users_code_needs_comes_back() -> None:
    base = "import json\nimport os\n\n\ndef a():\n    return os.name, json\n\n\ndef b():\n    return 2\n"
    yours = base.replace("    return 2\n", "    return os.getcwd()\n")
    ours = base.replace("import os\n", "").replace("os.name, json", "json")

    (op,) = plan_of(base, yours, ours, "a.py").ops

    assert op.kind == "merge"
    assert "import os\n" in str(op.content)


def test_a_name_that_one_side_renamed_and_the_other_uses_is_a_conflict() -> None:
    base = "def a():\n    one = 1\n    b = 2\n    c = 3\n    return b + c + one\n"
    yours = base.replace("one", "first")
    ours = base.replace("    c = 3\n", "    c = one\n")

    plan = plan_of(base, yours, ours, "a.py")

    assert kinds(plan) == ["conflict"]


def test_the_text_says_what_and_why_and_the_json_holds_both_sides() -> None:
    plan = plan_of("b\n", "mine\n", "new\n")

    assert "conflict" in as_text(plan)
    assert "    mine\n" in as_text(plan)
    assert json.loads(as_json(plan))["ops"][0]["conflicts"][0]["yours"] == "mine\n"


def test_a_dependency_that_the_user_removed_stays_away_though_its_version_is_new() -> None:
    base = 'dependencies = [\n    "a>=1",\n    "b>=1",\n]\n'
    yours = base.replace('    "b>=1",\n', "")
    ours = base.replace("b>=1", "b>=2").replace('    "b', '    "aa>=1",\n    "b')

    (op,) = plan_of(base, yours, ours, "pyproject.toml").ops

    assert op.content == 'dependencies = [\n    "a>=1",\n    "aa>=1",\n]\n'


def test_a_dependency_that_both_sides_changed_is_a_conflict() -> None:
    base = 'dependencies = [\n    "a>=1",\n]\n'

    assert kinds(plan_of(base, base.replace(">=1", ">=2"), base.replace(">=1", ">=3"), "pyproject.toml")) == [
        "conflict"
    ]


def test_comments_between_and_below_symbols_stay_when_symbols_are_merged() -> None:
    base = "def a():\n    return 1\n\n\ndef b():\n    return 2\n"
    yours = "def b():\n    return 2\n\n\n# mine, above\ndef a():\n    return 1\n\n\n# mine, below\n"

    (op,) = plan_of(base, yours, base.replace("return 1", "return 10"), "a.py").ops

    assert op.content == yours.replace("return 1", "return 10")


def test_arguments_of_a_call_are_no_set() -> None:
    base = "def a(\n    one,\n    two,\n):\n    return one\n"
    yours = base.replace("    two,\n", "    two,\n    mine,\n")
    ours = base.replace("    two,\n", "    two,\n    new,\n")

    assert kinds(plan_of(base, yours, ours, "a.py")) == ["conflict"]
