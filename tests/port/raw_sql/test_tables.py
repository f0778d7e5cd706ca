"""The tables of an app that speaks SQL to one file become its first migration; its file becomes a setting."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.port.raw_sql.conftest import Port, text_of

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.model.platform import DatabaseNeed
from archwright.study import study

VIEW = """
@app.route("/")
def index():
    con = sqlite3.connect({place})
    rows = con.execute("SELECT * FROM note").fetchall()
    con.close()
    return str(rows)
"""
TABLE = 'CREATE TABLE note (id INTEGER PRIMARY KEY, "text" TEXT)'


def database(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(TABLE)
        connection.execute("CREATE INDEX by_text ON note (text)")
    data = path.read_bytes()
    path.unlink()
    return data


def test_the_schema_of_a_shipped_file_is_migrated(moved: Port, tmp_path: Path) -> None:
    ported = moved(VIEW.format(place='"data.db"'), data__db=database(tmp_path / "made"))

    assert ported.database == DatabaseNeed(
        "sqlite3",
        "sqlite:///data.db",
        schema=(
            'CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, "text" TEXT)',
            "CREATE INDEX IF NOT EXISTS by_text ON note (text)",
        ),
    )


def test_a_shipped_file_is_studied(tmp_path: Path) -> None:
    (tmp_path / "data.db").write_bytes(database(tmp_path / "made"))
    (tmp_path / "app.py").write_text("import sqlite3\n")

    entities = study(tmp_path / "app.py", plugins(readers)).entities

    assert [(each.table, each.kind, str(each.place)) for each in entities] == [("note", "sql", "data.db")]
    assert [field.name for field in entities[0].fields] == ["id", "text"]


def test_a_schema_script_is_migrated_with_its_rows(moved: Port) -> None:
    script = f"-- notes\nDROP TABLE IF EXISTS note;\n{TABLE};\nINSERT INTO note VALUES (1, 'a;b');\n"
    ported = moved(VIEW.format(place='"data.db"'), schema__sql=script)

    assert ported.database.schema[1:] == ("INSERT INTO note VALUES (1, 'a;b')",)


def test_tables_made_in_code_are_migrated(moved: Port) -> None:
    lines = VIEW.format(place='"data.db"') + f"\ndef init():\n    sqlite3.connect('data.db').execute('''{TABLE}''')\n"

    assert len(moved(lines).database.schema) == 1


def test_an_unknown_table_leaves_the_app_to_make_its_tables(moved: Port) -> None:
    ported = moved(VIEW.format(place='"data.db"'))

    assert ported.database == DatabaseNeed("sqlite3", "sqlite:///data.db")
    assert "connect()" in text_of(ported)


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ('os.path.join(os.path.dirname(os.path.abspath(__file__)), "data.db")', "data.db"),
        ('f"{FOLDER}/data.db"', "store/data.db"),
        ('app.config["DATABASE"]', "configured.db"),
        ('Path(__file__).parent / "data.db"', "data.db"),
        ('os.path.join(app.instance_path, "data.db")', "instance/data.db"),
        ('"/nowhere/of/mine/data.db"', "data.db"),
        ('os.environ.get("NOTES", "data.db")', "data.db"),
    ],
)
def test_the_file_is_found_however_it_is_written(moved: Port, place: str, path: str) -> None:
    start = """
import os
import sqlite3
from pathlib import Path
from flask import Flask
app = Flask(__name__)
app.config["DATABASE"] = "configured.db"
FOLDER = os.path.join(os.getcwd(), "store")
"""
    ported = moved(VIEW.format(place=place), start)

    assert ported.database.default_url == f"sqlite:///{path}"
    assert "connect()" in text_of(ported)


@pytest.mark.parametrize(
    "lines",
    [
        VIEW.format(place='"a.db"') + VIEW.format(place='"b.db"').replace("index", "other").replace('"/"', '"/b"'),
        VIEW.format(place='":memory:"'),
        VIEW.format(place='"a.db", 5'),
        VIEW.format(place='request.args["db"]'),
    ],
)
def test_several_files_or_none_stay_as_they_are(moved: Port, lines: str) -> None:
    ported = moved(lines)

    assert ported.database == DatabaseNeed()
    assert "sqlite3.connect(" in text_of(ported)


def test_options_are_passed_on(moved: Port) -> None:
    place = '"a.db", timeout=9, check_same_thread=False, isolation_level=None'

    assert "connect(timeout=9, isolation_level=None)" in text_of(moved(VIEW.format(place=place)))
