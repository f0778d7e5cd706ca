"""Operations may be repeated under a key: their slots filled, on both databases."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from databases import BOTH
from login_backends import failing
from written_backends import run, written

PAGE = """
archwright: 1
name: repeated
idempotency: true
entities:
  Note:
    fields: {title: str}
    actions: [list]
operations:
  quick_note: {route: POST /notes/quick, input: {title: str}, output: Note, status: 201, errors: {no_note: 409}}
  note_page: {route: PUT /notes/page, output: html}
  clear_notes: {route: DELETE /notes/all, status: 204}
  note_form: {route: POST /notes/form, form: true, input: {title: str, picture: file}, output: text}
"""
BODIES = {
    "quick_note": """row = await work.notes.add({"title": data.title})
    if data.title == "no":
        raise NoNote
    return row""",
    "note_page": """work.reply.cookie("a", "1")
    work.reply.cookie("b", "2")
    return "<p>a page</p>\"""",
    "clear_notes": "return",
    "note_form": """await work.notes.add({"title": data.title})
    return (await data.picture.read()).decode()""",
}
BEHAVIOURS = Path(__file__).parent / "behaviours" / "repeated_operations.py"


@cache
def filled() -> Path:
    """The backend with bodies of ours."""
    folder = written(PAGE)
    path = folder / "app/services/note_operations.py"
    text = path.read_text().replace("import Unwritten", "import NoNote, Unwritten")
    for name, body in BODIES.items():
        empty = f'raise Unwritten("Write what {name} does: its body is in app/services/note_operations.py.")'
        assert empty in text
        text = text.replace(empty, body)
    path.write_text(text.replace("NoNote, Unwritten", "NoNote"))
    shutil.copy(BEHAVIOURS, folder / "tests" / "integration" / "test_repeated_operations.py")
    return folder


@pytest.mark.slow
@BOTH
def test_operations_have_one_effect_and_one_answer(database: dict[str, str]) -> None:
    assert failing(filled(), **database) == []


@pytest.mark.slow
def test_their_code_is_clean() -> None:
    assert run(filled(), "mypy").returncode == 0
    assert run(filled(), "ruff", "check", "app").returncode == 0
