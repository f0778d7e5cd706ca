"""The lint finds what locks, rewrites or loses, in migrations by hand as well."""

from pathlib import Path

import pytest
from cases import CASES
from pages import schema

from archwright import evolve
from archwright.evolve.lint import RULES, Rule


def migration(statement: str) -> str:
    body = "\n".join(f"    {line}" for line in statement.splitlines())
    return f"def upgrade() -> None:\n{body}\n\n\ndef downgrade() -> None:\n    op.drop_table('tasks')\n"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_finds_its_bad_example_and_leaves_the_good_one(rule: Rule) -> None:
    assert rule.id in [notice.rule for notice in evolve.lint(migration(rule.bad), "0002.py")]
    assert rule.id not in [notice.rule for notice in evolve.lint(migration(rule.good), "0002.py")]


def test_a_table_that_the_same_migration_makes_may_be_locked() -> None:
    text = migration('op.create_table("tasks")\nop.create_index("ix_tasks_due", "tasks", ["due"])')

    assert evolve.lint(text) == ()


def test_a_notice_has_a_place_and_can_be_taken_back() -> None:
    text = migration('op.create_index("ix_tasks_due", "tasks", ["due"])')

    assert [(notice.path, notice.line) for notice in evolve.lint(text, "m.py")] == [("m.py", 2)]
    assert evolve.lint(text.replace('["due"])', '["due"])  # noqa: index-locks')) == ()


def test_what_is_not_python_is_a_notice() -> None:
    assert [notice.rule for notice in evolve.lint("def upgrade(:")] == ["unreadable"]


def test_what_is_written_here_takes_the_safe_forms() -> None:
    allowed = {"data-goes", "rename-breaks", "update-locks"}
    for case in CASES:
        before, after = schema(case.before), schema(case.after)
        changes = evolve.diff(before, after, case.allow).changes
        text = evolve.revision(changes, before, after, number="0002", previous="0001", message=case.name)
        found = {notice.rule for notice in evolve.lint(text)}
        assert found <= allowed, (case.name, found)


def test_changes_are_linted_before_they_are_written() -> None:
    case = next(case for case in CASES if case.name == "narrow a text")
    found = evolve.lint_changes(evolve.diff(schema(case.before), schema(case.after)).changes)

    assert [notice.message for notice in found] == [
        "tasks.place: str(100) becomes str(3). What does not fit is cut or rounded."
    ]


def test_the_page_about_evolution_names_every_rule() -> None:
    page = (Path(__file__).parents[2] / "docs" / "evolution.md").read_text("utf-8")

    assert [rule.id for rule in RULES if f"`{rule.id}`" not in page] == []
