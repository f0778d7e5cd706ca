"""Columns that come, go and change."""

from collections.abc import Iterator

from pages import field

from cases.case import NOTES, Case, of_task


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
