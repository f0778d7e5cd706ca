"""A database is compared with the schema, line by line."""

from cases import STORED, tasks
from migrating import World
from pages import field, schema

from archwright import evolve
from archwright.model.schema import Schema


def test_what_was_changed_by_hand_is_told(world: World) -> None:
    wanted = schema(tasks(field("points", "int", default=1, index=True)))
    world.evolve(Schema(), wanted, "0001")
    world.upgrade()
    world.run(
        *STORED,
        "DROP INDEX ix_tasks_points",
        "ALTER TABLE tasks ADD COLUMN extra INTEGER DEFAULT 3",
        "DROP TABLE notes",
        "CREATE TABLE other (id INTEGER PRIMARY KEY)",
    )

    with world.engine.connect() as connection:
        found = evolve.drift(connection, wanted)

    assert found == (
        "notes: the table is missing",
        "other: the table is not in the schema",
        "tasks: column extra is ('INTEGER', True, '3'), should be absent",
        "tasks: index ix_tasks_points is missing, should be (('points',), False, False)",
    )


def test_types_defaults_and_requirements_are_compared(world: World) -> None:
    made = schema(tasks(field("points", "int", default=1), field("place", high=9), field("due", "date")))
    wanted = schema(
        tasks(field("points", "int", default=2), field("place", high=8), field("due", "date", optional=True))
    )
    world.evolve(Schema(), made, "0001")
    world.upgrade()

    with world.engine.connect() as connection:
        found = evolve.drift(connection, wanted)

    assert [line.split(" is ")[0] for line in found] == [
        "tasks: column due",
        "tasks: column place",
        "tasks: column points",
    ]
