"""Types that become others, and choices."""

from collections.abc import Iterator

from pages import field, key

from archwright.model.blueprint import Field
from cases.case import Case, of_task


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
        [field("status", "enum", choices=("todo", "done"), backfill="todo")],
        "status: 'done'",
        ("SELECT status FROM tasks", [("done",)] * 2),
    )
