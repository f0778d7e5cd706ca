"""Values for rows that are there already, as SQL."""

from archwright.evolve import names
from archwright.model.schema import Column, Literals

DEFAULT_TENANT = "00000000000040008000000000000001"
_ZEROS: dict[str, Literals] = {
    "str": "", "text": "", "int": 0, "bigint": 0, "float": 0, "decimal": 0, "bool": False, "date": "1970-01-01",
    "datetime": "1970-01-01 00:00:00.000000", "time": "00:00:00.000000", "uuid": "0" * 32, "json": "null", "bytes": "",
}  # fmt: skip


def fill(column: Column) -> str:
    """What the author or the default gives rows without a value; "" when neither does."""
    if column.evolution.backfill is not None:
        return value(column, column.evolution.backfill)
    if column.default is not None:
        return value(column, column.default)
    return column.expression


def zero(column: Column) -> str:
    """A value that the type takes, for rows of which the value is lost."""
    return fill(column) or value(column, column.choices[0] if column.choices else _ZEROS[column.type.kind])


def first_tenant(column: Column) -> str | int:
    """The key of the tenant that rows get which had none. Counting begins with 1: nobody else is 0."""
    return DEFAULT_TENANT if column.type.kind == "uuid" else 0


def value(column: Column, given: Literals) -> str:
    """A value of the page in the words both databases store."""
    kind = column.type.kind
    if kind == "datetime" and given == "now":
        return "CURRENT_TIMESTAMP"
    if kind == "date" and given in {"now", "today"}:
        return "CURRENT_DATE"
    if isinstance(given, str) and kind == "datetime":
        given = given.replace("T", " ").removesuffix("Z").removesuffix("+00:00")
    if isinstance(given, str) and kind == "uuid":
        given = given.replace("-", "").lower()
    return names.literal(given)
