"""A study of something broken says what, where and how to go on; it never falls over."""

from pathlib import Path

import pytest

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.kit.errors import ArchwrightError
from archwright.model.facts import Facts
from archwright.study import study

READERS = plugins(readers)
FLASK = "from flask import Flask\napp = Flask(__name__)\n"


def put(folder: Path, **files: str | bytes) -> Path:
    """Write files; the first one is the entry."""
    for name, content in files.items():
        path = folder / f"{name}.py"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / f"{next(iter(files))}.py"


def gaps(facts: Facts) -> list[str]:
    return [f"{gap.place} {gap.what}" for gap in facts.gaps]


def test_a_missing_file_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(ArchwrightError, match="no such file"):
        study(tmp_path / "none.py", READERS)


def test_a_file_that_is_not_python_is_the_users_error(tmp_path: Path) -> None:
    (tmp_path / "app.js").write_text("let x")

    with pytest.raises(ArchwrightError, match="not a Python file"):
        study(tmp_path / "app.js", READERS)


def test_a_syntax_error_names_file_line_and_text(tmp_path: Path) -> None:
    entry = put(tmp_path, app="x = 1\ndef broken(:\n    pass\n")

    with pytest.raises(ArchwrightError) as caught:
        study(entry, READERS)

    assert caught.value.where == "app.py:2"
    assert "app.py:2" in caught.value.message
    assert caught.value.hint == "Line 2: def broken(:"


def test_python_2_source_is_called_that(tmp_path: Path) -> None:
    entry = put(tmp_path, app="import os\nprint 'hello'\n")

    with pytest.raises(ArchwrightError, match="Python 2 source") as caught:
        study(entry, READERS)

    assert caught.value.where == "app.py:2"


def test_a_broken_helper_is_a_gap(tmp_path: Path) -> None:
    entry = put(tmp_path, app=FLASK + "import helper\n", helper="def (:\n")

    facts = study(entry, READERS)

    assert gaps(facts) == ["helper.py:1 syntax"]
    assert {file.path: file.parser for file in facts.files} == {"app.py": "ast", "helper.py": "none"}


def test_text_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    entry = put(tmp_path, app=b"x = 1\ny = '\xe9'\n")

    with pytest.raises(ArchwrightError, match="not UTF-8") as caught:
        study(entry, READERS)

    assert caught.value.where == "app.py:2"


def test_a_coding_cookie_is_respected(tmp_path: Path) -> None:
    entry = put(tmp_path, app=b"# coding: latin-1\n" + FLASK.encode() + b"@app.route('/\xe9')\ndef e(): return ''\n")

    assert [route.rule for route in study(entry, READERS).routes] == ["/é"]


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    entry = put(tmp_path, app=b"\xef\xbb\xbf" + FLASK.encode())

    assert study(entry, READERS).framework == "flask"


def test_utf16_says_so(tmp_path: Path) -> None:
    with pytest.raises(ArchwrightError, match="UTF-16"):
        study(put(tmp_path, app=FLASK.encode("utf-16")), READERS)


def test_null_bytes_are_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(ArchwrightError, match="null byte"):
        study(put(tmp_path, app=b"x = 1\0\n"), READERS)


def test_nesting_beyond_the_parser_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(ArchwrightError, match=r"app\.py"):
        study(put(tmp_path, app="x = " + "(" * 5000 + ")" * 5000 + "\n"), READERS)


def test_long_chains_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    text = FLASK + "x = " + " + ".join(["'a'"] * 900) + "\n"

    assert study(put(tmp_path, app=text), READERS).framework == "flask"


def test_a_chain_too_long_for_a_reader_is_a_gap(tmp_path: Path) -> None:
    text = FLASK + "x = " + " + ".join(["y"] * 2500) + "\n@app.route('/')\ndef index(): return x\n"

    facts = study(put(tmp_path, app=text), READERS)

    assert [route.rule for route in facts.routes] == ["/"]
    assert {gap.reason for gap in facts.gaps} <= {"an expression is nested too deeply"}


def test_an_empty_file_and_a_program_without_flask_have_no_framework(tmp_path: Path) -> None:
    assert study(put(tmp_path, app=""), READERS).framework == ""
    assert study(put(tmp_path, app="print('hi')\n"), READERS).framework == ""


def test_a_file_of_20000_lines_is_read(tmp_path: Path) -> None:
    views = "".join(f"@app.route('/r{n}')\ndef v{n}():\n    a = {n}\n    return str(a)\n\n" for n in range(4000))

    assert len(study(put(tmp_path, app=FLASK + views), READERS).routes) == 4000


def test_links_in_a_circle_and_out_of_the_root_are_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    put(root, app=FLASK)
    put(outside, secret="x = 1\n")
    (root / "loop").symlink_to(root)
    (root / "self.py").symlink_to(root / "self.py")
    (root / "away").symlink_to(outside)
    (root / "away.py").symlink_to(outside / "secret.py")

    assert [file.path for file in study(root, READERS).files] == ["app.py"]


def test_an_import_never_leads_out_of_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    put(tmp_path, other="x = 1\n")
    (root / "other.py").symlink_to(tmp_path / "other.py")

    facts = study(put(root, app="import other\n"), READERS)

    assert [file.path for file in facts.files] == ["app.py"]


def test_folders_that_are_not_the_users_code_are_skipped(tmp_path: Path) -> None:
    put(tmp_path, app=FLASK)
    for folder in (".git", "venv", "node_modules", "__pycache__", "lib/site-packages", "odd"):
        (tmp_path / folder).mkdir(parents=True)
        put(tmp_path / folder, thing="x = 1\n")
    (tmp_path / "odd" / "pyvenv.cfg").write_text("")

    assert [file.path for file in study(tmp_path, READERS).files] == ["app.py"]


def test_user_code_is_never_run(tmp_path: Path) -> None:
    entry = put(tmp_path, app=f"open({str(tmp_path / 'ran')!r}, 'w')\nimport helper\n", helper="raise SystemExit\n")

    study(entry, READERS)

    assert not (tmp_path / "ran").exists()


def test_syntax_newer_than_the_interpreter_is_read_line_for_line(tmp_path: Path) -> None:
    text = (
        FLASK
        + "type Pair[T] = tuple[T, T]\n"
        + "def first[T](\n    pair: T,\n) -> T:\n    return pair\n"
        + "class Box[\n    T,\n]:\n    pass\n"
        + 'names = {\'a\': 1}\nshown = f"{names["a"]}"\n'
        + "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n"
        + "@app.route('/x')\ndef x(): return t'{names}'\n"
    )

    facts = study(put(tmp_path, app=text), READERS)

    assert [(route.rule, route.place.line) for route in facts.routes] == [
        ("/x", text[: text.index("@app")].count("\n") + 1)
    ]
    assert not facts.gaps


def test_the_source_is_untouched(tmp_path: Path) -> None:
    entry = put(tmp_path, app=FLASK)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir())

    study(entry, READERS)

    assert sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir()) == before
