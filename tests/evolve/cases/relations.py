"""Relations."""

from collections.abc import Iterator

from pages import key, many, one

from cases.case import LABEL, NOTES, STORED, Case, tasks


def relations() -> Iterator[Case]:
    also = (LABEL,)
    label = (f"INSERT INTO labels (id, name) VALUES ('{key(31)}', 'blue')",)
    of = {"others": also}
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
