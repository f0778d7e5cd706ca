"""Up, down and up again, with rows."""

from cases import Case
from migrating import World, plain
from pages import schema

from archwright import evolve
from archwright.model.schema import Schema


def travel(world: World, case: Case) -> None:
    """Fails where a database or its rows are not as they should be."""
    before, after = schema(case.before), schema(case.after)
    world.evolve(Schema(), before, "0001")
    world.evolve(before, after, "0002", case.allow)
    world.upgrade("0001")
    world.run(*case.rows)
    at_first = world.rows()
    world.upgrade("0002")
    expect(world, after, case.up)
    world.downgrade("0001")
    if case.down is None:
        expect(world, before, None)
        assert {table: rows for table, rows in world.rows().items() if at_first[table] or rows} == {
            table: rows for table, rows in at_first.items() if rows
        }
    else:
        expect(world, before, case.down)
    world.upgrade("0002")
    expect(world, after, case.up)
    assert "CREATE TABLE" in world.sql()


def expect(world: World, schema: Schema, asked: tuple[str, list[tuple[object, ...]]] | None) -> None:
    with world.engine.connect() as connection:
        assert evolve.drift(connection, schema) == ()
    if asked is not None:
        query, answer = asked
        assert [tuple(plain(value) for value in row) for row in world.ask(query)] == [
            tuple(plain(value) for value in row) for row in answer
        ]
