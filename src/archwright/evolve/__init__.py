"""Change: the schema a blueprint needs, how it differs from the last one, and the migration between them."""

from archwright.evolve.order import deferred, schema
from archwright.evolve.tables import association, association_columns, association_name, entity_table, entity_tables

__all__ = [
    "association",
    "association_columns",
    "association_name",
    "deferred",
    "entity_table",
    "entity_tables",
    "schema",
]
