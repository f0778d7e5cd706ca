"""The text of a revision is as a careful person would write it."""

import sys
from pathlib import Path

from cases import CASES
from pages import schema

from archwright import evolve
from archwright.kit.commands import run


def test_all_revisions_are_formatted_and_hold_the_rules_of_the_backend(tmp_path: Path) -> None:
    (tmp_path / "operations.py").write_text(evolve.operations_text())
    for number, case in enumerate(CASES):
        before, after = schema(case.before), schema(case.after)
        changes = evolve.diff(before, after, case.allow).changes
        text = evolve.revision(changes, before, after, number="0002", previous="0001", message=case.name.capitalize())
        (tmp_path / f"{number:04}.py").write_text(text)
    options = ["--line-length", "120", "--isolated", str(tmp_path)]
    rules = ["--select", "E,F,I,W,UP,B,SIM,S,RUF", "--config", 'lint.isort.known-first-party=["migrations"]']

    ruff = [sys.executable, "-m", "ruff"]
    formatted = run([*ruff, "format", "--check", *options], cwd=tmp_path, seconds=60)
    checked = run([*ruff, "check", *rules, *options], cwd=tmp_path, seconds=60)

    assert formatted.code == 0, formatted.out
    assert checked.code == 0, checked.out


def test_the_same_difference_gives_the_same_text() -> None:
    case = next(case for case in CASES if case.name == "rename an entity")
    before, after = schema(case.before), schema(case.after)

    texts = {
        evolve.revision(evolve.diff(before, after).changes, before, after, number="0002", previous="0001", message="x")
        for _ in range(3)
    }

    assert len(texts) == 1


def test_a_revision_says_what_changes_and_what_does_not_come_back() -> None:
    case = next(case for case in CASES if case.name == "drop a column")
    before, after = schema(case.before), schema(case.after)

    text = evolve.revision(
        evolve.diff(before, after).changes, before, after, number="0002", previous="0001", message="Drop it"
    )

    head = text.split('"""')[1]
    assert head.startswith("Drop it.\n\n- ")
    assert "Going down:\n- tasks.points comes back with a stand-in for every value" in head
