"""Every operation of evolution: a page before, a page after, rows, and what they should be."""

from collections.abc import Iterator
from dataclasses import dataclass

from pages import entity, field, key, listed, many, one, page

from archwright.model.blueprint import Blueprint, Check, Entity, Field, Relation

Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Case:
    """`up` and `down` are a query and its answer; without `down` everything is as it was."""

    name: str
    before: Blueprint
    after: Blueprint
    rows: tuple[str, ...]
    up: tuple[str, Rows]
    down: tuple[str, Rows] | None = None
    allow: tuple[str, ...] = ()


PROJECT = entity("Project", field("name"))
NOTE = entity("Note", field("text", "text"), one("task", "Task", on_delete="cascade"))
LABEL = entity("Label", field("name"))
TITLE = field("title", low=1, high=100, unique="all")
HOME = one("project", "Project", on_delete="cascade")
STORED = (
    f"INSERT INTO projects (id, name) VALUES ('{key(1)}', 'house'), ('{key(2)}', 'garden')",
    f"INSERT INTO tasks (id, title, project_id) VALUES ('{key(11)}', 'paint: a \"100%\" wall', '{key(1)}')",
    f"INSERT INTO tasks (id, title, project_id) VALUES ('{key(12)}', 'dig', '{key(2)}')",
    f"INSERT INTO notes (id, text, task_id) VALUES ('{key(21)}', 'red', '{key(11)}'), ('{key(22)}', 'deep', '{key(12)}')",
)
NOTES = "SELECT count(*) FROM notes JOIN tasks ON tasks.id = notes.task_id"


def of_task(
    name: str,
    before: list[Field | Relation],
    after: list[Field | Relation],
    values: str,
    up: tuple[str, Rows],
    **more: object,
) -> Case:
    """A case about other fields of a task. `values` sets them: "points = 3"."""
    filled = (f"UPDATE tasks SET {values}",) if values and "=" in values else ()
    told = {key: more.pop(key) for key in ("down", "allow") if key in more}
    old = more.pop("old", {})
    return Case(
        name,
        tasks(*before, **old),  # type: ignore[arg-type]
        tasks(*after, **more),
        (*_made_with(values), *filled) if not filled else (*STORED, *filled),
        up,
        **told,  # type: ignore[arg-type]
    )


def tasks(*parts: Field | Relation, others: tuple[Entity, ...] = (), ids: str = "uuid", **more: object) -> Blueprint:
    return page(PROJECT, entity("Task", TITLE, HOME, *parts, **more), NOTE, *others, ids=ids)


def _made_with(values: str) -> tuple[str, ...]:
    """Rows with values that have to be there from the start: "points: 3"."""
    if not values:
        return STORED
    names, _, given = values.partition(":")
    return tuple(
        statement.replace("project_id)", f"project_id, {names})").replace(f"'{key(n)}')", f"'{key(n)}',{given})")
        if statement.startswith("INSERT INTO tasks")
        else statement
        for statement, n in zip(STORED, (0, 1, 2, 0), strict=True)
    )


def columns() -> Iterator[Case]:
    yield of_task(
        "add a column that may be empty",
        [],
        [field("due", "date", optional=True)],
        "",
        ("SELECT due FROM tasks", [(None,)] * 2),
    )
    yield of_task(
        "add a column with a default",
        [],
        [field("points", "int", default=3)],
        "",
        ("SELECT points FROM tasks", [(3,)] * 2),
    )
    yield of_task(
        "add a column with a true default",
        [],
        [field("open", "bool", default=True)],
        "",
        ("SELECT count(*) FROM tasks WHERE open", [(2,)]),
    )
    yield of_task(
        "add a required column",
        [],
        [field("points", "int", low=0, backfill=5)],
        "",
        ("SELECT points FROM tasks", [(5,)] * 2),
    )
    yield of_task(
        "add a required text",
        [],
        [field("place", high=50, backfill="it's: here")],
        "",
        ("SELECT place FROM tasks", [("it's: here",)] * 2),
    )
    yield of_task(
        "add a moment", [], [], "", ("SELECT count(*) FROM tasks WHERE created_at IS NOT NULL", [(2,)]), timestamps=True
    )
    yield of_task("add a version", [], [], "", ("SELECT version FROM tasks", [(1,)] * 2), versioned=True)
    yield of_task(
        "drop a column",
        [field("points", "int", low=0)],
        [],
        "points: 7",
        (NOTES, [(2,)]),
        down=("SELECT points FROM tasks", [(0,)] * 2),
        loss=True,
    )
    yield of_task(
        "drop an optional column with an index",
        [field("due", "date", optional=True, index=True)],
        [],
        "due = '2026-01-01'",
        (NOTES, [(2,)]),
        down=("SELECT due FROM tasks", [(None,)] * 2),
        loss=True,
    )
    yield of_task(
        "drop a plain column",
        [field("place", optional=True)],
        [],
        "place = 'x'",
        (NOTES, [(2,)]),
        down=("SELECT place FROM tasks", [(None,)] * 2),
        allow=("tasks.place",),
    )
    yield of_task(
        "rename a column",
        [field("points", "int")],
        [field("estimate", "int", was="points")],
        "points: 7",
        ("SELECT estimate FROM tasks", [(7,)] * 2),
    )
    yield of_task(
        "rename a column with a check, an index and a unique key",
        [field("points", "int", low=0, index=True)],
        [field("estimate", "int", low=0, index=True, was="points")],
        "points: 7",
        ("SELECT estimate FROM tasks", [(7,)] * 2),
        old={"unique": (("title", "points"),)},
        unique=(("title", "estimate"),),
    )
    yield of_task(
        "rename to a reserved word",
        [field("rank", "int", low=0)],
        [field("order", "int", low=0, was="rank")],
        "rank: 7",
        ('SELECT "order" FROM tasks', [(7,)] * 2),
    )
    yield of_task(
        "rename and retype and require",
        [field("points", "int", optional=True)],
        [field("estimate", "decimal", precision=12, scale=2, low=0, was="points", backfill=0)],
        "points = 4",
        ("SELECT count(*) FROM tasks WHERE estimate = 4", [(2,)]),
    )
    yield of_task(
        "require a column",
        [field("points", "int", optional=True)],
        [field("points", "int", backfill=9)],
        "",
        ("SELECT points FROM tasks", [(9,)] * 2),
        down=("SELECT points FROM tasks", [(9,)] * 2),
    )
    yield of_task(
        "relax a column",
        [field("points", "int")],
        [field("points", "int", optional=True)],
        "points: 2",
        ("SELECT points FROM tasks", [(2,)] * 2),
    )
    yield of_task(
        "change a default",
        [field("points", "int", default=1)],
        [field("points", "int", default=2)],
        "points: 8",
        ("SELECT points FROM tasks", [(8,)] * 2),
    )
    yield of_task(
        "take a default away",
        [field("place", default="here")],
        [field("place")],
        "place: 'there'",
        ("SELECT place FROM tasks", [("there",)] * 2),
    )


def types() -> Iterator[Case]:
    n = "points"
    yield of_task(
        "widen a text",
        [field("place", high=10)],
        [field("place", high=300)],
        "place: 'there'",
        ("SELECT place FROM tasks", [("there",)] * 2),
    )
    yield of_task(
        "widen a text without end",
        [field("place", high=10)],
        [field("place", "text")],
        "place: 'there'",
        ("SELECT place FROM tasks", [("there",)] * 2),
    )
    yield of_task(
        "widen an integer",
        [field(n, "int")],
        [field(n, "int", high=2**40)],
        "points: 8",
        ("SELECT points FROM tasks", [(8,)] * 2),
    )
    yield of_task(
        "an integer becomes a decimal",
        [field(n, "int", low=0, default=1)],
        [field(n, "decimal", precision=12, scale=2, low=0, default=1)],
        "points: 8",
        ("SELECT count(*) FROM tasks WHERE points = 8", [(2,)]),
    )
    yield of_task(
        "an integer becomes a text",
        [field(n, "int")],
        [field(n)],
        "points: 8",
        ("SELECT points FROM tasks", [("8",)] * 2),
    )
    yield of_task(
        "a truth becomes a number",
        [field("open", "bool", default=True)],
        [field("open", "int", default=0)],
        "open: true",
        ("SELECT open FROM tasks", [(1,)] * 2),
    )
    yield of_task(
        "a day becomes a moment",
        [field("due", "date")],
        [field("due", "datetime")],
        "due: '2026-02-03'",
        ("SELECT count(*) FROM tasks WHERE due >= '2026-02-03 00:00:00' AND due < '2026-02-03 01:00:00'", [(2,)]),
    )
    yield of_task(
        "a key becomes a text",
        [field("code", "uuid")],
        [field("code")],
        f"code: '{key(171)}'",
        ("SELECT code FROM tasks", [("00000000-0000-0000-0000-0000000000ab",)] * 2),
    )
    yield of_task(
        "narrow a text",
        [field("place", high=100)],
        [field("place", high=3, loss=True)],
        "place: 'there'",
        ("SELECT place FROM tasks", [("the",)] * 2),
        down=("SELECT place FROM tasks", [("the",)] * 2),
    )
    yield of_task(
        "narrow a text by a stated way",
        [field(n)],
        [field(n, "int", using="CAST(replace(points, ' points', '') AS INTEGER)")],
        "points: '8 points'",
        ("SELECT points FROM tasks", [(8,)] * 2),
        down=("SELECT points FROM tasks", [("8",)] * 2),
    )
    yield of_task(
        "narrow a decimal",
        [field(n, "decimal", precision=12, scale=2)],
        [field(n, "int", loss=True)],
        "points: 8.25",
        ("SELECT points FROM tasks", [(8,)] * 2),
        down=("SELECT count(*) FROM tasks WHERE points = 8", [(2,)]),
    )
    yield of_task(
        "narrow a moment",
        [field("due", "datetime")],
        [field("due", "date", loss=True)],
        "due: '2026-02-03 10:11:12.000000'",
        ("SELECT due FROM tasks", [("2026-02-03",)] * 2),
        down=("SELECT count(*) FROM tasks WHERE due >= '2026-02-03 00:00:00' AND due < '2026-02-03 01:00:00'", [(2,)]),
    )


def enums() -> Iterator[Case]:
    def status(*choices: str, **more: object) -> Field:
        return field("status", "enum", choices=choices, default="todo", **more)  # type: ignore[arg-type]

    yield of_task(
        "add a choice",
        [status("todo", "done")],
        [status("todo", "doing", "done")],
        "status = 'done'",
        ("SELECT status FROM tasks", [("done",)] * 2),
    )
    yield of_task(
        "rename a choice",
        [status("todo", "doing")],
        [status("todo", "started", renamed=(("doing", "started"),))],
        "status = 'doing'",
        ("SELECT status FROM tasks", [("started",)] * 2),
    )
    yield of_task(
        "remove a choice",
        [status("todo", "doing", "done")],
        [status("todo", "done", backfill="done")],
        "status = 'doing'",
        ("SELECT status FROM tasks", [("done",)] * 2),
        down=("SELECT status FROM tasks", [("done",)] * 2),
    )
    yield of_task(
        "rename one choice and remove another",
        [status("todo", "doing", "done")],
        [status("todo", "begun", renamed=(("doing", "begun"),), backfill="todo")],
        "status = CASE WHEN title = 'dig' THEN 'done' ELSE 'doing' END",
        ("SELECT status FROM tasks ORDER BY status", [("begun",), ("todo",)]),
        down=("SELECT status FROM tasks ORDER BY status", [("doing",), ("todo",)]),
    )
    yield of_task(
        "a text becomes an enum",
        [field("status", high=20)],
        [field("status", "enum", choices=("todo", "done"))],
        "status: 'done'",
        ("SELECT status FROM tasks", [("done",)] * 2),
    )


def keys() -> Iterator[Case]:
    n = field("points", "int")
    same = ("SELECT points FROM tasks", [(4,), (4,)])
    more = dict(old={}, values="points: 4", up=same)
    yield Case("add a unique key", tasks(n), tasks(n, unique=(("project", "points"),)), _made_with("points: 4"), same)  # type: ignore[arg-type]
    yield Case("drop a unique key", tasks(n, unique=(("project", "points"),)), tasks(n), _made_with("points: 4"), same)  # type: ignore[arg-type]
    yield of_task("add a check", [n], [field("points", "int", low=0, high=10)], "points: 4", same)
    yield of_task(
        "change a check", [field("points", "int", low=0)], [field("points", "int", low=0, high=10)], "points: 4", same
    )
    yield of_task("drop a check", [field("points", "int", low=0)], [n], "points: 4", same)
    yield of_task(
        "add a rule over two fields",
        [n],
        [n],
        "points: 4",
        same,
        checks=(Check("short", "points > 0 OR title = ':x'"),),
    )
    yield of_task("add an index", [n], [field("points", "int", index=True)], "points: 4", same)
    yield of_task("drop an index", [field("points", "int", index=True)], [n], "points: 4", same)
    yield of_task("add a sort", [n], [n], "points: 4", same, listing=listed(sort=("points",), filter=("points",)))
    del more


def relations() -> Iterator[Case]:
    also = (LABEL,)
    label = (f"INSERT INTO labels (id, name) VALUES ('{key(31)}', 'blue')",)
    of = dict(others=also)
    blue = f"UPDATE tasks SET label_id = '{key(31)}'"
    yield Case(
        "add a relation",
        tasks(**of),
        tasks(one("label", "Label", optional=True), **of),
        (*STORED, *label),
        ("SELECT label_id FROM tasks", [(None,)] * 2),
    )  # type: ignore[arg-type]
    yield Case(
        "add a required relation",
        tasks(**of),
        tasks(one("label", "Label", backfill=key(31)), **of),
        (*STORED, *label),
        ("SELECT name FROM tasks JOIN labels ON label_id = labels.id", [("blue",)] * 2),
    )  # type: ignore[arg-type]
    yield Case(
        "add a relation to a new entity",
        tasks(),
        tasks(one("label", "Label", optional=True), **of),
        STORED,
        ("SELECT label_id FROM tasks", [(None,)] * 2),
    )  # type: ignore[arg-type]
    yield Case(
        "add a relation to itself",
        tasks(),
        tasks(one("parent", "Task", optional=True, on_delete="cascade")),
        STORED,
        ("SELECT parent_id FROM tasks", [(None,)] * 2),
    )
    yield Case(
        "change what a delete does",
        tasks(one("label", "Label", optional=True), **of),
        tasks(one("label", "Label", optional=True, on_delete="set null"), **of),
        (*STORED, *label, blue),
        ("SELECT name FROM tasks JOIN labels ON label_id = labels.id", [("blue",)] * 2),
    )  # type: ignore[arg-type]
    yield Case(
        "drop a relation",
        tasks(one("label", "Label", optional=True), **of),
        tasks(loss=True, **of),
        (*STORED, *label, blue),
        (NOTES, [(2,)]),
        ("SELECT label_id FROM tasks", [(None,)] * 2),
    )  # type: ignore[arg-type]
    yield Case(
        "rename a relation",
        tasks(one("label", "Label", optional=True), **of),
        tasks(one("tag", "Label", optional=True, was="label"), **of),
        (*STORED, *label, blue),
        ("SELECT name FROM tasks JOIN labels ON tag_id = labels.id", [("blue",)] * 2),
    )  # type: ignore[arg-type]
    yield Case(
        "one becomes many",
        tasks(one("label", "Label", optional=True), **of),
        tasks(many("labels", "Label", was="label"), **of),
        (*STORED, *label, blue),
        ("SELECT name FROM tasks_labels JOIN labels ON label_id = labels.id", [("blue",)] * 2),
    )  # type: ignore[arg-type]
    tied = f"INSERT INTO tasks_labels (task_id, label_id) SELECT id, '{key(31)}' FROM tasks"
    yield Case(
        "many become one",
        tasks(many("labels", "Label"), **of),
        tasks(one("label", "Label", optional=True, was="labels", loss=True), **of),
        (*STORED, *label, tied),
        ("SELECT name FROM tasks JOIN labels ON label_id = labels.id", [("blue",)] * 2),
    )  # type: ignore[arg-type]
    yield Case("add a relation to many", tasks(**of), tasks(many("labels", "Label"), **of), STORED, (NOTES, [(2,)]))  # type: ignore[arg-type]
    yield Case(
        "drop a relation to many",
        tasks(many("labels", "Label"), **of),
        tasks(loss=True, **of),
        (*STORED, *label, tied),
        (NOTES, [(2,)]),
        ("SELECT count(*) FROM tasks_labels", [(0,)]),
    )  # type: ignore[arg-type]
    yield Case(
        "rename a relation to many",
        tasks(many("labels", "Label"), **of),
        tasks(many("tags", "Label", was="labels"), **of),
        (*STORED, *label, tied),
        ("SELECT name FROM tasks_tags JOIN labels ON label_id = labels.id", [("blue",)] * 2),
    )  # type: ignore[arg-type]


def tables() -> Iterator[Case]:
    yield Case("add an entity", tasks(), tasks(others=(LABEL,)), STORED, ("SELECT count(*) FROM labels", [(0,)]))
    ring = (entity("Left", one("right", "Right", optional=True)), entity("Right", one("left", "Left", optional=True)))
    yield Case(
        "add entities that refer to each other",
        tasks(),
        tasks(others=ring),
        STORED,
        ("SELECT count(*) FROM lefts", [(0,)]),
    )
    yield Case(
        "drop an entity",
        tasks(others=(LABEL,)),
        tasks(),
        (*STORED, f"INSERT INTO labels (id, name) VALUES ('{key(1)}', 'x')"),
        (NOTES, [(2,)]),
        ("SELECT count(*) FROM labels", [(0,)]),
        allow=("labels",),
    )
    points = field("points", "int", low=0, index=True)
    label = many("labels", "Label")
    before = page(PROJECT, entity("Task", TITLE, HOME, points, label), NOTE, LABEL)
    todo = entity("Todo", TITLE, HOME, points, label, was="Task")
    after = page(
        PROJECT,
        todo,
        entity("Note", field("text", "text"), one("todo", "Todo", on_delete="cascade", was="task")),
        LABEL,
    )
    tied = (
        f"INSERT INTO labels (id, name) VALUES ('{key(31)}', 'blue')",
        f"INSERT INTO tasks_labels (task_id, label_id) SELECT id, '{key(31)}' FROM tasks",
    )
    renamed = "SELECT name FROM todos_labels JOIN labels ON label_id = labels.id JOIN todos ON todos.id = todos_labels.todo_id JOIN notes ON notes.todo_id = todos.id"
    yield Case("rename an entity", before, after, (*_made_with("points: 3"), *tied), (renamed, [("blue",)] * 2))
    word = entity("Order", field("group", "int", low=0, index=True), field("user", high=30), table="order")
    wider = entity(
        "Order",
        field("group", "int", low=1, high=9, index=True),
        field("user", high=60),
        field("check", "bool", default=False),
        table="order",
        soft_delete=True,
        unique=(("user",),),
    )
    yield Case(
        "names that are words of SQL",
        page(word),
        page(wider),
        (f'INSERT INTO "order" (id, "group", "user") VALUES (\'{key(1)}\', 4, \'a\')',),
        ('SELECT "group", "user" FROM "order"', [(4, "a")]),
    )
    whole = tasks(ids="int")
    stored = (
        "INSERT INTO projects (name) VALUES ('house')",
        "INSERT INTO tasks (title, project_id) VALUES ('paint', 1), ('dig', 1)",
        "INSERT INTO notes (text, task_id) VALUES ('red', 1), ('deep', 2)",
    )
    yield Case(
        "ids that are counted",
        whole,
        tasks(field("points", "int", backfill=1), ids="int"),
        stored,
        ("SELECT id, points FROM tasks ORDER BY id", [(1, 1), (2, 1)]),
    )


def splits() -> Iterator[Case]:
    parts = (field("street"), field("city", optional=True))
    values = "street, city: 'Main', 'Rome'"
    moved = "SELECT street, city FROM tasks JOIN addresses ON addresses.id = address_id"
    address = entity("Address", *parts, table="addresses", split_from="Task")
    yield Case(
        "split an entity",
        tasks(*parts),
        tasks(one("address", "Address"), others=(address,)),
        _made_with(values),
        (moved, [("Main", "Rome")] * 2),
    )
    may = (field("street", optional=True), field("city", optional=True))
    some = entity("Address", *may, table="addresses", split_from="Task")
    yield Case(
        "split what may be empty",
        tasks(*may),
        tasks(one("address", "Address", optional=True), others=(some,)),
        (*STORED, "UPDATE tasks SET city = 'Rome' WHERE title = 'dig'"),
        (moved, [(None, "Rome")]),
    )
    back = entity("Address", *parts, one("task", "Task", on_delete="cascade"), table="addresses", split_from="Task")
    yield Case(
        "split an entity that refers back",
        tasks(*parts),
        tasks(others=(back,)),
        _made_with(values),
        ("SELECT street, city FROM tasks JOIN addresses ON tasks.id = task_id", [("Main", "Rome")] * 2),
    )
    stored = (
        "INSERT INTO projects (name) VALUES ('house')",
        "INSERT INTO tasks (title, project_id, street, city) VALUES ('paint', 1, 'Main', 'Rome'), ('dig', 1, 'Main', 'Rome')",
    )
    yield Case(
        "split an entity with counted ids",
        tasks(*parts, ids="int"),
        tasks(one("address", "Address"), others=(address,), ids="int"),
        stored,
        (moved, [("Main", "Rome")] * 2),
    )


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


CASES = [*columns(), *types(), *enums(), *keys(), *relations(), *tables(), *splits(), *policies()]
