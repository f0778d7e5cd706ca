"""What a migration does when it is interrupted, when rows are in the way, and to whoever works meanwhile."""

from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from cases import STORED, tasks
from migrating import World, sqlite_url
from pages import entity, field, key, page, schema

from archwright import evolve
from archwright.model.blueprint import Blueprint
from archwright.model.schema import Schema
from archwright.prove.postgres import new_database

POINTS = field("points", "int", default=4)


def prepared(world: World, before: Blueprint, after: Blueprint, *rows: str) -> str:
    first, second = schema(before), schema(after)
    world.evolve(Schema(), first, "0001")
    text = world.evolve(first, second, "0002")
    world.upgrade("0001")
    world.run(*rows)
    return text


def test_rows_that_break_a_new_rule_stop_the_migration_before_anything_is_done(world: World) -> None:
    before = tasks(POINTS)
    after = tasks(field("points", "int", low=5, default=4), field("place", default="here"))
    prepared(world, before, after, *STORED)

    with pytest.raises(RuntimeError, match="tasks: rows break the new rule points >= 5"):
        world.upgrade()

    with world.engine.connect() as connection:
        assert evolve.drift(connection, schema(before)) == ()
    assert world.ask("SELECT version_num FROM alembic_version") == [("0001",)]


def test_rows_that_share_what_becomes_unique_stop_it_too(world: World) -> None:
    prepared(world, tasks(POINTS), tasks(field("points", "int", default=4, unique="all")), *STORED)

    with pytest.raises(RuntimeError, match="tasks: rows share points"):
        world.upgrade()

    world.run("UPDATE tasks SET points = 5 WHERE title = 'dig'")
    world.upgrade()
    assert world.ask("SELECT version_num FROM alembic_version") == [("0002",)]


def test_sqlite_keeps_the_rows_that_refer_to_a_table_written_anew_and_its_foreign_keys_stay_on(tmp_path: Path) -> None:
    world = World(tmp_path, sqlite_url(tmp_path))
    text = prepared(world, tasks(POINTS), tasks(field("points", "int", low=0, default=4)), *STORED)
    assert "operations.altered" in text
    on = "import logging\nfrom sqlalchemy import text\n"
    environment = tmp_path / "migrations" / "env.py"
    asked = '        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1\n    engine.dispose()'
    environment.write_text(on + environment.read_text().replace("    engine.dispose()", asked))

    world.upgrade()

    assert world.ask("SELECT count(*) FROM notes") == [(2,)]


def test_sqlite_takes_everything_back_when_a_reference_is_broken(tmp_path: Path) -> None:
    world = World(tmp_path, sqlite_url(tmp_path))
    before = tasks(POINTS)
    prepared(world, before, tasks(field("points", "int", low=0, default=4)), *STORED)
    world.run(
        "PRAGMA foreign_keys=OFF", f"INSERT INTO notes (id, text, task_id) VALUES ('{key(5)}', 'lost', '{key(99)}')"
    )

    with pytest.raises(RuntimeError, match="Rows refer to rows that are not there"):
        world.upgrade()

    with world.engine.connect() as connection:
        assert evolve.drift(connection, schema(before)) == ()


def test_postgresql_takes_the_ways_that_lock_no_one_out(server: str, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    before = tasks(field("points", "int", optional=True))
    after = tasks(
        field("points", "int", low=0, backfill=0, index=True, unique="all"),
        field("due", "date", optional=True, index=True),
    )
    first, second = schema(before), schema(after)
    world.evolve(Schema(), first, "0001")
    world.evolve(first, second, "0002")

    sql = world.sql("0001:0002")

    for form in (
        "CREATE UNIQUE INDEX CONCURRENTLY uq_tasks_points",
        "ADD CONSTRAINT uq_tasks_points UNIQUE USING INDEX uq_tasks_points",
        "CREATE INDEX CONCURRENTLY ix_tasks_due",
        "CHECK (points IS NOT NULL) NOT VALID",
        "CHECK (points >= 0) NOT VALID",
        "VALIDATE CONSTRAINT ck_tasks_points",
        "lock_timeout",
    ):
        assert form in sql
    assert sql.index("COMMIT") < sql.index("CONCURRENTLY")


def test_postgresql_shows_a_tenant_its_own_rows_and_a_migration_all(server: str, tmp_path: Path) -> None:
    world = World(tmp_path, new_database(server, "tenants").replace("app@", "postgres@"))
    team = entity("Team", field("name"))
    before = page(entity("Task", field("points", "int", optional=True), tenant=True), team, tenant="Team")
    after = page(entity("Task", field("points", "int", backfill=1), tenant=True), team, tenant="Team")
    prepared(
        world, before, after,
        f"INSERT INTO teams (id, name) VALUES ('{key(1)}', 'red'), ('{key(2)}', 'blue')",
        f"INSERT INTO tasks (id, team_id) VALUES ('{key(11)}', '{key(1)}'), ('{key(12)}', '{key(2)}')",
        "DO $$ BEGIN CREATE ROLE plain LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        "GRANT ALL ON SCHEMA public TO plain",
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO plain",
        "ALTER TABLE tasks OWNER TO plain",
        "ALTER TABLE alembic_version OWNER TO plain",
    )  # fmt: skip
    engine = sa.create_engine(world.url.replace("postgres@", "plain@"), poolclass=sa.NullPool)
    count = sa.text("SELECT count(*) FROM tasks")
    with engine.connect() as connection:
        assert connection.execute(count).scalar() == 0
        connection.execute(
            sa.text("SELECT set_config('app.tenant', :key, true)"),
            {"key": f"{key(0)[:8]}-0000-0000-0000-{key(1)[20:]}"},
        )
        assert connection.execute(count).scalar() == 1
    world.url = world.url.replace("postgres@", "plain@")

    world.upgrade()

    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT points FROM tasks")).all() == []
        connection.execute(sa.text("SET app.migrating = 'on'"))
        assert connection.execute(sa.text("SELECT points FROM tasks")).all() == [(1,), (1,)]
    world.engine.dispose()


ASYNC = """
import asyncio

from alembic import context
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import create_async_engine


def run(connection):
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


async def migrate():
    engine = create_async_engine(context.config.attributes["url"], poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)


asyncio.run(migrate())
"""


def test_drivers_of_async_backends_take_the_same_steps(world: World) -> None:
    (world.folder / "migrations" / "env.py").write_text(ASYNC)
    sync = world.url
    world.url = sync.replace("sqlite://", "sqlite+aiosqlite://").replace("+psycopg", "+asyncpg")
    after = tasks(
        field("points", "int", low=0, backfill=7, index=True), field("due", "date", optional=True, unique="all")
    )
    prepared(world, tasks(field("points", "int", optional=True)), after, *STORED)

    world.upgrade()

    with world.engine.connect() as connection:
        assert evolve.drift(connection, schema(after)) == ()
    assert world.ask("SELECT points FROM tasks") == [(7,), (7,)]
    assert world.ask("SELECT count(*) FROM notes") == [(2,)]


def test_an_engine_that_begins_transactions_of_its_own_is_no_hindrance(tmp_path: Path) -> None:
    world = World(tmp_path, sqlite_url(tmp_path))
    environment = tmp_path / "migrations" / "env.py"
    begins = (
        """        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))\n"""
    )
    listens = "        event.listen"
    environment.write_text(environment.read_text().replace(listens, begins + listens, 1))
    after = tasks(field("points", "int", low=0, default=4))
    prepared(world, tasks(POINTS), after, *STORED)

    world.upgrade()
    world.downgrade("0001")
    world.upgrade()

    assert world.ask("SELECT count(*) FROM notes") == [(2,)]
    with world.engine.connect() as connection:
        assert evolve.drift(connection, schema(after)) == ()


def test_many_rows_are_filled_batch_by_batch(server: str, tmp_path: Path) -> None:
    world = World(tmp_path, new_database(server, "batches"))
    before, after = (
        entity("Item", field("size", "int", optional=True)),
        entity("Item", field("size", "int", backfill=3)),
    )
    rows = "INSERT INTO items (id) SELECT gen_random_uuid() FROM generate_series(1, 25000)"
    some = "UPDATE items SET size = 1 WHERE id IN (SELECT id FROM items LIMIT 5)"
    prepared(world, page(before), page(after), rows, some)

    world.upgrade()

    assert world.ask("SELECT size, count(*) FROM items GROUP BY size ORDER BY size") == [(1, 5), (3, 24995)]
    world.engine.dispose()


@pytest.mark.parametrize("each", [True, False])
def test_a_new_database_takes_all_revisions_at_once_whatever_transactions_there_are(world: World, each: bool) -> None:
    environment = world.folder / "migrations" / "env.py"
    environment.write_text(environment.read_text().replace("per_migration=True", f"per_migration={each}"))
    pages = (
        tasks(field("points", "int", optional=True)),
        tasks(field("points", "int", low=0, backfill=1, index=True)),
        tasks(field("estimate", "int", low=0, index=True, unique="all", was="points")),
    )
    steps = [Schema(), *(schema(blueprint) for blueprint in pages)]
    for number, (before, after) in enumerate(pairwise(steps), 1):
        world.evolve(before, after, f"{number:04}")

    for _ in range(2):
        world.upgrade()
        with world.engine.connect() as connection:
            assert evolve.drift(connection, steps[-1]) == ()
        world.downgrade("base")
        assert world.rows() == {}


def test_postgresql_goes_on_where_it_was_interrupted(server: str, tmp_path: Path) -> None:
    world = World(tmp_path, new_database(server, "interrupted"))
    before = tasks(field("points", "int", optional=True))
    after = tasks(
        field("estimate", "int", low=0, backfill=0, unique="all", was="points"), field("due", "date", optional=True)
    )
    prepared(world, before, after, *STORED)

    with pytest.raises(sa.exc.IntegrityError, match="could not create unique index"):
        world.upgrade()  # both rows were empty, and both got 0
    with pytest.raises(RuntimeError, match="The upgrade 0002 was interrupted"):
        world.downgrade("base")
    world.run("UPDATE tasks SET estimate = 5 WHERE title = 'dig'")
    world.upgrade()

    with world.engine.connect() as connection:
        assert evolve.drift(connection, schema(after)) == ()
    assert world.ask("SELECT version_num FROM alembic_version") == [("0002",)]
    assert world.ask("SELECT to_regclass('alembic_unfinished')") == [(None,)]
    world.downgrade("0001")
    with world.engine.connect() as connection:
        assert evolve.drift(connection, schema(before)) == ()
    world.engine.dispose()
