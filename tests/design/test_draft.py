"""The blueprint draft: exact, short, the same each time."""

from dataclasses import replace

from ruamel.yaml import YAML

from archwright.design import design
from archwright.design.draft.fields import type_of
from archwright.model.facts import Entity, Facts, PathParam, Route, Setting, View
from archwright.model.place import Place


def test_draft_of_a_todo_list_reads_like_its_owner_would_say_it(todo: Facts) -> None:
    expected = """\
# A draft read from the source; the comment of a line says where it was found.
archwright: 1
name: todo_list
stack: {database: sqlite}                       # schema.sql:2, by raw SQL
auth: {login: session, passwords: werkzeug}     # app.py:34
entities:
  User:                                         # schema.sql:2, table users
    fields:
      username: str(..80), unique               # schema.sql:4
      password: text                            # schema.sql:5
  Task:                                         # schema.sql:8, table tasks
    fields:
      user: User                                # schema.sql:10
      title: text                               # schema.sql:11
      done: bool? = false                       # schema.sql:12
    crud:
      list: GET /                               # app.py:20 index
      create: POST /tasks                       # app.py:40 add_task, login_required
      update: POST /tasks/{task_id:int}/done    # app.py:60 done
      delete: GET /tasks/{task_id:int}/delete   # app.py:50 delete_task
operations:
  index:                                        # app.py:21 index
    route: GET /index
    output: page index.html
  login_page:                                   # app.py:30 login
    route: GET /login
    output: page login.html
  login:                                        # app.py:30 login
    route: POST /login
    output: redirect index
settings:
  secret_key: secret                            # app.py:6, written in the code
  debug: bool = true                            # app.py:110
  database: str = todo.db                       # app.py:7
"""

    assert design(todo).blueprint == expected


def test_draft_never_repeats_a_secret(todo: Facts) -> None:
    assert "tr0ub4dor" not in design(todo).blueprint


def test_same_facts_give_the_same_bytes(notes: Facts) -> None:
    assert design(notes).blueprint == design(notes).blueprint


def test_one_view_with_several_methods_is_several_crud_routes(notes: Facts) -> None:
    (note,) = (entity for entity in design(notes).draft.entities if entity.name == "Note")

    assert [(crud.role, crud.route) for crud in note.crud] == [
        ("list", "GET /api/notes"),
        ("create", "POST /api/notes"),
        ("read", "GET /api/notes/{note_id:int}"),
        ("update", "PUT /api/notes/{note_id:int}"),
        ("delete", "DELETE /api/notes/{note_id:int}"),
    ]


def test_what_is_not_crud_is_an_operation_with_its_answer(notes: Facts) -> None:
    (operation,) = design(notes).draft.operations

    assert (operation.name, operation.routes, operation.output) == ("rate", ("GET /api/rate",), "json(rate)")


def test_many_to_many_is_a_list_field(notes: Facts) -> None:
    (tag,) = (entity for entity in design(notes).draft.entities if entity.name == "Tag")

    assert [(field.name, field.spec) for field in tag.fields] == [
        ("label", "str(..50), unique"),
        ("made", "datetime?"),
        ("notes", "Note[]"),
    ]


def test_types_are_read_in_both_tongues() -> None:
    written = [
        "db.String(80)",
        "VARCHAR(80)",
        "sa.Numeric(10, 2)",
        "NUMERIC",
        "Enum('a', 'b')",
        "db.DateTime",
        "",
        "GEO",
    ]

    assert [type_of(each) for each in written] == [
        "str(..80)",
        "str(..80)",
        "decimal(10,2)",
        "decimal",
        "enum(a, b)",
        "datetime",
        "any",
        "any",
    ]


def test_methods_of_a_class_view_are_told_apart(notes: Facts) -> None:
    place = Place("main.py", 50)
    get = View("Rates.get", Place("main.py", 51), 52, 1)
    post = View("Rates.post", Place("main.py", 54), 55, 1)
    rates = Route(
        "/rates", ("GET", "POST"), "rates", "Rates", place, guards=("auth.login_required()", "cache.cached(50)")
    )

    made = design(replace(notes, routes=(rates,), views=(get, post), entities=()))

    assert [(op.name, op.routes, op.access) for op in made.draft.operations] == [
        ("get_rates", ("GET /rates",), "auth.login_required"),
        ("rates", ("POST /rates",), "auth.login_required"),
    ]
    assert [row.view for row in made.routes] == ["Rates.get", "Rates.post"]


def test_the_draft_is_yaml_whatever_a_setting_holds(todo: Facts) -> None:
    odd = (Setting("MOTTO", Place("app.py", 3), "'a: b # c'"), Setting("PATTERN", Place("app.py", 4), "'{x}, [y]'"))

    loaded = YAML(typ="safe").load(design(replace(todo, settings=odd)).blueprint)

    assert loaded["settings"] == {"motto": "str = a: b # c", "pattern": "str = {x}, [y]"}
    assert loaded["entities"]["Task"]["crud"]["create"] == "POST /tasks"


def test_what_is_changed_and_committed_is_an_update(notes: Facts) -> None:
    place = Place("main.py", 50)
    rename = Route("/tags/<int:id>", ("GET", "POST"), "rename", "rename", place, (PathParam("id", "int"),))
    view = View("rename", place, 58, 4, entities=("Tag",), calls=("Tag.query.get_or_404", "db.session.commit"))

    made = design(replace(notes, routes=(rename,), views=(view,)))

    (tag,) = (entity for entity in made.draft.entities if entity.name == "Tag")
    assert ("update", "POST /tags/{id:int}") in [(crud.role, crud.route) for crud in tag.crud]


def test_a_link_table_is_the_list_field_of_its_relation(notes: Facts) -> None:
    link = Entity("note_tags", "note_tags", "sql", Place("main.py", 60))

    made = design(replace(notes, entities=(*notes.entities, link)))

    assert [entity.name for entity in made.draft.entities] == ["Note", "Tag"]
