"""Facts of two small apps, written by hand: a to-do list with a login on raw SQLite, and a JSON list in memory."""

import pytest

from archwright.model.facts import (
    Answer,
    Entity,
    Extension,
    Facts,
    Field,
    OutsideCall,
    PathParam,
    Query,
    Read,
    Relation,
    Route,
    Setting,
    SourceFile,
    State,
    View,
)
from archwright.model.place import Gap, Place


def at(line: int, file: str = "app.py") -> Place:
    return Place(file, line)


def view(name: str, line: int, **more: object) -> View:
    return View(name=name, place=at(line), end_line=line + 8, statements=5, **more)  # type: ignore[arg-type]


def route(rule: str, methods: str, name: str, line: int, **more: object) -> Route:
    return Route(rule, tuple(methods.split()), name, name, at(line), **more)  # type: ignore[arg-type]


ITEM = (PathParam("task_id", "int"),)


@pytest.fixture
def todo() -> Facts:
    return Facts(
        root="/home/ann/todo-list",
        entry="app.py",
        framework="flask",
        files=(SourceFile("app.py", 120, "d", "ast"),),
        routes=(
            route("/", "GET", "index", 20),
            route("/index", "GET", "index", 21),
            route("/login", "GET POST", "login", 30),
            route("/tasks", "POST", "add_task", 40, guards=("login_required",)),
            route("/tasks/<int:task_id>/delete", "GET", "delete_task", 50, params=ITEM),
            route("/tasks/<int:task_id>/done", "POST", "done", 60, params=ITEM),
        ),
        views=(
            view("index", 20, entities=("tasks",), answers=(Answer("template", at(25), target="index.html"),)),
            view(
                "login",
                30,
                reads=(
                    Read("form", "username", at(31), required=True),
                    Read("form", "password", at(32), required=True),
                    Read("session", "user_id", at(34)),
                    Read("query", "next", at(35)),
                ),
                answers=(
                    Answer("redirect", at(36), status=302, target="index"),
                    Answer("template", at(37), target="login.html"),
                ),
                calls=("check_password_hash",),
                entities=("users",),
                touches_database=True,
            ),
            view("add_task", 40, reads=(Read("form", "title", at(41), required=True),), entities=("tasks",)),
            view("delete_task", 50, entities=("tasks",), answers=(Answer("redirect", at(53), target="index"),)),
            view("done", 60, entities=("tasks",), answers=(Answer("abort", at(61), status=404),)),
        ),
        entities=(
            Entity(
                "users",
                "users",
                "sql",
                at(2, "schema.sql"),
                (
                    Field("id", "INTEGER", at(3, "schema.sql"), nullable=False, primary_key=True),
                    Field("username", "VARCHAR(80)", at(4, "schema.sql"), nullable=False, unique=True),
                    Field("password", "TEXT", at(5, "schema.sql"), nullable=False),
                ),
            ),
            Entity(
                "tasks",
                "tasks",
                "sql",
                at(8, "schema.sql"),
                (
                    Field("id", "INTEGER", at(9, "schema.sql"), primary_key=True),
                    Field("user_id", "INTEGER", at(10, "schema.sql"), nullable=False, foreign_key="users.id"),
                    Field("title", "TEXT", at(11, "schema.sql"), nullable=False),
                    Field("done", "BOOLEAN", at(12, "schema.sql"), default="0"),
                ),
            ),
        ),
        queries=(
            Query("SELECT * FROM tasks", ("tasks",), "select", "literal", at(22)),
            Query("INSERT INTO tasks (title) VALUES (?)", ("tasks",), "insert", "literal", at(43)),
            Query("DELETE FROM tasks WHERE id = {task_id}", ("tasks",), "delete", "format", at(52)),
            Query("UPDATE tasks SET done = 1 WHERE id = ?", ("tasks",), "update", "literal", at(62)),
        ),
        settings=(
            Setting("SECRET_KEY", at(6), default="'tr0ub4dor'", secret=True),
            Setting("DEBUG", at(110), default="True"),
            Setting("DATABASE", at(7), default="'todo.db'"),
        ),
        packages=("flask", "sqlite3", "werkzeug"),
        gaps=(Gap(at(90), "add_url_rule", "the rule is not a literal"),),
    )


@pytest.fixture
def notes() -> Facts:
    """A JSON API over a list, with a mapped class beside it and a call to the outside."""
    return Facts(
        root="/srv/notes",
        entry="main.py",
        framework="flask",
        routes=(
            route("/api/notes", "GET POST", "notes", 10),
            route("/api/notes/<int:note_id>", "GET PUT DELETE", "note", 20, params=(PathParam("note_id", "int"),)),
            route("/api/rate", "GET", "rate", 30),
        ),
        views=(
            view(
                "notes",
                10,
                reads=(Read("json", "text", at(11), required=True),),
                answers=(Answer("json", at(14), shape=("id", "text")), Answer("json", at(15), status=201)),
                entities=("notes",),
            ),
            view("note", 20, answers=(Answer("json", at(24)),), entities=("notes",)),
            view("rate", 30, answers=(Answer("json", at(33), shape=("rate",)),), calls=("requests.get",)),
        ),
        entities=(
            Entity("notes", "notes", "memory", at(5), (Field("id", "int", at(6)), Field("text", "str", at(6)))),
            Entity(
                "Tag",
                "tag",
                "orm",
                at(40),
                (
                    Field("id", "db.Integer", at(41), primary_key=True),
                    Field("label", "db.String(50)", at(42), nullable=False, unique=True),
                    Field("made", "db.DateTime", at(43), default="datetime.utcnow"),
                ),
                (Relation("notes", "Note", at(44), secondary="note_tags"),),
            ),
        ),
        states=(State("notes", "list", at(5), writers=("notes", "note")),),
        outside_calls=(OutsideCall("requests", "requests.get", at(31)),),
        extensions=(Extension("flask_cors", "cors", at(4)),),
    )
