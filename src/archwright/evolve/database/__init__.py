"""The schema and a real database."""

from archwright.evolve.database.drift import drift
from archwright.evolve.database.metadata import metadata

__all__ = ["drift", "metadata"]
