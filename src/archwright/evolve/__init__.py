"""Change: the schema a blueprint needs, how it differs from the last one, and the migration between them."""

from archwright.evolve.database import drift, metadata
from archwright.evolve.describe import describe, record
from archwright.evolve.diff import diff
from archwright.evolve.lint import lint, lint_changes
from archwright.evolve.order import deferred, schema
from archwright.evolve.revision import revision
from archwright.evolve.runtime import operations_text
from archwright.evolve.standing import Chain, ahead, chain, digest, edited, file_name
from archwright.evolve.store import dump, load
from archwright.evolve.tables import association, association_columns, association_name, entity_table, entity_tables
from archwright.evolve.tables.columns import field_column
from archwright.model.change import AddTable
from archwright.model.schema import Schema


def first_revision(schema: Schema, *, message: str = "Initial tables") -> str:
    """The migration that makes all tables."""
    changes = tuple(AddTable(table.name, table) for table in schema.tables)
    return revision(changes, Schema(), schema, number="0001", previous=None, message=message)


__all__ = [
    "Chain",
    "ahead",
    "association",
    "association_columns",
    "association_name",
    "chain",
    "deferred",
    "describe",
    "diff",
    "digest",
    "drift",
    "dump",
    "edited",
    "entity_table",
    "entity_tables",
    "field_column",
    "file_name",
    "first_revision",
    "lint",
    "lint_changes",
    "load",
    "metadata",
    "operations_text",
    "record",
    "revision",
    "schema",
]
