"""`archwright design` on a file, a folder with a spec, and a live database."""

import json
import sqlite3
from pathlib import Path

import psycopg
import pytest
from taking import SHOP

from archwright import language
from archwright.faces.cli.main import run
from archwright.kit.folders import scratch_folder
from archwright.prove.postgres import new_database, postgres_server, why_no_postgres
from archwright.workbench.intake import design_source, page_of

TABLES = """
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE books (
  id INTEGER PRIMARY KEY, title VARCHAR(200) NOT NULL, author_id INTEGER NOT NULL REFERENCES authors(id),
  kind TEXT NOT NULL CHECK (kind IN ('novel', 'poem')), UNIQUE (author_id, title)
);
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "library.sql"
    path.write_text(TABLES)
    return path


def test_the_page_with_its_notes_is_a_blueprint(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["design", str(script)]) == 0
    said = capsys.readouterr().out
    assert {each.name for each in language.load(said).entities} == {"Author", "Book"}
    assert "# Question `who-may`" in said


def test_json_holds_page_gaps_and_questions(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["design", str(script), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"blueprint", "carried", "gaps", "questions"}
    assert said["carried"]["tables"] == 2
    assert said["questions"][0]["consequence"]


def test_the_page_is_written_and_another_one_is_kept(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "out" / "blueprint.yaml"
    assert run(["design", str(script), "-o", str(page)]) == 0
    assert language.load(page.read_text())
    assert run(["design", str(script), "-o", str(page)]) == 0
    page.write_text("mine\n")
    assert run(["design", str(script), "-o", str(page)]) == 2
    assert page.read_text() == "mine\n"
    assert run(["design", str(script), "-o", str(page), "--force"]) == 0
    assert "archwright: 1" in page.read_text()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("x.sql", "CREATE TABLE ((;", "x.sql:1"),
        ("x.yaml", "openapi: 3.0.0\npaths: [}\n", "x.yaml:2"),
        ("x.md", "# nothing\n", "x.md:1"),
        ("x.json", "{", "x.json:1"),
    ],
)
def test_unreadable_input_ends_with_2_and_its_line(
    name: str, text: str, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text)
    assert run(["design", str(tmp_path / name)]) == 2
    assert where in capsys.readouterr().err


def test_what_is_no_source_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.yaml").write_text("name: b\n")
    (tmp_path / "b.sql").write_bytes(b"\x00\x01\x02")
    assert run(["design", str(tmp_path / "b.yaml")]) == 2
    assert run(["design", str(tmp_path / "b.sql")]) == 2
    assert run(["design", str(tmp_path / "none.sql")]) == 2
    assert run(["design", "mysql://root:secret@localhost/db"]) == 2
    said = capsys.readouterr().err
    assert "secret" not in said
    assert "no OpenAPI 3 document" in said


def test_a_folder_with_a_spec_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec.md").write_text("# Feature: Notes\n\n### Key Entities\n\n- **Note**: Key attributes: title\n")
    assert run(["design", str(tmp_path)]) == 0
    assert language.load(capsys.readouterr().out).has("Note")


def test_a_live_sqlite_file_says_the_same_as_its_script(script: Path, tmp_path: Path) -> None:
    file = tmp_path / "library.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(TABLES)
    before = file.read_bytes()
    live = design_source(f"sqlite:///{file}").blueprint
    assert live.entities == design_source(str(script)).blueprint.entities
    assert live.stack.database == "sqlite"
    assert design_source(str(file)).blueprint.entities == live.entities
    assert file.read_bytes() == before


def test_a_postgres_that_is_not_there_is_said_without_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["design", "postgresql://me:secret@127.0.0.1:1/db"]) == 2
    said = capsys.readouterr().err
    assert "cannot be read" in said
    assert "secret" not in said


@pytest.mark.skipif(bool(why_no_postgres()), reason="there is no PostgreSQL here")
def test_a_live_postgres_says_the_same_as_its_script(tmp_path: Path) -> None:
    (tmp_path / "shop.sql").write_text(SHOP)
    with scratch_folder({}) as folder, postgres_server(folder) as server:
        url = new_database(server, "shop")
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute(SHOP)  # type: ignore[call-overload]
        live = design_source(url)
    written = design_source(str(tmp_path / "shop.sql"))
    assert {each.name for each in live.blueprint.entities} == {each.name for each in written.blueprint.entities}
    for entity in live.blueprint.entities:
        other = written.blueprint.entity(entity.name)
        assert {each.name: each.type for each in entity.fields} == {each.name: each.type for each in other.fields}
        assert {each.name: each.target for each in entity.relations} == {
            each.name: each.target for each in other.relations
        }
    assert language.load(page_of(live)) == live.blueprint
