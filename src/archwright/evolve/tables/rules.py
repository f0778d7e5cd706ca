"""Checks of a table: bounds, choices, and what an entity says of several fields."""

import re
from collections.abc import Iterator
from decimal import Decimal

from archwright.evolve import names
from archwright.model.blueprint import NUMERIC, TEXTUAL, Entity, Field
from archwright.model.schema import CheckRule

# A text, a name in quotes, or a word that calls no function.
_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\b[a-z_]\w*\b(?!\s*\()""")


def checks(entity: Entity) -> Iterator[CheckRule]:
    """All of them, at most one for each field."""
    for field in entity.fields:
        expression = "" if field.computed else field_expression(field)
        if expression:
            yield CheckRule(names.constraint("ck", entity.table, field.column), expression)
    for check in entity.checks:
        yield CheckRule(names.constraint("ck", entity.table, check.name), _in_columns(check.expression, entity))


def _in_columns(expression: str, entity: Entity) -> str:
    """A rule as the database takes it: a column may be called by a word of SQL, such as `left`."""
    columns = {field.column for field in entity.fields} | {each.column for each in entity.ones}
    return _TOKEN.sub(lambda found: names.quoted(found[0]) if found[0] in columns else found[0], expression)


def field_expression(field: Field) -> str:
    """What a field may hold, as SQL; "" when its type says it all."""
    column = names.quoted(field.column)
    if field.type == "enum":
        return f"{column} IN ({', '.join(names.literal(choice) for choice in field.choices)})"
    if field.type in NUMERIC:
        return _within(column, field)
    if field.type in TEXTUAL:
        return _within(f"length({column})", field)
    return ""


def _within(subject: str, field: Field) -> str:
    """The longest text of a "str" is in its type; SQLite does not look at that, the service does."""
    bounds = field.bounds
    found = []
    if bounds.low is not None and not (field.type in TEXTUAL and bounds.low <= 0 and not bounds.above):
        found.append(f"{subject} {'>' if bounds.above else '>='} {_number(bounds.low)}")
    if bounds.high is not None and (field.type not in TEXTUAL or field.type == "text"):
        found.append(f"{subject} {'<' if bounds.below else '<='} {_number(bounds.high)}")
    return " AND ".join(found)


def _number(value: Decimal) -> str:
    return f"{value:f}"
