"""What did not change is not read again; what did is; a spoilt cache does no harm."""

from pathlib import Path

import pytest

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.model import facts as nouns
from archwright.model.notes import Made
from archwright.model.place import Place
from archwright.study import reading, study
from archwright.study.freeze import freeze, thaw

READERS = plugins(readers)
APP = "from flask import Flask\nimport shop\napp = Flask(__name__)\n@app.route('/')\ndef index(): return shop.NAME\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "app.py").write_text(APP)
    (folder / "shop.py").write_text("NAME = 'x'\n")
    return folder


def test_a_second_study_gives_the_same_facts(program: Path, tmp_path: Path) -> None:
    first = study(program, READERS, cache_dir=tmp_path / "cache")
    second = study(program, READERS, cache_dir=tmp_path / "cache")

    assert first == second == study(program, READERS)


def test_unchanged_files_are_not_parsed_again(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study(program, READERS, cache_dir=tmp_path / "cache")
    (program / "shop.py").write_text("NAME = 'longer'\n")
    parsed: list[str] = []
    parse = reading.parse
    monkeypatch.setattr(reading, "parse", lambda path, data: parsed.append(path) or parse(path, data))

    study(program, READERS, cache_dir=tmp_path / "cache")

    assert parsed == ["shop.py"]


def test_a_touched_file_with_the_same_content_is_not_parsed_again(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study(program, READERS, cache_dir=tmp_path / "cache")
    (program / "shop.py").touch()
    monkeypatch.setattr(reading, "parse", lambda path, _: pytest.fail(f"{path} was parsed"))

    study(program, READERS, cache_dir=tmp_path / "cache")


def test_changes_are_seen(program: Path, tmp_path: Path) -> None:
    study(program, READERS, cache_dir=tmp_path / "cache")
    (program / "app.py").write_text(APP.replace("'/'", "'/other'"))

    facts = study(program, READERS, cache_dir=tmp_path / "cache")

    assert [route.rule for route in facts.routes] == ["/other"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-40], lambda _: b"\xff\xfe garbage\n", lambda data: data.replace(b"Found", b"Lost!")]
)
def test_a_spoilt_cache_does_no_harm(damage: object, program: Path, tmp_path: Path) -> None:
    expected = study(program, READERS, cache_dir=tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    assert callable(damage)
    file.write_bytes(damage(file.read_bytes()))

    assert study(program, READERS, cache_dir=tmp_path / "cache") == expected


def test_a_cache_is_written_anew_when_much_of_it_is_old(program: Path, tmp_path: Path) -> None:
    for number in range(12):
        (program / "shop.py").write_text(f"NAME = {number}\n")
        study(program, READERS, cache_dir=tmp_path / "cache")

    (file,) = (tmp_path / "cache").iterdir()
    assert file.read_text().count("\n") <= 3


def test_frozen_notes_come_back_equal() -> None:
    notes = (
        nouns.Route("/ü\t\n", ("GET",), "e", "v", Place("a.py", 3), (nouns.PathParam("n"),), (("a", "1"),)),
        Made("", "app", "flask.Flask", Place("a.py", 1), ("x",), ("y",), (("k", "v"),)),
        nouns.Setting("S", Place("a.py"), None, secret=True),
        (),
        {"a": (1, 2.5, None)},
    )

    assert thaw(freeze(notes)) == notes
