"""Records in memory become a table where every use is understood and every answer stays the same."""

import sys
from pathlib import Path

import pytest

from archwright import readers, recipes
from archwright.kit.discovery import plugins
from archwright.kit.folders import fill
from archwright.kit.processes import keep_of, scratch
from archwright.model.parts import TextFile
from archwright.model.ported import Ported
from archwright.model.replay import Replay, Request
from archwright.model.tree import Tree
from archwright.port import port
from archwright.port.example import missing
from archwright.prove import check_migrations, record
from archwright.recipes import _proven
from archwright.recipes._proven import memory_stores
from archwright.recipes._proven._stores import stores
from archwright.study import study
from archwright.workbench.climb import Climb
from archwright.workbench.proven import improved

HEAD = "from flask import Flask, abort, jsonify, request\napp = Flask(__name__)\n"
BOOKS = (
    HEAD
    + """
books = [
    {"id": 1, "title": "Emma", "tags": ["novel"], "read": False},
    {"id": 2, "title": "Faust", "tags": [], "read": True},
]


@app.route("/books", methods=["GET", "POST"])
def all_books():
    if request.method == "POST":
        book = {"id": len(books) + 1, "title": request.json["title"], "tags": request.json.get("tags"), "read": False}
        books.append(book)
        return jsonify(book), 201
    return jsonify({"books": books, "count": len(books)})


@app.route("/books/<int:number>", methods=["GET", "PUT", "DELETE"])
def one_book(number):
    found = [book for book in books if book["id"] == number]
    if not found:
        abort(404)
    if request.method == "DELETE":
        books.remove(found[0])
        return "", 204
    if request.method == "PUT":
        found[0]["title"] = request.json["title"]
        found[0]["read"] = True
    return jsonify(found[0])
"""
)
SAME_OBJECT = (
    HEAD
    + """
TASKS = {"a": {"title": "milk"}}


@app.route("/same")
def same():
    return str(TASKS["a"] is TASKS["a"])


@app.route("/add/<name>", methods=["POST"])
def add(name):
    TASKS[name] = {"title": request.form["title"]}
    return TASKS
"""
)
JSON = (("content-type", "application/json"),)
REQUESTS = (
    Request("GET", "/books"),
    Request("POST", "/books", JSON, b'{"title": "Ulysses", "tags": [1, {"a": null}]}'),
    Request("POST", "/books", JSON, b'{"title": 5}'),
    Request("GET", "/books"),
    Request("PUT", "/books/4", JSON, b'{"title": null}'),
    Request("GET", "/books/4"),
    Request("DELETE", "/books/2"),
    Request("DELETE", "/books/2"),
    Request("GET", "/books"),
)


def climbed(folder: Path, app: str, *requests: Request, keep_behaviour: bool = False) -> tuple[Ported, Tree, Replay]:
    folder.mkdir()
    (folder / "app.py").write_text(app)
    facts = study(folder / "app.py", plugins(readers))
    python = Path(sys.executable)
    recording = record(facts, python=python, given=requests, derive=not requests, limit=12)
    climb = Climb(facts, plugins(recipes), recording, python, "app", keep_behaviour=keep_behaviour)
    return improved(climb, climb.run(), plugins(_proven))


def named(ported: Ported) -> list[tuple[str, ...]]:
    return [each.endpoints for each in ported.improvements if each.name == memory_stores.NAME]


def test_a_list_of_records_becomes_a_table_and_answers_the_same(tmp_path: Path) -> None:
    ported, tree, result = climbed(tmp_path / "source", BOOKS, *REQUESTS)

    assert (result.trouble, result.equal, result.requests, result.differences) == ("", 9, 9, ())
    assert named(ported) == [("all_books", "one_book")]
    model = tree.text("app/models/books.py")
    assert "id: Mapped[int | None]" in model
    assert "tags: Mapped[Any] = mapped_column(JSON)" in model
    fill(tmp_path / "backend", tree.files)
    done = check_migrations(tmp_path / "backend", Path(sys.executable))
    assert (done.up, done.down, done.up_again, done.trouble) == (True, True, True, "")


def test_what_was_added_is_there_after_a_restart(tmp_path: Path) -> None:
    _, tree, _ = climbed(tmp_path / "source", BOOKS, *REQUESTS)
    python = Path(sys.executable)
    program = """
import sys
sys.path.insert(0, ".")
from app.core.migrations import upgrade
from app.repositories.books import books
upgrade()
books.append({"id": len(books) + 1, "title": "x", "tags": [], "read": False})
print([book["id"] for book in books])
"""
    with scratch(*keep_of(python)) as box:
        fill(box.folder / "work", tree.files)
        (box.folder / "add.py").write_text(program)
        told = [box.run([str(python), f"{box.seen_as}/add.py"], cwd="work").output.splitlines()[-1] for _ in range(2)]

    assert told == ["[1, 2, 3]", "[1, 2, 3, 4]"]


def test_where_an_answer_would_differ_memory_stays(tmp_path: Path) -> None:
    ported, tree, result = climbed(tmp_path / "source", SAME_OBJECT)

    assert named(ported) == []
    assert not [path for path in tree.files if path.startswith("app/models")]
    assert (result.trouble, result.equal) == ("", result.requests)


def test_keep_behaviour_keeps_memory(tmp_path: Path) -> None:
    ported, _, _ = climbed(tmp_path / "source", BOOKS, *REQUESTS, keep_behaviour=True)

    assert named(ported) == []


USE = "@app.route('/x', methods=['POST'])\ndef view():\n    {}\n    return 'x'\n"
NOT_UNDERSTOOD = {
    "bound anew": ("items = [{'a': 1}]", "global items\n    items = []"),
    "a slice": ("items = [{'a': 1}]", "items.append({'a': 1})\n    return items[1:]"),
    "sorted in place": ("items = [{'a': 1}]", "items.append({'a': 1})\n    items.sort()"),
    "inserted in the middle": ("items = [{'a': 1}]", "items.insert(0, {'a': 2})"),
    "other keys": ("items = [{'a': 1}]", "items.append({'a': 1, 'b': 2})"),
    "keys that are not known": ("items = []", "items.append(request.json)"),
    "a field that is new": ("items = [{'a': 1}]", "items.append({'a': 1})\n    items[0]['b'] = 2"),
    "changed after it was stored": ("items = []", "one = {'a': 1}\n    items.append(one)\n    one['a'] = 2"),
    "changed by a method": ("items = [{'a': 1}]", "items.clear()\n    items[0].update(request.json)"),
    "another name for it": ("items = [{'a': 1}]", "other = items\n    other.append({'a': 3})"),
    "values that no table keeps": ("items = []", "items.append({'a': object()})"),
    "a set as value": ("items = []", "items.append({'a': {1, 2}})"),
    "keys of two kinds": ("items = {'a': {'a': 1}}", "items[5] = {'a': 1}"),
    "keys of a kind that is not known": ("items = {}", "items[request.args['k']] = {'a': 1}"),
    "no records": ("items = []", "items.append(1)"),
    "never changed": ("items = [{'a': 1}]", "len(items)"),
    "a name that the table has": ("items = []", "items.append({'metadata': 1})"),
    "used while it is loaded": ("items = [{'a': 1}]\nitems.append({'a': 2})", "items.clear()"),
    "a database beside it": ("import sqlite3\nitems = [{'a': 1}]", "items.clear()"),
}


@pytest.mark.parametrize("name", NOT_UNDERSTOOD)
def test_a_use_that_is_not_understood_keeps_it_in_memory(tmp_path: Path, name: str) -> None:
    made, use = NOT_UNDERSTOOD[name]

    assert found(tmp_path, f"{HEAD}{made}\n{USE.format(use)}") == {}


def test_the_uses_around_them_are_understood(tmp_path: Path) -> None:
    uses = "items.append({'a': len(items)})\n    items[0]['a'] = 2\n    return jsonify(items)"

    assert found(tmp_path, f"{HEAD}items = [{{'a': 1}}]\n{USE.format(uses)}") == {"items": (("a", "any"),)}


def found(folder: Path, app: str) -> dict[str, object]:
    (folder / "app.py").write_text(app)
    from archwright.port.source import load

    source = load(study(folder / "app.py", plugins(readers)))
    return {own.name: store.fields for own, store in stores(source).items()}


def test_the_recipe_does_what_its_example_says(tmp_path: Path) -> None:
    example = memory_stores.EXAMPLES[0]
    (tmp_path / "app.py").write_text(example.source)
    facts = study(tmp_path / "app.py", plugins(readers))

    parts = port(facts, [*plugins(_proven), *plugins(recipes)]).parts

    assert missing(example, {file.path: file.text for file in parts.of(TextFile)}) == []
