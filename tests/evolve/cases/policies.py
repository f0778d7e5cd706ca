"""Soft delete and tenancy."""

from collections.abc import Iterator
from dataclasses import replace

from pages import entity, field, key, page

from archwright.model.blueprint import Auth
from cases.case import STORED, TITLE, Case, of_task, tasks


def policies() -> Iterator[Case]:
    yield of_task(
        "switch soft delete on", [], [], "", ("SELECT deleted_at FROM tasks", [(None,)] * 2), soft_delete=True
    )
    dead = (
        *STORED,
        "UPDATE tasks SET deleted_at = CURRENT_TIMESTAMP WHERE title = 'dig'",
        "DELETE FROM notes WHERE text = 'deep'",
    )
    yield Case(
        "switch soft delete off",
        tasks(soft_delete=True),
        tasks(loss=True),
        dead,
        ("SELECT title FROM tasks", [('paint: a "100%" wall',)]),
        ("SELECT deleted_at FROM tasks", [(None,)]),
    )
    people = entity("Person", field("mail", "email", unique="all"))
    yield Case(
        "those who log in by mail",
        page(people),
        replace(page(people), auth=Auth(entity="Person", login="mail")),
        (f"INSERT INTO persons (id, mail) VALUES ('{key(1)}', 'Ann@Example.com')",),
        ("SELECT mail FROM persons", [("ann@example.com",)]),
        ("SELECT mail FROM persons", [("ann@example.com",)]),
    )
    team = entity("Team", field("name", low=1))
    plain = page(entity("Task", TITLE), ids="uuid")
    yield Case(
        "switch tenancy on",
        plain,
        page(entity("Task", TITLE, tenant=True), team, tenant="Team"),
        (f"INSERT INTO tasks (id, title) VALUES ('{key(1)}', 'a')",),
        ("SELECT name FROM tasks JOIN teams ON teams.id = team_id", [("default",)]),
    )
    unique = field("title", low=1, high=100, unique="tenant")
    yield Case(
        "switch tenancy on with counted ids",
        page(entity("Task", TITLE), team, ids="int"),
        page(entity("Task", unique, tenant=True), team, ids="int", tenant="Team"),
        ("INSERT INTO tasks (title) VALUES ('a')", "INSERT INTO teams (name) VALUES ('one')"),
        ("SELECT name FROM tasks JOIN teams ON teams.id = team_id", [("default",)]),
        ("SELECT title FROM tasks", [("a",)]),
    )
    on = page(entity("Task", unique, tenant=True), team, tenant="Team")
    stored = (
        f"INSERT INTO teams (id, name) VALUES ('{key(2)}', 'red')",
        f"INSERT INTO tasks (id, title, team_id) VALUES ('{key(1)}', 'a', '{key(2)}')",
    )
    yield Case(
        "change rows of tenants",
        on,
        page(
            entity("Task", unique, field("points", "int", optional=False, backfill=3), tenant=True), team, tenant="Team"
        ),
        stored,
        ("SELECT points FROM tasks", [(3,)]),
    )
    may = page(entity("Task", unique, field("points", "int", optional=True), tenant=True), team, tenant="Team")
    must = page(entity("Task", unique, field("points", "int", backfill=3), tenant=True), team, tenant="Team")
    yield Case(
        "require something of tenants",
        may,
        must,
        stored,
        ("SELECT points FROM tasks", [(3,)]),
        ("SELECT points FROM tasks", [(3,)]),
    )
    yield Case(
        "switch tenancy off",
        on,
        page(entity("Task", TITLE, loss=True), team),
        stored,
        ("SELECT title FROM tasks", [("a",)]),
        ("SELECT name FROM tasks JOIN teams ON teams.id = team_id", [("default",)]),
    )
