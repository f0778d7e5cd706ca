"""Routes say what they answer, as far as the code tells and the recording bears it out."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from archwright import recipes
from archwright.kit.discovery import plugins
from archwright.model.facts import Facts
from archwright.model.parts import TextFile
from archwright.model.ported import Ceiling, Ported
from archwright.model.replay import Exchange, Reply, Request
from archwright.port import port

APP = """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy

    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Task(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        title = db.Column(db.String(80), nullable=False)
        note = db.Column(db.Text)
        due = db.Column(db.DateTime, nullable=False)

        def to_dict(self):
            return {"id": self.id, "title": self.title, "note": self.note}
"""
LISTING = """
    @app.route("/tasks")
    def list_tasks():
        return jsonify({"tasks": [task.to_dict() for task in Task.query.all()]})
"""
ONE = """
    @app.route("/tasks/<int:id>")
    def show_task(id):
        task = Task.query.get(id)
        if task is None:
            return jsonify({"error": "no such task"}), 404
        return jsonify({"id": task.id, "title": task.title})
"""
DUE = """
    @app.route("/due")
    def due():
        task = Task.query.first()
        return jsonify({"due": task.due})
"""
MAYBE = """
    @app.route("/maybe")
    def maybe():
        answer = {"done": True}
        if request.args.get("why"):
            answer["why"] = "asked"
        return jsonify(answer)
"""
AGAIN = """
    @app.route("/again")
    def again():
        found = Task.query.first()
        found = {"key": found.id, "label": found.title}
        return jsonify(found)
"""
PASSED_ON = """
    @app.route("/passed")
    def passed():
        answer = {"done": True}
        fill(answer)
        return jsonify(answer)

    def fill(answer):
        answer["more"] = 1
"""

Written = Callable[..., Ported]


@pytest.fixture
def written(study_files: Callable[..., Facts]) -> Written:
    """Ports the app with those views."""

    def make(*views: str, heard: tuple[Exchange, ...] = (), ceilings: dict[str, Ceiling] | None = None) -> Ported:
        return port(study_files(APP + "".join(views)), plugins(recipes), ceilings, recorded=heard)

    return make


def text_of(ported: Ported, path: str) -> str:
    return next((part.text for part in ported.parts.of(TextFile) if part.path == path), "")


def routes(ported: Ported) -> str:
    return "".join(part.text for part in ported.parts.of(TextFile) if part.path.startswith("app/api/routes/"))


def heard(endpoint: str, value: Any, status: int = 200) -> Exchange:
    reply = Reply(status, (("content-type", "application/json"),), json.dumps(value).encode())
    return Exchange(Request("GET", "/", endpoint=endpoint), reply)


def test_a_list_of_rows_as_a_method_shows_them_has_models_with_the_types_of_the_columns(written: Written) -> None:
    ported = written(LISTING)

    schemas = text_of(ported, "app/schemas/pages.py")
    assert "class TaskRead(BaseModel)" in schemas
    assert "    id: int\n    title: str\n    note: str | None\n" in schemas
    assert "class TaskList(BaseModel)" in schemas
    assert "    tasks: list[TaskRead]\n" in schemas
    assert "-> TaskList:" in routes(ported)
    assert "return TaskList(tasks=" in routes(ported)


def test_an_answer_with_another_status_is_declared_as_an_error(written: Written) -> None:
    ported = written(ONE)

    assert 'responses={404: {"model": Error}}' in routes(ported)
    assert 'JSONResponse({"error": "no such task"}, status_code=404)' in routes(ported)
    assert "return TaskRead(id=task.id, title=task.title)" in routes(ported)
    assert "class Error(BaseModel)" in text_of(ported, "app/schemas/messages.py")


def test_dates_are_written_as_the_original_wrote_them(written: Written) -> None:
    ported = written(DUE, heard=(heard("due", {"due": "Sat, 01 Jan 2000 00:00:00 GMT"}),))

    assert "due: HttpDate" in text_of(ported, "app/schemas/pages.py")
    assert "PlainSerializer(http_date" in text_of(ported, "app/schemas/dates.py")


def test_dates_that_the_original_wrote_in_its_own_way_are_left_alone(written: Written) -> None:
    ported = written(DUE, heard=(heard("due", {"due": "1.1.2000"}),))

    assert "due: Any" in text_of(ported, "app/schemas/pages.py")


def test_a_type_that_a_recorded_answer_contradicts_is_not_claimed(written: Written) -> None:
    ported = written(ONE, heard=(heard("show_task", {"id": "seven", "title": "t"}),))

    assert "    id: Any\n    title: str\n" in text_of(ported, "app/schemas/pages.py")


def test_a_route_whose_recorded_answer_has_other_keys_keeps_its_dict(written: Written) -> None:
    ported = written(LISTING, heard=(heard("list_tasks", {"tasks": [], "page": 1}),))

    assert "-> dict[str, Any]:" in routes(ported)
    assert "TaskList" not in routes(ported)


def test_keys_stand_in_the_order_in_which_the_original_wrote_them(written: Written) -> None:
    ported = written(ONE, heard=(heard("show_task", {"title": "t", "id": 1}),))

    assert "    title: str\n    id: int\n" in text_of(ported, "app/schemas/pages.py")


def test_keys_that_were_never_written_keep_to_the_order_of_the_others(written: Written) -> None:
    ported = written(ONE, MAYBE, heard=(heard("maybe", {"done": True, "why": "asked"}),))
    assert "    id: int\n    title: str\n" in text_of(ported, "app/schemas/pages.py")

    ported = written(
        ONE.replace('"id": task.id, "title": task.title', '"title": task.title, "id": task.id'),
        MAYBE,
        heard=(heard("maybe", {"done": True, "why": "asked"}),),
    )
    assert "    id: int\n    title: str\n" in text_of(ported, "app/schemas/pages.py")


def test_a_key_that_may_be_absent_stays_absent(written: Written) -> None:
    ported = written(MAYBE)

    assert "    done: bool\n    why: str | None = None\n" in text_of(ported, "app/schemas/pages.py")
    assert "response_model_exclude_unset=True" in routes(ported)


def test_an_answer_without_a_body_has_no_model(written: Written) -> None:
    ported = written("""
    @app.route("/gone", methods=["DELETE"])
    def gone():
        return jsonify({"message": "gone"}), 204
""")

    assert "def gone() -> JSONResponse:" in routes(ported)
    assert 'return JSONResponse({"message": "gone"}, status_code=204)' in routes(ported)


def test_a_plain_value_has_its_plain_type(written: Written) -> None:
    ported = written("""
    @app.route("/free")
    def free():
        return jsonify(Task.query.count() == 0)

    @app.route("/names")
    def names():
        return jsonify([task.title for task in Task.query.all()])
""")

    assert "def free(service: PagesServiceDep) -> bool:" in routes(ported)
    assert "def names(service: PagesServiceDep) -> list[str]:" in routes(ported)


def test_a_name_is_what_it_was_given_last(written: Written) -> None:
    ported = written(AGAIN)

    assert "    key: int\n    label: str\n" in text_of(ported, "app/schemas/pages.py")


def test_an_object_that_is_handed_on_may_have_gained_keys(written: Written) -> None:
    assert "response_model" not in routes(written(PASSED_ON))


def test_a_model_never_takes_a_name_that_the_app_has(written: Written) -> None:
    ported = written(LISTING, "\n    class TaskList:\n        pass\n")

    assert "class TasksResponse(BaseModel)" in text_of(ported, "app/schemas/pages.py")


def test_a_route_that_is_held_to_plain_fastapi_has_no_model(written: Written) -> None:
    ported = written(LISTING, ceilings={"list_tasks": "idiomatic"})

    assert "-> dict[str, Any]:" in routes(ported)
    assert [moved.modelled for moved in ported.moved] == [False]
    assert text_of(ported, "app/schemas/pages.py") == ""


def test_a_name_that_a_loop_changes_for_its_next_turn_may_be_either(written: Written) -> None:
    ported = written("""
    @app.route("/turns")
    def turns():
        last = None
        seen = []
        for task in Task.query.all():
            seen.append({"id": task.id, "before": last})
            last = task.title
        return jsonify(seen)
""")

    assert "    before: str | None\n" in text_of(ported, "app/schemas/pages.py")
    assert "response_model=list[TaskRead]" in routes(ported)


def test_a_parameter_that_is_sometimes_replaced_may_be_either(written: Written) -> None:
    ported = written("""
    @app.route("/named/<name>")
    def named(name):
        if name == "me":
            name = 3
        return jsonify({"name": name, "env": os.environ["HOME"], "asked": request.args.get("q")})

    import os
""")

    assert "    name: str | int\n    env: str\n    asked: str | None\n" in text_of(ported, "app/schemas/pages.py")


def test_rows_of_sql_text_have_the_types_of_their_table(written: Written) -> None:
    ported = written("""
    import sqlite3

    @app.route("/old")
    def old():
        con = sqlite3.connect("old.db")
        con.execute("CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, pages INTEGER)")
        cur = con.cursor()
        cur.execute("SELECT id, title, COUNT(*) AS copies FROM books")
        return jsonify([{"id": row[0], "title": row[1], "copies": row[2]} for row in cur.fetchall()])
""")

    assert "    id: int\n    title: str\n    copies: int\n" in text_of(ported, "app/schemas/pages.py")


SHELF = """
    class Shelf(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        made = db.Column(db.Date, nullable=False)
        items = db.relationship("Item", backref="shelf")

    class Item(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        shelf_id = db.Column(db.Integer, db.ForeignKey("shelf.id"))
"""


def test_what_a_relation_leads_to_has_a_model_of_its_own(written: Written) -> None:
    ported = written(
        SHELF,
        """
    @app.route("/shelves")
    def shelves():
        found = Shelf.query.all()
        return jsonify(shelves=[{"id": s.id, "made": s.made, "items": [{"id": i.id} for i in s.items]} for s in found])
""",
    )

    schemas = text_of(ported, "app/schemas/pages.py")
    assert "    id: int\n    made: HttpDate\n    items: list[ItemRead]\n" in schemas
    assert "HttpDate = Annotated[datetime | date, " in text_of(ported, "app/schemas/dates.py")


def test_a_route_that_makes_inner_models_imports_them(written: Written) -> None:
    ported = written("""
    @app.route("/wrapped")
    def wrapped():
        task = Task.query.first()
        return jsonify({"task": {"id": task.id, "title": task.title}, "more": False})
""")

    assert "TaskEnvelope(task=TaskRead(id=task.id, title=task.title), more=False)" in routes(ported)
    assert "import TaskEnvelope\n" in routes(ported)
    assert "import TaskRead\n" in routes(ported)


def test_an_object_that_may_be_missing_is_one_or_none(written: Written) -> None:
    view = """
    @app.route("/latest")
    def latest():
        answer = {"latest": None}
        task = Task.query.first()
        if task:
            answer["latest"] = {"id": task.id}
        return jsonify(answer)
"""
    ported = written(view, heard=(heard("latest", {"latest": {"id": 1}}), heard("latest", {"latest": None})))

    assert "    latest: TaskRead | None\n" in text_of(ported, "app/schemas/pages.py")


def test_what_shows_an_entity_stands_with_the_resource_of_its_name(written: Written) -> None:
    ported = written(
        LISTING.replace("/tasks", "/a"), ONE, ONE.replace("show_task", "see").replace("<int:id>", "x/<int:id>")
    )

    assert "class TaskRead(BaseModel)" in text_of(ported, "app/schemas/tasks.py")
    assert "from app.schemas.tasks import TaskRead\n" in text_of(ported, "app/schemas/pages.py")


def test_a_helper_of_the_app_answers_what_it_is_given(written: Written) -> None:
    ported = written("""
    def wrapped(data, message="fine"):
        return {"data": data, "message": message}

    @app.route("/helped")
    def helped():
        return jsonify(wrapped(Task.query.count()))

    @app.route("/told")
    def told():
        return jsonify(wrapped(data="x", message=None))
""")

    assert "    data: int\n    message: str\n" in text_of(ported, "app/schemas/pages.py")
    assert "    data: str\n    message: Any\n" in text_of(ported, "app/schemas/pages.py")


def test_a_page_of_rows_has_items_and_counts(written: Written) -> None:
    ported = written("""
    @app.route("/paged")
    def paged():
        page = Task.query.paginate(page=1)
        return jsonify({"items": [{"id": t.id} for t in page.items], "total": page.total, "more": page.has_next})
""")

    assert "    items: list[TaskRead]\n    total: int\n    more: bool\n" in text_of(ported, "app/schemas/pages.py")


def test_a_helper_that_may_end_without_a_return_may_give_nothing(written: Written) -> None:
    ported = written("""
    def named(task):
        if task.note:
            return task.title

    @app.route("/silent")
    def silent():
        return jsonify({"name": named(Task.query.first())})
""")

    assert "    name: str | None\n" in text_of(ported, "app/schemas/pages.py")


def test_a_number_in_a_column_is_answered_as_it_is_stored(written: Written) -> None:
    ported = written(
        SHELF,
        """
    @app.route("/items")
    def items():
        return jsonify([{"id": item.id, "shelf": item.shelf_id} for item in Item.query.all()])
""",
    )

    assert "    id: int\n    shelf: StoredInt | None\n" in text_of(ported, "app/schemas/pages.py")
    assert 'StoredInt = Annotated[Any, WithJsonSchema({"type": "integer"})]' in text_of(ported, "app/schemas/stored.py")


def test_an_inner_object_has_its_model_though_another_route_knows_nothing_of_it(written: Written) -> None:
    ported = written("""
    @app.route("/vague")
    def vague():
        return jsonify({"data": request.get_json(), "page": 1})

    @app.route("/vivid")
    def vivid():
        return jsonify({"data": {"id": Task.query.first().id, "k": 1}, "page": 1})
""")

    assert "data=Data(id=service." in routes(ported) or "data=TaskRead(id=service." in routes(ported)
