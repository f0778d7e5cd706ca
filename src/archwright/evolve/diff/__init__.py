"""From two schemas to the changes between them."""

from archwright.evolve.diff.diff import diff

__all__ = ["diff"]
