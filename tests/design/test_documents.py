"""What people and programs read: pages, pictures, terminal text and JSON."""

import json

from archwright.design import as_json, as_text, design, documents
from archwright.model.facts import Facts
from archwright.model.place import Place
from archwright.model.ported import Moved

INDEX = Moved("index", "index", "layered", 3, Place("app.py", 20), module="app.api.routes.tasks")


def test_documents_have_these_paths(notes: Facts) -> None:
    assert sorted(documents(design(notes))) == [
        "blueprint.yaml",
        "docs/architecture.md",
        "docs/decisions/0001-keep-the-wire.md",
        "docs/decisions/0002-database.md",
        "docs/decisions/0003-in-memory-store.md",
        "docs/decisions/0004-migrations.md",
        "docs/decisions/0005-outside-calls.md",
        "docs/decisions/0006-sync-kept.md",
        "docs/migration-ladder.md",
        "docs/questions.json",
        "docs/routes.md",
    ]


def test_a_record_has_its_facts_options_decision_and_consequences(notes: Facts) -> None:
    text = documents(design(notes))["docs/decisions/0005-outside-calls.md"]

    expected = """\
# 5. requests is called from services, not from routes

## Context

1 call: `requests.get`.

- requests.get (`app.py:31`)

## Options

| option | gains | costs |
| --- | --- | --- |
| from the service, as written | arguments and errors stay | a test needs the network |
| behind a client class | one place for time limits and stand-ins | a class for each library |

## Decision

From the service, as written: a client class would change nothing that a caller sees.

## Consequences

- Give a library its own client when it gets a second caller or a time limit.
"""
    assert expected == text


def test_the_route_table_gets_its_right_half_once_something_is_ported(todo: Facts) -> None:
    before = documents(design(todo))["docs/routes.md"]
    after = documents(design(todo, [INDEX]))["docs/routes.md"]

    assert "| `/` | GET | `index` app.py:20 | Task.list |\n" in before
    assert "| `/` | GET | `index` app.py:20 | Task.list | `app.api.routes.tasks` | layered |  |\n" in after


def test_entities_are_drawn_with_keys_and_references(todo: Facts) -> None:
    drawn = design(todo).diagrams.entities

    assert drawn.startswith("erDiagram\n    User {\n        INTEGER id PK\n        VARCHAR username UK\n")
    assert drawn.endswith("    User ||--o{ Task : user\n")


def test_the_login_flow_is_drawn_from_its_view(todo: Facts) -> None:
    drawn = design(todo).diagrams.login

    assert "    C->>R: POST /login (username, password, next)\n" in drawn
    assert "    S->>S: check_password_hash\n" in drawn
    assert "        R-->>C: page login.html\n" in drawn


def test_no_login_no_login_picture(notes: Facts) -> None:
    assert design(notes).diagrams.login == ""
    assert "## Login" not in documents(design(notes))["docs/architecture.md"]


def test_the_system_shows_only_what_is_there(todo: Facts, notes: Facts) -> None:
    assert "subgraph outside" not in design(todo).diagrams.system
    assert 'outside0["requests"]' in design(notes).diagrams.system


def test_json_says_places_as_file_and_line(todo: Facts) -> None:
    said = json.loads(as_json(design(todo)))

    assert said["risks"][0]["evidence"][0]["place"] == "app.py:52"
    assert said["draft"]["stack"]["database"] == "sqlite"


def test_questions_as_data_carry_the_consequence_of_the_default(notes: Facts) -> None:
    (first, *_) = json.loads(documents(design(notes))["docs/questions.json"])["questions"]

    assert first["id"] == "who-may-write"
    assert first["default"] == "anyone"
    assert first["consequence"] == "the routes stay open, as they are now"


def test_the_terminal_says_how_many_gaps_there_were(todo: Facts) -> None:
    assert as_text(design(todo)).endswith("\n1 gap: each is listed in docs/architecture.md\n")


def test_no_text_repeats_a_secret(todo: Facts) -> None:
    made = design(todo)

    assert not any("tr0ub4dor" in text for text in (as_text(made), as_json(made), *documents(made).values()))
