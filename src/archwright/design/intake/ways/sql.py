"""A SQL schema: a script, or what a live database says of its tables."""

import re

from archwright.design.intake.names import Rules
from archwright.design.intake.sql import draft_schema
from archwright.model.intake import Intake, Source

TITLE = "a SQL schema (.sql)"
_DATABASE = re.compile(r"(sqlite|postgres(?:ql)?)(?:\+\w+)?:")


def reads(source: Source) -> bool:
    """By its suffix, by its address, or because it makes tables."""
    named = source.name.lower().endswith((".sql", ".ddl")) or _DATABASE.match(source.name)
    return bool(named) or bool(re.match(r"\s*(--[^\n]*\n\s*)*CREATE\s+TABLE\b", source.text, re.IGNORECASE))


def draft(source: Source, rules: Rules) -> Intake:
    """Tables as entities."""
    address = _DATABASE.match(source.name)
    return draft_schema(source, rules, {"sqlite": "sqlite"}.get(address[1], "postgres") if address else "")
