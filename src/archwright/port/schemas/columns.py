"""The JSON types of columns, from how they are declared."""

import re

from archwright.model.facts import Entity, Field
from archwright.port.schemas.shape import ANY, LOOSE, Key, Keyed, Row, Scalar, scalar

_KINDS = {
    "int": r"(?:big|small|tiny)?int(?:eger)?|serial|bigserial",
    "str": r"string|text|unicode|unicodetext|(?:var|n|nvar)?char|varchar|str|clob",
    "bool": r"bool(?:ean)?",
    "float": r"float|real|double(?: precision)?|double_precision",
    "datetime": r"datetime|timestamp",
    "date": r"date",
}


def column(field: Field, *, mapped: bool) -> Scalar:
    """The type of a column's value. `mapped`: an ORM reads it; plain SQL gives booleans and dates as stored."""
    word = re.sub(r"\(.*\)", "", field.type.rpartition(".")[2].lower()).strip()
    kind = next((kind for kind, words in _KINDS.items() if re.fullmatch(words, word)), "")
    if not kind or (not mapped and kind in ("bool", "datetime", "date")):
        return ANY
    return scalar(kind) if field.primary_key or not field.nullable else scalar(kind, "None")


def stored(field: Field, *, mapped: bool) -> Scalar:
    """The type of what is found in a column: a number only where clients sent one, keys apart."""
    declared = column(field, mapped=mapped)
    return declared if field.primary_key else scalar(*(LOOSE.get(kind, kind) for kind in declared.kinds))


def row_of(entity: Entity) -> Row:
    """A row of a whole table that SQL text asked for."""
    keys = tuple(Key(field.name, stored(field, mapped=False)) for field in entity.fields)
    return Row(keys, entity.name)


def shown(entity: Entity, name: str) -> Keyed:
    """A mapped object column by column."""
    keys = tuple(Key(field.name, stored(field, mapped=True)) for field in entity.fields)
    return Keyed(keys, name)
