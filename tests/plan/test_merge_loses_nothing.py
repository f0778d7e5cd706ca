"""Whatever both sides do: a line that the user added is in the result, or a conflict is reported."""

import ast
import subprocess
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archwright.plan.merge import merge_text

LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "", "x = 1", "return a"]), max_size=14)


def text(lines: list[str]) -> str:
    return "".join(line + "\n" for line in lines)


@st.composite
def edits(draw: st.DrawFn, lines: list[str], mark: str) -> list[str]:
    """The lines with some taken out, some moved, and some new ones that carry `mark` and a number."""
    result = list(lines)
    for number in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(result)))
        what = draw(st.sampled_from(["add", "drop", "move"]))
        if what == "add":
            result.insert(at, f"{mark}{number}")
        elif at < len(result):
            line = result.pop(at)
            if what == "move":
                result.insert(draw(st.integers(0, len(result))), line)
    return result


@st.composite
def three_sides(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    base = draw(LINES)
    return base, draw(edits(base, "mine")), draw(edits(base, "new"))


@settings(max_examples=600, deadline=None)
@given(three_sides())
def test_added_lines_of_both_sides_are_there_or_a_conflict_is_reported(sides: tuple[list[str], ...]) -> None:
    base, yours, ours = sides

    merged = merge_text("notes.txt", text(base), text(yours), text(ours))

    lines = (merged.marked if merged.conflicts else merged.text).splitlines()
    assert {line for line in yours if line.startswith("mine")} <= set(lines)
    assert {line for line in ours if line.startswith("new")} <= set(lines)


@settings(max_examples=300, deadline=None)
@given(three_sides())
def test_a_line_that_the_user_removed_stays_away_when_the_new_text_did_not_move_it(
    sides: tuple[list[str], ...],
) -> None:
    base, yours, ours = sides
    assume([line for line in ours if not line.startswith("new")] == base)

    merged = merge_text("notes.txt", text(base), text(yours), text(ours))

    for line in set(base) if not merged.conflicts else ():
        assert merged.text.splitlines().count(line) == yours.count(line)


@settings(max_examples=60, deadline=None)
@given(three_sides())
def test_where_git_merges_cleanly_and_we_do_too_the_result_is_the_same_set_of_lines(
    sides: tuple[list[str], ...],
) -> None:
    base, yours, ours = sides
    merged = merge_text("notes.txt", text(base), text(yours), text(ours))

    code, result = by_git(*sides)

    if code == 0 and not merged.conflicts and len(set(base)) == len(base):
        assert sorted(merged.text.splitlines()) == sorted(result.splitlines())


def by_git(*sides: list[str]) -> tuple[int, str]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("base", "yours", "ours")]
        for name, lines in zip(names, sides, strict=True):
            name.write_text(text(lines))
        command = ["git", "merge-file", "-p", "--diff3", *map(str, (names[1], names[0], names[2]))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


FUNCTIONS = [f"f{number}" for number in range(6)]


@st.composite
def modules(draw: st.DrawFn) -> tuple[str, str, str]:
    """A module with some functions, and two versions of it: changed, moved, removed and added functions."""
    names = draw(st.lists(st.sampled_from(FUNCTIONS), unique=True, min_size=1))
    bodies = {name: [f"    {name}_{line} = {line}" for line in range(draw(st.integers(1, 4)))] for name in names}
    return module(names, bodies), draw(changed(names, bodies, "mine")), draw(changed(names, bodies, "new"))


@st.composite
def changed(draw: st.DrawFn, names: list[str], bodies: dict[str, list[str]], mark: str) -> str:
    order = draw(st.permutations(names)) if draw(st.booleans()) else list(names)
    order = [name for name in order if draw(st.integers(0, 5))]
    result = {name: list(body) for name, body in bodies.items()}
    for number, name in enumerate(order):
        if draw(st.booleans()):
            result[name].insert(draw(st.integers(0, len(result[name]))), f"    {mark}_{number} = {number}")
    if draw(st.booleans()):
        order.insert(draw(st.integers(0, len(order))), f"{mark}_function")
        result[f"{mark}_function"] = [f"    {mark}_body = 1"]
    return module(order, result, draw(st.sampled_from([[], [f"import {mark}_module"], [f"from typing import {mark}"]])))


def module(names: list[str], bodies: dict[str, list[str]], imports: list[str] | None = None) -> str:
    functions = ["\n".join([f"def {name}() -> None:", *bodies[name]]) for name in names]
    return "\n\n\n".join(["\n".join(["import os", *(imports or [])]), *functions]) + "\n"


@settings(max_examples=600, deadline=None)
@given(modules())
def test_in_python_nothing_the_user_added_is_lost_and_the_result_parses(sides: tuple[str, str, str]) -> None:
    _, yours, ours = sides

    merged = merge_text("module.py", *sides)

    result = merged.marked if merged.conflicts else merged.text
    added = [line for line in yours.splitlines() if "mine" in line]
    assert all(bare(line) in result for line in added)
    if not merged.conflicts:
        ast.parse(result)
        gone = [line for line in ours.splitlines() if "new" in line and bare(line) not in result]
        assert not gone or merged.notes or not_in_yours(gone, sides)


def bare(line: str) -> str:
    """The line itself; of an import that may have been joined with another, its name."""
    return line.strip().removeprefix("from typing import ")


def not_in_yours(gone: list[str], sides: tuple[str, str, str]) -> bool:
    """New lines may only be missing where the user took the whole function away."""
    base, yours, ours = (ast.parse(side) for side in sides)
    removed = {node.name for node in functions(base)} - {node.name for node in functions(yours)}
    inside = {line for node in functions(ours) if node.name in removed for line in ast.unparse(node).splitlines()}
    return set(gone) <= inside


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]
