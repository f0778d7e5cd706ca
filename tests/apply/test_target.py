"""Which folders may be written to."""

import shutil
from pathlib import Path

import pytest
from builds import FIRST, SECOND, build

from archwright.apply import check_target
from archwright.kit.errors import ArchwrightError


def test_a_new_an_empty_and_our_own_folder_are_fine(edited: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    check_target(tmp_path / "new")
    check_target(tmp_path / "empty")
    check_target(edited)


def test_a_foreign_folder_needs_force(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(ArchwrightError, match="not written by archwright"):
        check_target(tmp_path, paths=FIRST)
    check_target(tmp_path, paths=FIRST, force=True)


def test_a_file_and_a_link_are_no_target(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path)

    for name in ("file", "link"):
        with pytest.raises(ArchwrightError):
            check_target(tmp_path / name, force=True)


def test_inside_the_source_only_a_new_folder_is_written_and_it_stays_ours(tmp_path: Path) -> None:
    source = tmp_path / "app.py"
    source.write_text("")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("")

    check_target(tmp_path / "backend", source=source)
    build(tmp_path / "backend", FIRST)
    check_target(tmp_path / "backend", source=source)
    for folder in (tmp_path, tmp_path / "templates"):
        with pytest.raises(ArchwrightError, match="source"):
            check_target(folder, source=source, force=True)


def test_records_that_were_deleted_are_no_reason_to_overwrite(edited: Path) -> None:
    shutil.rmtree(edited / ".archwright")

    check_target(edited, paths=FIRST)
    plan = build(edited, SECOND)

    assert {op.path for op in plan.conflicts} == {"README.md", "app/main.py", "app/static/logo.png"}
    assert (edited / "app/main.py").read_text() == "a = 100\nb = 2\nc = 3\n"
    assert (edited / "app/new/fresh.py").is_file()
