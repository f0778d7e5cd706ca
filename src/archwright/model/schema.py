"""The schema: the tables a backend stands on, as data that can be compared, written down and kept."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.blueprint.fields import Evolution, OnDelete

ColumnKind = Literal[
    "str", "text", "int", "bigint", "float", "decimal", "bool", "date", "datetime", "time", "uuid", "json", "bytes"
]
Literals = str | int | float | bool | None


@dataclass(frozen=True)
class ColumnType:
    """`length` is of "str" (0: no limit); `precision` and `scale` are of "decimal"."""

    kind: ColumnKind
    length: int = 0
    precision: int = 0
    scale: int = 0


@dataclass(frozen=True)
class Column:
    """One column. `default` is what the database fills in: a literal, or an expression such as CURRENT_TIMESTAMP.

    `choices`: the values of an enum; a check of the table says the same. `folded`: a text that is kept and compared
    in small letters.
    """

    name: str
    type: ColumnType
    nullable: bool = False
    primary: bool = False
    default: Literals = None
    expression: str = ""
    choices: tuple[str, ...] = ()
    folded: bool = False
    doc: str = ""
    evolution: Evolution = Evolution()


@dataclass(frozen=True)
class ForeignKey:
    """A reference to a row of another table, by its primary key."""

    name: str
    column: str
    table: str
    on_delete: OnDelete = "restrict"
    target: str = "id"


@dataclass(frozen=True)
class UniqueKey:
    """Columns that are unique together. `where` (SQL) makes it a partial unique index, e.g. among rows not deleted."""

    name: str
    columns: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True)
class CheckRule:
    """A CHECK constraint; `expression` is SQL that SQLite and PostgreSQL both take."""

    name: str
    expression: str


@dataclass(frozen=True)
class Index:
    """An index for queries."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table. `entity` is the name of the entity it holds, "" for tables of the platform and associations.

    `row_level`: the column by which PostgreSQL row-level security tells tenants apart, "" without it.
    """

    name: str
    columns: tuple[Column, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    uniques: tuple[UniqueKey, ...] = ()
    checks: tuple[CheckRule, ...] = ()
    indexes: tuple[Index, ...] = ()
    entity: str = ""
    row_level: str = ""
    split_from: str = ""
    evolution: Evolution = Evolution()

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True)
class Schema:
    """All tables, in an order in which they can be made."""

    tables: tuple[Table, ...] = ()

    def table(self, name: str) -> Table | None:
        """The table of that name, if there is one."""
        return next((table for table in self.tables if table.name == name), None)
