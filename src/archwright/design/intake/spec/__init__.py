"""A spec in Markdown: entities, requirements and actors -> a blueprint, and what is left to clarify."""

from archwright.design.intake.spec.draft import draft_spec

__all__ = ["draft_spec"]
