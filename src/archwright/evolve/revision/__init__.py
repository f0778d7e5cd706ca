"""From changes to the text of an Alembic revision."""

from archwright.evolve.revision.revision import revision

__all__ = ["revision"]
