"""A case: a page before, a page after, rows, and what they should be."""

from dataclasses import dataclass

from pages import entity, field, key, one, page

from archwright.model.blueprint import Blueprint, Entity, Field, Relation

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
    f"INSERT INTO notes (id, text, task_id) VALUES ('{key(21)}', 'red', '{key(11)}'),"
    f" ('{key(22)}', 'deep', '{key(12)}')",
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
        (*made_with(values), *filled) if not filled else (*STORED, *filled),
        up,
        **told,  # type: ignore[arg-type]
    )


def tasks(*parts: Field | Relation, others: tuple[Entity, ...] = (), ids: str = "uuid", **more: object) -> Blueprint:
    return page(PROJECT, entity("Task", TITLE, HOME, *parts, **more), NOTE, *others, ids=ids)


def made_with(values: str) -> tuple[str, ...]:
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
