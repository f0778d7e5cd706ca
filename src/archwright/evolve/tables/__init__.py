"""From a blueprint to tables."""

from archwright.evolve.tables.associations import association, association_columns, association_name
from archwright.evolve.tables.tables import entity_table, entity_tables

__all__ = ["association", "association_columns", "association_name", "entity_table", "entity_tables"]
