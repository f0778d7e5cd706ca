"""Columns -> fields."""

import json
import re
from dataclasses import replace
from typing import Any

from sqlglot import exp

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.sql.checks import apply, limits
from archwright.design.intake.sql.defaults import default_of
from archwright.design.intake.sql.tables import SourceColumn, SourceSchema, SourceTable
from archwright.design.intake.sql.types import Typed, typed
from archwright.model.blueprint import Bounds, Default, Field

_LONGEST_DOC = 300


def field_of(column: SourceColumn, name: str, table: SourceTable, schema: SourceSchema, ledger: Ledger) -> Field:
    """One column as a field; what its type or its default loses is told."""
    found, label = typed(column.type, schema), f"`{table.name}.{column.name}`"
    field = _plain(column, name, found)
    if found.loss:
        ledger.tell_common(column.line, label, found.loss)
    if found.check is not None:
        field = _domain(field, found.check, label, column, ledger)
    if column.generated is not None:
        ledger.tell(column.line, label, f"computed by the database ({_short(column.generated)}): "
                    "its slot in the service has to say how")  # fmt: skip
        return replace(field, computed=True, optional=True, unique="", index=False)
    field = _defaulted(field, column, label, ledger)
    return _with_list(field) if isinstance(column.type, exp.DataType) and column.type.this is exp.DType.ARRAY else field


def _plain(column: SourceColumn, name: str, found: Typed) -> Field:
    mail = found.type in {"str", "text"} and re.search(r"(^|_)e?mail(_address)?$", name)
    plain = Field(name, found.type, column.nullable, found.bounds, found.precision, found.scale, found.choices)
    field = replace(plain, type="email", bounds=Bounds()) if mail else plain
    doc = " ".join(column.doc.split())[:_LONGEST_DOC]
    return replace(field, unique="all" if column.unique else "", index=column.indexed, doc=doc)


def _domain(field: Field, check: Any, label: str, column: SourceColumn, ledger: Ledger) -> Field:
    for limit in limits(check) or ():
        field = apply(limit, field) or field
    if limits(check) is None:
        ledger.tell(column.line, label, f"the rule of its type is not carried over: {_short(check)}")
    return field


def _defaulted(field: Field, column: SourceColumn, label: str, ledger: Ledger) -> Field:
    default, understood = default_of(column.default, field)
    if not understood:
        ledger.tell(column.line, label, f"its default is not carried over: {_short(column.default)}")
    return replace(field, default=default)


def _with_list(field: Field) -> Field:
    """PostgreSQL writes lists as {a,b}, JSON writes them as ["a", "b"]."""
    if field.default is None or not isinstance(field.default.value, str) or field.default.value[:1] != "{":
        return field
    items = [item for item in field.default.value[1:-1].split(",") if item]
    return replace(field, default=Default("literal", json.dumps(items)))


def _short(tree: Any) -> str:
    text = str(tree.sql(dialect="postgres"))
    return text if len(text) <= 80 else f"{text[:77]}..."
