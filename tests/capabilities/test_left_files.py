"""Files go with the rows that name them, after everything is stored; on both databases."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from databases import BOTH
from login_backends import failing
from written_backends import copied, run, written

PAGE = """
archwright: 1
name: left
entities:
  Shelf:
    fields: {name: str}
  Album:
    fields: {name: str, shelf: "Shelf, cascade"}
  Photo:
    fields: {title: str, album: "Album, cascade", picture: "file?"}
operations:
  fail_photo:
    route: POST /photos/{photo}/fail
    errors: {failed: 409}
"""
EMPTY = 'raise Unwritten("Write what fail_photo does: its body is in app/services/photo_operations.py.")'
BREAKS = (
    ("app/api/files.py", "if 0 < status < FAILED:", "if status:"),
    ("app/repositories/traits/files.py", "if ids else ()", "if not ids else ()"),
)
TESTS = ("tests/integration/test_left_files.py", "tests/integration/test_photos.py")


@cache
def backend() -> Path:
    """With a body for its operation, and a test of ours."""
    folder = written(PAGE)
    path = folder / "app/services/photo_operations.py"
    text = path.read_text()
    assert EMPTY in text
    body = 'await work.photos.remove(photo["id"])\n    raise Failed'
    path.write_text(text.replace(EMPTY, body).replace("import Unwritten", "import Failed"))
    shutil.copy(Path(__file__).parent / "behaviours" / "left_files.py", folder / TESTS[0])
    return folder


@pytest.mark.slow
@BOTH
def test_files_go_with_their_rows(database: dict[str, str]) -> None:
    assert failing(backend(), *TESTS, **database) == []


@pytest.mark.slow
def test_files_that_go_too_early_or_stay_are_noticed(tmp_path: Path) -> None:
    folder = copied(backend(), tmp_path / "copy")
    for path, sound, worse in BREAKS:
        text = (folder / path).read_text()
        assert sound in text
        (folder / path).write_text(text.replace(sound, worse))

    assert set(failing(folder, TESTS[0])) == {
        "test_a_file_goes_with_what_its_row_goes_with",
        "test_where_nothing_is_stored_no_file_goes",
    }


@pytest.mark.slow
def test_the_code_is_clean() -> None:
    for command in (("mypy",), ("ruff", "check", "app"), ("ruff", "format", "--check", "app"), ("lint-imports",)):
        done = run(backend(), *command)
        assert done.returncode == 0, done.stdout
