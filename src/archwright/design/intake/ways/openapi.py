"""An OpenAPI 3 document, as JSON or YAML."""

import re

from archwright.design.intake.names import Rules
from archwright.design.intake.openapi import draft_contract
from archwright.model.intake import Intake, Source

TITLE = "an OpenAPI 3 document (.yaml, .json)"


def reads(source: Source) -> bool:
    """A JSON or YAML file that says so, or might; a blueprint is none."""
    if not source.name.lower().endswith((".yaml", ".yml", ".json")):
        return False
    return not re.search(r"^archwright\s*:", source.text, re.MULTILINE)


def draft(source: Source, rules: Rules) -> Intake:
    """Schemas as entities, paths as actions and operations."""
    return draft_contract(source, rules)
