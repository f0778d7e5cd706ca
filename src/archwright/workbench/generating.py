"""From a blueprint to the tree of its backend."""

from archwright import capabilities
from archwright.build import generate
from archwright.evolve import first_revision, operations_text, schema
from archwright.kit.discovery import folders
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Parts
from archwright.model.resources import TablePart
from archwright.model.schema import Schema
from archwright.model.tree import Tree


def parts_of(blueprint: Blueprint) -> Parts:
    """What all capabilities give for a blueprint."""
    return Parts(tuple(part for capability in folders(capabilities) for part in capability.parts(blueprint)))


def schema_of(parts: Parts) -> Schema:
    """The tables that were asked for, in an order in which they can be made."""
    return schema(part.table for part in parts.of(TablePart))


def tree_of(blueprint: Blueprint) -> Tree:
    """The backend as it is made the first time."""
    parts = parts_of(blueprint)
    tree = generate(blueprint, parts)
    return tree.plus(
        {
            "migrations/operations.py": operations_text(),
            "migrations/versions/0001_initial.py": first_revision(schema_of(parts)),
        }
    )
