"""What each type of field and column is in Python, in SQLAlchemy and on the wire. One table a place."""

from dataclasses import dataclass
from json import loads

from archwright.model.blueprint import NUMERIC, TEXTUAL, Field
from archwright.model.schema import ColumnType


@dataclass(frozen=True)
class Kind:
    """`annotation`: the Python type. `wire`: of incoming JSON. `text`: of what is read from an address.

    `shown`: of what is answered. `last` stands in the type behind its limits. `imports` are for all.
    """

    annotation: str
    imports: tuple[str, ...] = ()
    wire: str = ""
    text: str = ""
    last: str = ""
    shown: str = ""

    @property
    def sent(self) -> str:
        """The type of incoming JSON."""
        whole = self.wire or self.annotation
        return f"{whole.removesuffix(']')}, {self.last}]" if self.last else whole

    def within(self, limits: str) -> str:
        """The type of incoming JSON, with limits."""
        inner = (self.wire or self.annotation).removeprefix("Annotated[").removesuffix("]")
        return f"Annotated[{', '.join(filter(None, [inner, limits, self.last]))}]"

    @property
    def answered(self) -> str:
        """The type of outgoing JSON."""
        return self.shown or self.annotation

    @property
    def asked(self) -> str:
        """The type of a value in an address."""
        return self.text or self.annotation


# Under a name of its own, so that a field may be called "date".
DATES = ("import datetime as dt",)
OWN = "from app.schemas.base import Int32, Int53, ShownId, Text, storable, whole"
SHOWN_ID = "ShownId"
VALUES = "from app.schemas.values import AnyJson, Day, JsonObject, MailAddress, Moment, Number, TimeOfDay, WebAddress"

FIELDS: dict[str, Kind] = {
    "str": Kind("str", (OWN,), "Text", "Text"),
    "text": Kind("str", (OWN,), "Text", "Text"),
    "file": Kind("str", (OWN,), "Text", "Text"),
    "email": Kind("str", (OWN, VALUES), "MailAddress", "Text"),
    "url": Kind("str", (OWN, VALUES), "WebAddress", "Text"),
    "int": Kind("int", ("from pydantic import Strict", OWN), "Annotated[Int32, Strict()]", "Int32", "whole"),
    "float": Kind("float", ("from pydantic import Strict",), "Annotated[float, Strict(), Field(allow_inf_nan=False)]"),
    "decimal": Kind("Decimal", ("from decimal import Decimal", VALUES), "Number", "Number"),
    "bool": Kind("bool", ("from pydantic import Strict",), "Annotated[bool, Strict()]"),
    "date": Kind("dt.date", (*DATES, VALUES), "Day", "Day"),
    "datetime": Kind("dt.datetime", (*DATES, VALUES), "Moment", "Moment"),
    "time": Kind("dt.time", (*DATES, VALUES), "TimeOfDay", "TimeOfDay", shown="TimeOfDay"),
    "uuid": Kind("UUID", ("from uuid import UUID", OWN), shown=SHOWN_ID),
    "json": Kind("dict[str, Any]", ("from typing import Any", VALUES), "JsonObject"),
}

# Of values that come as text.
LOOSE = {"bool": "bool", "float": "Annotated[float, Field(allow_inf_nan=False)]", "int": "Int32"}

# Column kind -> (Python type, SQLAlchemy type, where they come from).
COLUMNS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "str": ("str", "String({length})", ("from sqlalchemy import String",)),
    "text": ("str", "Text()", ("from sqlalchemy import Text",)),
    "int": ("int", "Integer()", ("from sqlalchemy import Integer",)),
    "bigint": ("int", "BigInteger()", ("from sqlalchemy import BigInteger",)),
    "float": ("float", "Float()", ("from sqlalchemy import Float",)),
    "decimal": (
        "Decimal",
        "Numeric({precision}, {scale})",
        ("from decimal import Decimal", "from sqlalchemy import Numeric"),
    ),
    "bool": ("bool", "Boolean()", ("from sqlalchemy import Boolean",)),
    "date": ("dt.date", "Date()", (*DATES, "from sqlalchemy import Date")),
    "datetime": ("dt.datetime", "UTCDateTime()", (*DATES, "from app.models.base import UTCDateTime")),
    "time": ("dt.time", "Time()", (*DATES, "from sqlalchemy import Time")),
    "uuid": ("UUID", "Uuid()", ("from uuid import UUID", "from sqlalchemy import Uuid")),
    "json": ("dict[str, Any]", "JSON()", ("from typing import Any", "from sqlalchemy import JSON")),
    "bytes": ("bytes", "LargeBinary()", ("from sqlalchemy import LargeBinary",)),
}


def column_type(kind: ColumnType) -> str:
    """The SQLAlchemy type as an expression."""
    expression = COLUMNS[kind.kind][1].format(length=kind.length or "", precision=kind.precision, scale=kind.scale)
    return expression.replace("()", "") if kind.kind != "datetime" else "UTCDateTime"


def made(text: str) -> str:
    """A function that makes the value of a JSON text, as an expression: one value for all would be changed by any."""
    value = loads(text)
    return type(value).__name__ if value in ({}, []) else f"lambda: {value!r}"


def constraints(field: Field) -> list[str]:
    """Arguments of pydantic's `Field` for the limits of a field."""
    bounds = field.bounds
    low, high = ("gt" if bounds.above else "ge"), ("lt" if bounds.below else "le")
    if field.type in TEXTUAL:
        low, high = "min_length", "max_length"
    found = [f"{name}={value}" for name, value in ((low, bounds.low), (high, bounds.high)) if value is not None]
    if field.type in NUMERIC and field.precision:
        found += [f"max_digits={field.precision}", f"decimal_places={field.scale}"]
    return [*found, f"pattern={field.pattern!r}"] if field.pattern else found
