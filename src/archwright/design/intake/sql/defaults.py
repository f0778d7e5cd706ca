"""DEFAULT -> what a field holds when nothing is given."""

import re
from typing import Any

from sqlglot import exp

from archwright.design.intake.sql.checks import bare, number
from archwright.model.blueprint import Default, Field

_NOW = re.compile(
    r"(now|current_timestamp|localtimestamp|getdate|sysdate|utc_timestamp|transaction_timestamp|clock_timestamp)\b",
    re.I,
)
_TODAY = re.compile(r"(current_date|curdate)\b", re.IGNORECASE)
_MADE_ID = re.compile(r"(nextval|gen_random_uuid|uuid_generate_v\w+|uuidv?\d*|random_uuid)\b", re.IGNORECASE)


def is_counted(tree: Any) -> bool:
    """Whether the database makes a key of it."""
    return tree is not None and bool(_MADE_ID.match(bare(tree).sql(dialect="postgres")))


def default_of(tree: Any, field: Field) -> tuple[Default | None, bool]:
    """The default, and whether all of it was understood."""
    if tree is None or isinstance(bare(tree), exp.Null):
        return None, True
    plain = bare(tree)
    text = plain.sql(dialect="postgres")
    moment = _moment(text, plain, field)
    if moment:
        return moment, True
    literal = _literal(plain, field)
    return (Default("literal", literal), True) if literal is not None else (None, False)


def _moment(text: str, plain: Any, field: Field) -> Default | None:
    said = plain.name.lower() if isinstance(plain, exp.Literal) else ""
    now = _NOW.match(text) or said == "now" or re.search(r"'now'", text)
    if field.type == "datetime" and now:
        return Default("now")
    return Default("today") if field.type == "date" and (now or _TODAY.match(text)) else None


def _literal(plain: Any, field: Field) -> str | int | float | bool | None:
    if isinstance(plain, exp.Boolean):
        return bool(plain.this) if field.type == "bool" else int(bool(plain.this)) if field.type == "int" else None
    if field.type == "bool":
        return {"0": False, "1": True, "f": False, "t": True, "false": False, "true": True}.get(plain.name.lower())
    if field.type in {"int", "float", "decimal"}:
        return _number(plain, field)
    if isinstance(plain, exp.Array) and field.type == "json" and not plain.expressions:
        return "[]"
    if not isinstance(plain, exp.Literal):
        return None
    if field.type == "json":
        return plain.name if re.match(r"[\[{\"\d]|true|false|null", plain.name) and plain.name != "{}[]" else None
    if field.type == "enum":
        return plain.name if plain.name in field.choices else None
    if field.type in {"date", "datetime", "time"}:
        return plain.name if re.fullmatch(r"[\d:\-T .+Z]+", plain.name) else None
    return plain.name


def _number(plain: Any, field: Field) -> str | int | float | None:
    value = number(plain)
    if value is None:
        return None
    if field.type == "int":
        return int(value) if value == int(value) else None
    return str(value) if field.type == "decimal" else float(value)
