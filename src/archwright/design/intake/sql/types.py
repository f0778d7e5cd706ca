"""SQL types -> field types."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlglot import exp

from archwright.design.intake.sql.tables import SourceSchema
from archwright.model.blueprint import Bounds, FieldType

SEARCHED = "words of other columns for a search: fields with the flag `search` are searched"
_LONG = 10_000
_KINDS: dict[str, FieldType] = {
    **dict.fromkeys(("CHAR", "VARCHAR", "NCHAR", "NVARCHAR", "BPCHAR", "NAME"), "str"),
    **dict.fromkeys(("TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT", "CLOB", "NTEXT"), "text"),
    **dict.fromkeys(
        ("INT", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT", "SERIAL", "BIGSERIAL", "SMALLSERIAL", "YEAR", "INT128"),
        "int",
    ),
    **dict.fromkeys(("UINT", "UBIGINT", "USMALLINT", "UTINYINT", "UMEDIUMINT"), "int"),
    **dict.fromkeys(("FLOAT", "DOUBLE", "REAL", "UFLOAT", "UDOUBLE"), "float"),
    **dict.fromkeys(("DECIMAL", "UDECIMAL", "MONEY", "SMALLMONEY", "BIGDECIMAL"), "decimal"),
    **dict.fromkeys(("BOOLEAN",), "bool"),
    **dict.fromkeys(("DATE", "DATE32"), "date"),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMPLTZ", "TIMESTAMPNTZ", "DATETIME", "DATETIME2"), "datetime"),
    **dict.fromkeys(("TIME", "TIMETZ"), "time"),
    "UUID": "uuid",
    **dict.fromkeys(("JSON", "JSONB"), "json"),
}
_LOSSES: dict[str, tuple[FieldType, str]] = {
    **dict.fromkeys(("INET", "IPADDRESS", "IPV4", "IPV6", "CIDR", "MACADDR", "INTERVAL", "HSTORE", "LTREE"),
                    ("str", "its type has no counterpart: kept as text")),
    "XML": ("text", "XML is kept as text"),
    **dict.fromkeys(("BINARY", "VARBINARY", "BLOB", "LONGBLOB", "MEDIUMBLOB", "TINYBLOB", "IMAGE", "ROWVERSION"),
                    ("file", "bytes leave the row: the file is kept in the storage, the column holds its reference")),
    "TSVECTOR": ("text", SEARCHED),
    **dict.fromkeys(("ARRAY", "LIST", "SET", "MAP", "STRUCT", "NESTED"),
                    ("json", "several values in one column are kept as JSON")),
    **dict.fromkeys(("GEOMETRY", "GEOGRAPHY", "POINT", "VECTOR", "RANGE"),
                    ("json", "its type has no counterpart: kept as JSON")),
}  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """A field type with what the SQL type says beside. `loss` is why something of it is not carried over."""

    type: FieldType
    bounds: Bounds = field(default_factory=Bounds)
    precision: int = 0
    scale: int = 0
    choices: tuple[str, ...] = ()
    loss: str = ""
    check: Any = None


def typed(tree: Any, schema: SourceSchema) -> Typed:
    """What a column's type is in the language."""
    if tree is None:
        return Typed("text", loss="it has no type: kept as text")
    kind = tree.this.name if isinstance(tree.this, exp.DType) else str(tree.this).upper()
    sizes = tuple(int(e.name) for e in tree.expressions if e.name.isdigit())
    if kind in {"ENUM", "ENUM8", "ENUM16"}:
        return Typed("enum", choices=tuple(e.name for e in tree.expressions))
    if kind == "USERDEFINED" or kind not in _KINDS.keys() | _LOSSES.keys():
        return _own(tree, schema)
    if kind in _LOSSES:
        of_type, loss = _LOSSES[kind]
        return Typed(of_type, loss=loss)
    return _sized(_KINDS[kind], kind, sizes)


def _sized(of_type: FieldType, kind: str, sizes: tuple[int, ...]) -> Typed:
    if of_type == "str" and sizes and sizes[0] <= _LONG:
        return Typed("str", Bounds(high=Decimal(sizes[0])))
    if of_type == "str" and sizes:
        return Typed("text", Bounds(high=Decimal(sizes[0])))
    if of_type == "decimal":
        return _decimal(kind, sizes)
    if kind in {"TINYINT", "UTINYINT"} and sizes == (1,):
        return Typed("bool")
    if kind.startswith("U"):
        return Typed(of_type, Bounds() if kind == "UUID" else Bounds(low=Decimal(0)))
    return Typed(of_type)


def _decimal(kind: str, sizes: tuple[int, ...]) -> Typed:
    bounds = Bounds(low=Decimal(0)) if kind == "UDECIMAL" else Bounds()
    if "MONEY" in kind:
        return Typed("decimal", bounds, 19, 2)
    if not sizes:
        return Typed("decimal", bounds, 20, 6, loss="a number without limits: 20 digits are kept, 6 of them fractions")
    scale = sizes[1] if len(sizes) > 1 else 0
    return Typed("int", bounds) if not scale else Typed("decimal", bounds, sizes[0], scale)


def _own(tree: Any, schema: SourceSchema) -> Typed:
    """A type of the schema's own: an enum or a domain; others by what their name says."""
    name = str(tree.args.get("kind") or tree.this).replace('"', "").rpartition(".")[2].lower()
    own = schema.types.get(name)
    if own is None:
        return _named(name)
    if own.choices:
        return Typed("enum", choices=own.choices)
    return replace(typed(own.base, schema), check=own.check)


def _named(name: str) -> Typed:
    for words, found in (
        ("tsvector", Typed("text", loss=SEARCHED)),
        ("citext", Typed("text")),
        ("string|char", Typed("str")),
        ("int", Typed("int")),
    ):
        if re.search(words, name):
            return found
    if re.search(r"vector|geo|point|range|box", name):
        return Typed("json", loss="its type has no counterpart: kept as JSON")
    return Typed("text", loss=f"the type `{name}` is not known here: kept as text")
