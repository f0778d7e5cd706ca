"""Runs an original and what replaces it in children with a frozen world, and compares every answer."""

from archwright.prove.compare import differences
from archwright.prove.record import record
from archwright.prove.replay import replay

__all__ = ["differences", "record", "replay"]
