"""A schema as JSON, for `migrations/schema.json`."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from archwright.kit.errors import ArchwrightError
from archwright.model.schema import CheckRule, Column, ColumnType, ForeignKey, Index, Schema, Table, UniqueKey

VERSION = 1


def dump(schema: Schema) -> str:
    """What is as by default is left out, and so is what the author says of changes: they are made by then."""
    return json.dumps({"version": VERSION, "tables": [_slim(table) for table in schema.tables]}, indent=1) + "\n"


def load(text: str, where: str = "") -> Schema:
    """The schema that was kept. Raises ArchwrightError when it cannot be read."""
    try:
        found = json.loads(text)
        version = found["version"]
        if version != VERSION:
            raise ArchwrightError(
                f"The schema was kept in form {version}, this version reads {VERSION}.",
                hint="Use the version of archwright that wrote it, or build from the migrations anew.",
                where=where,
            )
        return Schema(tuple(_table(table) for table in found["tables"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "Take it from your version control again: a change of the blueprint begins there."
        raise ArchwrightError(f"The kept schema cannot be read: {error}", hint=hint, where=where) from error


def _slim(value: Any) -> Any:
    if not is_dataclass(value) or isinstance(value, type):
        return [_slim(item) for item in value] if isinstance(value, tuple) else value
    told = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if item != field.default and field.name not in {"evolution", "doc", "split_from"}:
            told[field.name] = _slim(item)
    return told


def _table(told: Mapping[str, Any]) -> Table:
    return Table(
        told["name"],
        columns=tuple(_column(column) for column in told.get("columns", ())),
        foreign_keys=tuple(ForeignKey(**key) for key in told.get("foreign_keys", ())),
        uniques=tuple(UniqueKey(**_tuples(key)) for key in told.get("uniques", ())),
        checks=tuple(CheckRule(**rule) for rule in told.get("checks", ())),
        indexes=tuple(Index(**_tuples(index)) for index in told.get("indexes", ())),
        entity=told.get("entity", ""),
        row_level=told.get("row_level", ""),
    )


def _column(told: Mapping[str, Any]) -> Column:
    return Column(**{**_tuples(told), "type": ColumnType(**told["type"])})


def _tuples(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
