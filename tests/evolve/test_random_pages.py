"""Any page can become any other, with rows, and back (on SQLite)."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from migrating import World, sqlite_url
from pages import entity, field, key, many, one, page, schema

from archwright import evolve
from archwright.model.blueprint import Blueprint, Entity, Field
from archwright.model.change import Difference
from archwright.model.schema import Schema

NAMES = ("alpha", "order", "Group_2", "delta")
ENTITIES = ("Ant", "Bee", "Cat")


@st.composite
def fields(draw: st.DrawFn, name: str) -> Field:
    optional = draw(st.booleans())
    more = {"optional": optional, "index": draw(st.booleans()), "backfill": 1}
    kind = draw(st.sampled_from(["int", "decimal", "str", "enum", "float"]))
    if kind == "enum":
        choices = tuple(draw(st.lists(st.sampled_from(["1", "2", "3"]), min_size=1, unique=True)))
        return field(name, "enum", choices=choices, loss=True, **{**more, "backfill": choices[0]})
    if kind == "str":
        return field(name, "str", high=draw(st.integers(1, 30)), loss=True, **{**more, "backfill": "1"})
    if kind == "decimal":
        return field(name, "decimal", low=draw(st.sampled_from([None, 0])), precision=9, scale=2, loss=True, **more)
    return field(name, kind, low=draw(st.sampled_from([None, 0])), loss=True, **more)


@st.composite
def entities(draw: st.DrawFn, name: str, others: list[str]) -> Entity:
    named = draw(st.lists(st.sampled_from(NAMES), unique=True))
    parts = [draw(fields(column)) for column in named]
    ties = draw(st.lists(st.sampled_from(others), unique=True))
    deleted = st.sampled_from(["restrict", "cascade"])
    links = [one(f"to_{tie.lower()}", tie, optional=True, on_delete=draw(deleted)) for tie in ties]
    lists = [many("many", draw(st.sampled_from(others)))] if draw(st.booleans()) else []
    flags = {flag: draw(st.booleans()) for flag in ("soft_delete", "versioned", "timestamps")}
    return entity(name, *parts, *links, *lists, loss=True, **flags)


@st.composite
def pages(draw: st.DrawFn) -> Blueprint:
    names = draw(st.lists(st.sampled_from(ENTITIES), min_size=1, unique=True))
    return page(*(draw(entities(name, names)) for name in names))


def filled(world: World, made: Schema, blueprint: Blueprint) -> None:
    for number, item in enumerate(blueprint.entities, 1):
        table = made.table(item.table)
        assert table is not None
        required = [column for column in table.columns if not column.nullable and not column.primary]
        told = [column for column in required if column.default is None and not column.expression]
        names = ", ".join(['"id"', *(f'"{column.name}"' for column in told)])
        values = ", ".join(
            [f"'{key(number)}'", *(f"'{column.choices[0]}'" if column.choices else "1" for column in told)]
        )
        world.run(f'INSERT INTO "{item.table}" ({names}) VALUES ({values})')


def difference(before: Schema, after: Schema) -> Difference:
    return evolve.diff(before, after, ("*",))


@settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(pages(), pages())
def test_any_page_becomes_any_other_and_back_with_rows(first: Blueprint, second: Blueprint) -> None:
    before, after = schema(first), schema(second)
    if difference(before, after).refusals:
        return
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), sqlite_url(Path(folder)))
        world.evolve(Schema(), before, "0001")
        world.evolve(before, after, "0002", ("*",))
        world.upgrade("0001")
        filled(world, before, first)
        counts = {name: len(rows) for name, rows in world.rows().items()}
        for step, wanted in (("0002", after), ("0001", before), ("0002", after)):
            world.downgrade(step) if step == "0001" else world.upgrade(step)
            with world.engine.connect() as connection:
                assert evolve.drift(connection, wanted) == ()
            now = {name: len(rows) for name, rows in world.rows().items()}
            both = {item.table for item in first.entities} & {item.table for item in second.entities}
            assert {name: now[name] for name in both} == {name: counts[name] for name in both}
