"""Keys, checks and indexes."""

from collections.abc import Iterator

from pages import field, listed

from archwright.model.blueprint import Check
from cases.case import Case, made_with, of_task, tasks


def keys() -> Iterator[Case]:
    n = field("points", "int")
    same = ("SELECT points FROM tasks", [(4,), (4,)])
    yield Case("add a unique key", tasks(n), tasks(n, unique=(("project", "points"),)), made_with("points: 4"), same)  # type: ignore[arg-type]
    yield Case("drop a unique key", tasks(n, unique=(("project", "points"),)), tasks(n), made_with("points: 4"), same)  # type: ignore[arg-type]
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
        checks=(Check("short", "points > 0 OR title LIKE ':x%'"),),
    )
    yield of_task("add an index", [n], [field("points", "int", index=True)], "points: 4", same)
    yield of_task("drop an index", [field("points", "int", index=True)], [n], "points: 4", same)
    yield of_task("add a sort", [n], [n], "points: 4", same, listing=listed(sort=("points",), filter=("points",)))
