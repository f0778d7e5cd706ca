"""What becomes of primary keys: every row has an `id`, and keys that mean something stay as unique fields."""

from collections import Counter

from sqlglot import exp

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.sql.defaults import is_counted
from archwright.design.intake.sql.tables import SourceColumn, SourceSchema, SourceTable

_WHOLE = {"INT", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT", "SERIAL", "BIGSERIAL", "SMALLSERIAL"}


def surrogate(table: SourceTable) -> str:
    """The column that does nothing but name the row, "" when there is none."""
    if len(table.primary) != 1 or table.primary[0] not in table.columns or table.reference(table.primary[0]):
        return ""
    column = table.columns[table.primary[0]]
    plain = column.counted or is_counted(column.default) or _kind(column) in {*_WHOLE, "UUID"} | _unsigned()
    return table.primary[0] if plain or column.name.lower() == "id" else ""


def natural(table: SourceTable) -> str:
    """The single key column that means something of its own, "" when there is none."""
    single = len(table.primary) == 1 and table.primary[0] in table.columns
    return table.primary[0] if single and not surrogate(table) and not table.reference(table.primary[0]) else ""


def ids_of(schema: SourceSchema) -> str:
    """What most tables use as an id: "int" or "uuid"."""
    kinds = Counter(
        "uuid" if _kind(table.columns[key]) in {"UUID", "CHAR", "VARCHAR", "TEXT"} else "int"
        for table in schema.tables.values()
        if (key := surrogate(table))
    )
    return "uuid" if kinds["uuid"] > kinds["int"] or not kinds else "int"


def tell_keys(schema: SourceSchema, entities: dict[str, str], ledger: Ledger) -> None:
    """What changes about keys."""
    ids = ids_of(schema)
    for key in entities:
        table, plain = schema.tables[key], surrogate(schema.tables[key])
        if plain and plain != "id":
            ledger.tell_common(
                table.line, f"`{table.name}.{table.columns[plain].name}`", "the key of a row is called `id`"
            )
        if (
            plain
            and _kind(table.columns[plain]) in _WHOLE | {"UUID"}
            and (_kind(table.columns[plain]) == "UUID") != (ids == "uuid")
        ):
            ledger.tell_common(table.line, f"`{table.name}`", f"ids are of one type in all tables: {ids}")
        if natural(table):
            ledger.tell_common(table.line, f"`{table.name}.{natural(table)}`",
                               "a key with a meaning stays as a unique field; rows get an `id`, and references "
                               "go by it")  # fmt: skip
        if len(table.primary) > 1:
            ledger.tell_common(table.line, f"`{table.name}`", "a key of several columns stays unique; rows get an `id`")
        if not table.primary:
            ledger.tell_common(table.line, f"`{table.name}`", "it has no primary key: rows get an `id`")


def _unsigned() -> set[str]:
    return {f"U{kind}" for kind in _WHOLE}


def _kind(column: SourceColumn) -> str:
    kind = column.type.this if column.type is not None else ""
    return kind.name if isinstance(kind, exp.DType) else str(kind).upper()
