"""An OpenAPI document: schemas and paths -> entities, actions and operations."""

from archwright.design.intake.openapi.draft import draft_contract

__all__ = ["draft_contract"]
