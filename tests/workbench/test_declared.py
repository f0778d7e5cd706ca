"""Where the original's SQL broke and a closed injection mends it, the answer may differ, and is listed."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archwright import readers, recipes
from archwright.faces.cli.summary import summary
from archwright.kit.discovery import plugins
from archwright.model.parts import Parts
from archwright.model.place import Place
from archwright.model.ported import Improvement, Moved, Ported, Rung
from archwright.model.replay import Difference, Exchange, Recording, Replay, Reply, Request
from archwright.model.report import BuildReport, ReplayCounts
from archwright.prove import record
from archwright.study import study
from archwright.workbench.climb import Climb
from archwright.workbench.intended import declare, without_declared

APP = """
import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)


def get_db():
    return sqlite3.connect("notes.db")


def find(word):
    return get_db().execute(f"SELECT title FROM note WHERE title LIKE '%{word}%'").fetchall()


@app.route("/search")
def search():
    return jsonify(find(request.args.get("q", "")))


@app.route("/sorted")
def ordered():
    return jsonify(get_db().execute("SELECT title FROM nothing").fetchall())


@app.route("/notes")
def notes():
    return jsonify(get_db().execute("SELECT title FROM note").fetchall())


@app.route("/add", methods=["POST"])
def add():
    db = get_db()
    db.execute("INSERT INTO note (title) VALUES ('" + request.form["title"] + "')")
    db.commit()
    return "added"


get_db().execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, title TEXT NOT NULL)")

if __name__ == "__main__":
    app.run()
"""
FORM = (("content-type", "application/x-www-form-urlencoded"),)
QUOTE = Request("GET", "/search?q=it%27s")
ADDED = Request("POST", "/add", FORM, b"title=milk")
QUOTED = Request("POST", "/add", FORM, b"title=it%27s")
LIST = Request("GET", "/notes")


def climb(folder: Path, *requests: Request) -> tuple[Ported, Replay]:
    folder.mkdir()
    (folder / "notes.py").write_text(APP)
    facts = study(folder / "notes.py", plugins(readers))
    python = Path(sys.executable)
    recording = record(facts, python=python, given=requests, derive=False)
    ported, _, result = Climb(facts, plugins(recipes), recording, python, "notes").run()
    return ported, result


def rungs(ported: Ported) -> dict[str, bool]:
    return {each.endpoint: each.rung != "mounted" for each in ported.moved}


def test_a_broken_request_that_is_answered_now_is_listed_with_its_improvement(tmp_path: Path) -> None:
    ported, result = climb(tmp_path / "app", ADDED, QUOTE, Request("GET", "/sorted"), LIST)

    assert [(each.endpoint, each.request) for each in result.declared] == [("search", "GET /search?q=it%27s")]
    declared = result.declared[0]
    assert declared.before.startswith('500 OperationalError: near "s": syntax error')
    assert (declared.after, declared.improvement, declared.places) == ("200", "sql-injection-closed", ("notes.py:13",))
    assert (result.requests, result.equal, result.differences) == (3, 3, ())
    assert all(rungs(ported).values())
    assert [each.endpoints for each in ported.improvements if "sql" in each.name] == [("search",), ("add",)]


def test_a_later_answer_that_shows_it_is_trouble_and_holds_the_view_that_did_it(tmp_path: Path) -> None:
    ported, result = climb(tmp_path / "app", ADDED, QUOTED, QUOTE, LIST)

    assert rungs(ported) == {"search": True, "ordered": True, "notes": True, "add": False}
    assert (result.requests, result.equal, [each.endpoint for each in result.declared]) == (3, 3, ["search"])


BROKEN = 'OperationalError: near "s": syntax error'
CLOSED = Improvement("sql-injection-closed", Place("a.py", 3), "f'..'", "'?'", ("search",))
DIFFERS = Difference(0, "search", "GET", "/search?q='", "status", "500", "200")


def declared(exchange: Exchange, *, rung: Rung = "layered", improvement: Improvement = CLOSED) -> list[str]:
    other = Moved("other", "other", "layered", 1, Place("a.py", 9))
    ported = Ported(Parts(), (Moved("search", "search", rung, 1, Place("a.py", 1)), other), (improvement,))
    found = declare(Replay(1, 0, (DIFFERS,)), Recording((exchange,)), ported)
    assert found.requests - found.equal == len(found.differences)
    return [each.endpoint for each in found.declared]


def exchange(error: str = BROKEN, body: bytes = b"") -> Exchange:
    return Exchange(Request("GET", "/search?q='", endpoint="search"), Reply(500, body=body, error=error))


def test_what_the_database_complained_of_may_differ() -> None:
    assert declared(exchange()) == ["search"]


def test_a_complaint_that_was_caught_and_shown_counts_too() -> None:
    assert declared(exchange("", b"<p>near &#34;s&#34;: syntax error</p>")) == ["search"]
    assert declared(exchange("", json.dumps({"error": 'near "s": syntax error'}).encode())) == ["search"]


@pytest.mark.parametrize("error", ["", "KeyError: 'near'", "OperationalError: no such table: note"])
def test_another_error_may_not_differ(error: str) -> None:
    assert declared(exchange(error)) == []


def test_a_view_that_holds_no_closed_injection_may_not_differ() -> None:
    assert declared(exchange(), improvement=replace(CLOSED, endpoints=("other",))) == []
    assert declared(exchange(), improvement=replace(CLOSED, name="debug-off")) == []


def test_a_mounted_original_may_not_differ() -> None:
    assert declared(exchange(), rung="mounted") == []


def test_no_test_is_written_from_a_declared_answer() -> None:
    ported = Ported(Parts(), (Moved("search", "search", "layered", 1, Place("a.py", 1)),), (CLOSED,))
    recording = Recording((exchange(), exchange()))
    found = declare(Replay(2, 1, (DIFFERS,)), recording, ported)
    assert [each.comparable for each in without_declared(recording, found.declared).exchanges] == [False, True]


def test_the_report_names_them_at_the_improvement() -> None:
    ported = Ported(Parts(), (Moved("search", "search", "layered", 1, Place("a.py", 1)),), (CLOSED,))
    found = declare(Replay(1, 0, (DIFFERS,)), Recording((exchange(),)), ported)
    counts = ReplayCounts(found.requests, found.equal, declared=found.declared)
    report = BuildReport("a.py", "out", replay=counts, improvements=(CLOSED,), proven=True)
    told = json.loads(report.as_json())

    assert told["replay"]["declared"][0] == {
        "index": 0,
        "endpoint": "search",
        "request": "GET /search?q='",
        "before": f"500 {BROKEN}",
        "after": "200",
        "improvement": "sql-injection-closed",
        "places": ["a.py:3"],
    }
    assert told["improvements"][0]["declared"] == ["GET /search?q='"]
    assert "1 more differ as listed" in summary(report)
    assert "[1 answer differs]" in summary(report)
