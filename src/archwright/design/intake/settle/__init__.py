"""A draft -> a blueprint that the language takes: what excludes each other is resolved, and told."""

from archwright.design.intake.settle.blueprint import settled
from archwright.design.intake.settle.fields import lawful

__all__ = ["lawful", "settled"]
