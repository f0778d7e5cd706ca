"""A feature spec in Markdown, as spec-kit writes it."""

from archwright.design.intake.names import Rules
from archwright.design.intake.spec import draft_spec
from archwright.model.intake import Intake, Source

TITLE = "a spec in Markdown (.md)"


def reads(source: Source) -> bool:
    """By its suffix."""
    return source.name.lower().endswith((".md", ".markdown", ".txt"))


def draft(source: Source, rules: Rules) -> Intake:
    """Key entities as entities, requirements as actions, operations, access and policies."""
    return draft_spec(source, rules)
