"""Writing, remembering, undoing."""

import fcntl
import json
import os
import stat
from pathlib import Path

import pytest
from builds import FIRST, MANIFEST, SECOND, build, plan_for, snapshot

from archwright.apply import apply, read_manifest, undo
from archwright.kit.errors import ArchwrightError
from archwright.model.plan import Op, Plan
from archwright.model.tree import Tree


def test_a_first_build_writes_every_file(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "backend"

    build(target, FIRST)

    assert {path for path in FIRST if (target / path).is_file()} == set(FIRST)
    assert (target / "app/static/logo.png").read_bytes() == b"\x89\x00one"
    assert (target / "test").stat().st_mode & stat.S_IXUSR
    assert [path.name for path in target.parent.iterdir()] == ["backend"]


def test_a_second_build_keeps_edits_and_brings_what_is_new(edited: Path) -> None:
    build(edited, SECOND)

    assert (edited / "app/main.py").read_text() == "a = 100\nb = 2\nc = 30\n"
    assert (edited / "app/new/fresh.py").is_file()
    assert not (edited / "app/old").exists()
    assert (edited / "mine.txt").read_text() == "mine"


def test_building_the_same_again_changes_nothing_and_leaves_nothing_to_undo(tmp_path: Path) -> None:
    target = tmp_path / "backend"
    build(target, FIRST)
    before = snapshot(target)

    plan = build(target, FIRST)

    assert plan.ops == ()
    assert snapshot(target) == before


def test_undo_restores_byte_for_byte_several_times(edited: Path) -> None:
    states = [snapshot(edited)]
    build(edited, SECOND)
    states.append(snapshot(edited))
    build(edited, Tree(SECOND.files | {"third.py": "z = 3\n"}))

    undo(edited)
    assert without_journal(snapshot(edited)) == without_journal(states[1])
    undo(edited)
    assert without_journal(snapshot(edited)) == without_journal(states[0])


def test_undo_of_the_first_build_leaves_what_the_user_added(edited: Path) -> None:
    (edited / "app/main.py").write_text(str(FIRST["app/main.py"]))

    undo(edited)

    assert snapshot(edited) == {"mine.txt": snapshot(edited)["mine.txt"]}


def test_undo_of_the_first_build_of_an_untouched_folder_removes_it(tmp_path: Path) -> None:
    build(tmp_path / "backend", FIRST)

    undo(tmp_path / "backend")

    assert list(tmp_path.iterdir()) == []


def test_undo_refuses_to_lose_an_edit_unless_forced(edited: Path) -> None:
    build(edited, SECOND)
    (edited / "README.md").write_text("mine\n")

    with pytest.raises(ArchwrightError) as refusal:
        undo(edited)

    assert "README.md" in refusal.value.where
    undo(edited, force=True)
    assert (edited / "README.md").read_text() == "# One\n"


def test_with_nothing_to_undo_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ArchwrightError, match="nothing to undo"):
        undo(tmp_path)


def test_a_file_that_changes_between_plan_and_apply_stops_it(edited: Path) -> None:
    plan = plan_for(edited, SECOND)
    (edited / "README.md").write_text("in between\n")
    before = snapshot(edited)

    with pytest.raises(ArchwrightError, match="changed while"):
        apply(plan, edited, manifest=MANIFEST)

    assert snapshot(edited) == before


def test_an_open_conflict_is_told_on_every_build_until_it_is_settled(edited: Path) -> None:
    (edited / "README.md").write_text("# Mine\n")
    assert [op.path for op in build(edited, SECOND).conflicts] == ["README.md"]
    assert [op.path for op in build(edited, SECOND).conflicts] == ["README.md"]

    build(edited, SECOND, "yours")

    assert build(edited, SECOND).conflicts == ()
    assert (edited / "README.md").read_text() == "# Mine\n"


def test_markers_are_written_when_asked_for(edited: Path) -> None:
    (edited / "README.md").write_text("# Mine\n")

    build(edited, SECOND, "write")

    assert "<<<<<<< yours" in (edited / "README.md").read_text()


def test_a_lost_base_never_overwrites(edited: Path) -> None:
    for place in (edited / ".archwright/base").rglob("*"):
        if place.is_file() and place.name != "index.json":
            place.unlink()

    plan = build(edited, SECOND)

    assert {op.path for op in plan.conflicts} >= {"README.md", "app/main.py", "app/old/gone.py"}
    assert (edited / "app/main.py").read_text() == "a = 100\nb = 2\nc = 3\n"
    assert (edited / "app/old/gone.py").is_file()


def test_a_secret_is_in_no_record_that_people_commit_and_an_edit_of_it_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "backend"
    ours = Tree(FIRST.files | {".env": "SECRET_KEY=hush-hush\n"})
    build(target, ours)
    (target / ".env").write_text("SECRET_KEY=mine\n")

    plan = build(target, Tree(ours.files | {"README.md": "# New\n"}))

    assert [op.kind for op in plan.ops] == ["keep", "edit"]
    kept = [path for path in (target / ".archwright").rglob("*") if path.is_file() and "journal" not in path.parts]
    assert all(b"hush-hush" not in path.read_bytes() for path in kept)


def test_the_folder_remembers_how_it_came_about(edited: Path) -> None:
    assert read_manifest(edited) == MANIFEST
    assert json.loads((edited / ".archwright/manifest.json").read_text())["answers"] == {"python": "3.11"}


def test_rights_of_a_file_stay(edited: Path) -> None:
    (edited / "README.md").chmod(0o640)

    build(edited, SECOND)

    assert stat.S_IMODE((edited / "README.md").stat().st_mode) == 0o640


@pytest.mark.parametrize("path", ["../out.py", "/tmp/out.py", "app/../../out.py", ""])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    target = tmp_path / "backend"
    tree = Tree({path: "x = 1\n"})

    with pytest.raises(ArchwrightError, match="out of the folder"):
        apply(Plan((Op("create", path, "new", content="x = 1\n"),), ours=tree), target, manifest=MANIFEST)

    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_folder_is_never_written_through(edited: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (edited / "app/new").symlink_to(outside)
    before = snapshot(edited)

    with pytest.raises(ArchwrightError, match="link"):
        build(edited, SECOND)

    assert list(outside.iterdir()) == []
    assert snapshot(edited) == before


def without_journal(state: dict[str, tuple[bytes, int]]) -> dict[str, tuple[bytes, int]]:
    return {path: content for path, content in state.items() if not path.startswith(".archwright/journal")}


def test_a_folder_that_another_run_writes_to_is_refused(edited: Path) -> None:
    held = os.open(edited, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        with pytest.raises(ArchwrightError, match="Another archwright"):
            build(edited, SECOND)
    finally:
        os.close(held)
