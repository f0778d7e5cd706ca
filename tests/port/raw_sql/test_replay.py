"""A raw SQL app with injections, moved and replayed against itself."""

import sys
from pathlib import Path

import pytest

from archwright import readers, recipes
from archwright.kit.discovery import plugins
from archwright.kit.folders import fill
from archwright.model.parts import TextFile
from archwright.prove import check_migrations, record
from archwright.study import study
from archwright.workbench.climb import Climb

APP = """
import os
import sqlite3
from flask import Flask, g, jsonify, redirect, request

app = Flask(__name__)
DATABASE = os.path.join(app.root_path, "notes.db")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close(error):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def init_db():
    with app.open_resource("schema.sql", mode="r") as file:
        get_db().executescript(file.read())


@app.route("/notes", methods=["GET", "POST"])
def notes():
    if request.method == "POST":
        title = request.form["title"].replace("'", "")
        db = get_db()
        db.execute(f"INSERT INTO note (title) VALUES ('{title}')")
        db.commit()
        return redirect("/notes")
    query = "SELECT id, title FROM note WHERE id < %s" % request.args.get("limit")
    word = request.args.get("q", "").replace("'", "")
    if word:
        query += " AND title LIKE '%" + word + "%'"
    return jsonify([dict(row) for row in get_db().execute(query).fetchall()])


@app.route("/notes/<int:number>")
def note(number):
    row = get_db().execute("SELECT * FROM note WHERE id = %d" % number).fetchone()
    return jsonify(dict(row)) if row else ("none", 404)


if __name__ == "__main__":
    app.run(debug=True)
"""
SCHEMA = "DROP TABLE IF EXISTS note;\nCREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT NOT NULL);\n"


@pytest.fixture
def climb(tmp_path: Path) -> Climb:
    (tmp_path / "notes.py").write_text(APP)
    (tmp_path / "schema.sql").write_text(SCHEMA)
    facts = study(tmp_path / "notes.py", plugins(readers))
    python = Path(sys.executable)
    return Climb(facts, plugins(recipes), record(facts, python=python, limit=30), python, "notes")


def test_an_app_with_injections_moves_closed_and_answers_the_same(climb: Climb, tmp_path: Path) -> None:
    ported, tree, result = climb.run()

    assert (result.trouble, result.equal) == ("", result.requests)
    assert result.requests > 5
    assert any("no such column" in each.reply.error for each in climb.recording.exchanges)
    assert "mounted" not in {each.rung for each in ported.moved}
    assert [each.name for each in ported.improvements].count("sql-injection-closed") == 4
    assert not any('f"INSERT' in file.text or "= %d" in file.text for file in ported.parts.of(TextFile))
    fill(tmp_path / "backend", tree.files)
    migrations = check_migrations(tmp_path / "backend", Path(sys.executable))
    assert (migrations.up, migrations.down, migrations.up_again, migrations.trouble) == (True, True, True, "")
