"""One column -> one line of the blueprint language."""

import re
from collections.abc import Mapping

from archwright.model.draft import FieldDraft
from archwright.model.facts import Field

_SHAPE = re.compile(r"^(?:\w+\.)*(\w+)\s*(?:\((.*)\))?", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_STRINGS = frozenset({"string", "unicode", "varchar", "nvarchar", "char", "character", "nchar", "varying"})
_TYPES = {
    "integer": "int",
    "int": "int",
    "biginteger": "int",
    "bigint": "int",
    "smallinteger": "int",
    "smallint": "int",
    "tinyint": "int",
    "serial": "int",
    "autofield": "int",
    "text": "text",
    "unicodetext": "text",
    "longtext": "text",
    "mediumtext": "text",
    "clob": "text",
    "str": "str",
    "float": "float",
    "real": "float",
    "double": "float",
    "bool": "bool",
    "boolean": "bool",
    "date": "date",
    "datetime": "datetime",
    "timestamp": "datetime",
    "time": "time",
    "json": "json",
    "jsonb": "json",
    "dict": "json",
    "list": "json",
    "pickletype": "bytes",
    "largebinary": "bytes",
    "blob": "bytes",
    "bytea": "bytes",
    "bytes": "bytes",
    "uuid": "uuid",
    "uniqueidentifier": "uuid",
}
_LITERAL = re.compile(r"^(-?\d+(\.\d+)?|True|False|true|false|'[\w .:-]*'|\"[\w .:-]*\")$")


def draft_field(field: Field, tables: Mapping[str, str]) -> FieldDraft:
    """`tables`: table name -> entity name, for references."""
    target = tables.get(field.foreign_key.strip("\"'`[]").partition(".")[0].partition("(")[0].strip().lower(), "")
    name = field.name.removesuffix("_id") if target and field.name != "_id" else field.name
    spec = (target or type_of(field.type)) + ("?" if field.nullable and not field.primary_key else "")
    flags = [word for word, on in _flags(field, target) if on]
    literal = _default(field)
    return FieldDraft(name, ", ".join([spec, *flags]) + (f" = {literal}" if literal else ""), field.place)


def type_of(written: str) -> str:
    """The blueprint's word for a type in SQLAlchemy's or SQL's own words; "any" when the source names none."""
    shape = _SHAPE.match(written.strip())
    if shape is None:
        return "any"
    word, inside = shape.group(1).lower(), (shape.group(2) or "").strip()
    if word in _STRINGS:
        length = re.search(r"\d+", inside)
        return f"str(..{length.group()})" if length else "str"
    if word in {"numeric", "decimal", "number"}:
        return f"decimal({re.sub(r'[^0-9,]', '', inside)})" if re.match(r"\d", inside) else "decimal"
    if word == "enum":
        return f"enum({', '.join(_WORD.findall(inside))})"
    return _TYPES.get(word, "any")


def _flags(field: Field, target: str) -> tuple[tuple[str, bool], ...]:
    plain_id = field.primary_key and field.name == "id"
    return (
        ("key", field.primary_key and not plain_id),
        ("unique", field.unique and not field.primary_key),
        ("index", field.index),
        (f"column {field.name}", bool(target) and not field.name.endswith("_id")),
    )


def _default(field: Field) -> str:
    """Only literals: a default that is code stays in the model."""
    written = (field.default or "").strip()
    if not _LITERAL.match(written):
        return ""
    text = written.strip("\"'")
    if type_of(field.type) == "bool":
        return {"0": "false", "1": "true"}.get(text, text.lower())
    return text
