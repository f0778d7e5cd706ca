"""Entities that come, go, are renamed and split."""

from collections.abc import Iterator

from pages import entity, field, key, many, one, page

from cases.case import HOME, LABEL, NOTE, NOTES, PROJECT, STORED, TITLE, Case, made_with, tasks


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
    renamed = "SELECT name FROM todos_labels JOIN labels ON label_id = labels.id"
    renamed += " JOIN todos ON todos.id = todos_labels.todo_id"
    renamed += " JOIN notes ON notes.todo_id = todos.id"
    yield Case("rename an entity", before, after, (*made_with("points: 3"), *tied), (renamed, [("blue",)] * 2))
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
        made_with(values),
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
        made_with(values),
        ("SELECT street, city FROM tasks JOIN addresses ON tasks.id = task_id", [("Main", "Rome")] * 2),
    )
    stored = (
        "INSERT INTO projects (name) VALUES ('house')",
        "INSERT INTO tasks (title, project_id, street, city) VALUES ('paint', 1, 'Main', 'Rome')",
        "INSERT INTO tasks (title, project_id, street, city) VALUES ('dig', 1, 'Main', 'Rome')",
    )
    yield Case(
        "split an entity with counted ids",
        tasks(*parts, ids="int"),
        tasks(one("address", "Address"), others=(address,), ids="int"),
        stored,
        (moved, [("Main", "Rome")] * 2),
    )
