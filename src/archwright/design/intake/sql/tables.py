"""Tables as a schema declares them, before they are entities."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class SourceColumn:
    """`type` and the expressions are of sqlglot. `checks` hold for this column alone."""

    name: str
    line: int
    type: Any = None
    nullable: bool = True
    unique: bool = False
    indexed: bool = False
    default: Any = None
    generated: Any = None
    counted: bool = False
    doc: str = ""


@dataclass
class SourceReference:
    """A foreign key."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]
    on_delete: str
    on_update: str
    line: int


@dataclass
class SourceCheck:
    """A condition, by name when it has one."""

    name: str
    expression: Any
    line: int


@dataclass
class SourceTable:
    """One table. Filled while the script is read: a later ALTER TABLE adds to it."""

    name: str
    line: int
    schema: str = ""
    columns: dict[str, SourceColumn] = field(default_factory=dict)
    primary: tuple[str, ...] = ()
    uniques: list[tuple[str, ...]] = field(default_factory=list)
    indexes: list[tuple[str, ...]] = field(default_factory=list)
    references: list[SourceReference] = field(default_factory=list)
    checks: list[SourceCheck] = field(default_factory=list)
    doc: str = ""

    def reference(self, column: str) -> SourceReference | None:
        """The foreign key that stands on this column alone."""
        return next((each for each in self.references if each.columns == (column,)), None)


@dataclass
class SourceType:
    """A type of the schema's own: the values of an enum, or the base and the condition of a domain."""

    choices: tuple[str, ...] = ()
    base: Any = None
    check: Any = None


@dataclass
class SourceSchema:
    """Everything that was read. `rows` counts the statements that insert."""

    dialect: str
    tables: dict[str, SourceTable] = field(default_factory=dict)
    types: dict[str, SourceType] = field(default_factory=dict)
    rows: int = 0
