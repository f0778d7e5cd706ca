"""A SQL schema: statements -> tables -> entities."""

from archwright.design.intake.sql.draft import draft_schema

__all__ = ["draft_schema"]
