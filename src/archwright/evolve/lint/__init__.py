"""What a migration does to a large table, read from its text."""

from archwright.evolve.lint.lint import lint, lint_changes
from archwright.evolve.lint.rules import RULES, Rule

__all__ = ["RULES", "Rule", "lint", "lint_changes"]
