"""Entities: a table each, and the routes, services and queries to create, read, update and delete its rows."""

from collections.abc import Iterator

from archwright.evolve import entity_tables
from archwright.kit.names import a, camel, title
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Dependency, Part
from archwright.model.resources import ResourcePart, TablePart


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A table for each entity and each association, and the files of each entity."""
    for table in entity_tables(blueprint):
        name = table.entity or camel(table.name)
        doc = f"{a(title(name)).capitalize()}." if table.entity else f"Which goes with which: {title(name)}."
        yield TablePart(table, name, doc)
    yield from (ResourcePart(entity) for entity in blueprint.entities)
    if any(field.type == "email" for entity in blueprint.entities for field in entity.fields):
        yield Dependency("email-validator>=2.3")
