"""Fields and relations of an entity, with everything decided."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

FieldType = Literal[
    "str", "text", "email", "url", "int", "float", "decimal", "bool",
    "date", "datetime", "time", "uuid", "json", "enum", "file",
]  # fmt: skip
# Numbers that four bytes hold are smaller.
_INT4 = 2**31
TEXTUAL: frozenset[str] = frozenset({"str", "text", "email", "url", "file"})
NUMERIC: frozenset[str] = frozenset({"int", "float", "decimal"})

Uniqueness = Literal["", "all", "tenant"]
OnDelete = Literal["restrict", "cascade", "set null"]


@dataclass(frozen=True)
class Bounds:
    """Limits of a value, or of the length of a text. `above` and `below` say that the limit itself is left out."""

    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    below: bool = False


@dataclass(frozen=True)
class Default:
    """What a field holds when nothing is given: a `literal` (JSON value), or a moment: "now", "today".

    The literal of a decimal, date, datetime, time or uuid is its text, that of a `json` field its JSON text.
    """

    kind: Literal["literal", "now", "today"]
    value: str | int | float | bool | None = None


@dataclass(frozen=True)
class Evolution:
    """What the author says about a change: the former name, the value for old rows, the permission to drop data.

    `using`: SQL that makes the new value of the old one. `renamed_values`: choices with their former names, (was, now).
    """

    was: str = ""
    backfill: str | int | float | bool | None = None
    allow_data_loss: bool = False
    using: str = ""
    renamed_values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Field:
    """One column. `bounds` are of the length for texts. `hidden`: written, never read. `readonly`: read, never written.

    `fixed`: set on create and never changed. `computed`: not stored; a slot in the service gives it. `many`: a list of
    such values; `omittable`: may be left out and is then not set, but is never null; `sent_as`: its name on the wire
    when that is another. Only what is sent has those three.
    """

    name: str
    type: FieldType
    optional: bool = False
    bounds: Bounds = Bounds()
    precision: int = 0
    scale: int = 0
    choices: tuple[str, ...] = ()
    pattern: str = ""
    default: Default | None = None
    unique: Uniqueness = ""
    index: bool = False
    search: bool = False
    hidden: bool = False
    readonly: bool = False
    fixed: bool = False
    computed: bool = False
    many: bool = False
    omittable: bool = False
    sent_as: str = ""
    doc: str = ""
    evolution: Evolution = Evolution()

    @property
    def column(self) -> str:
        """The column it is stored in."""
        return self.name

    @property
    def wide(self) -> bool:
        """Whether it is an int that four bytes do not hold; unless its bounds ask for more, they do."""
        limits = (self.bounds.low, self.bounds.high)
        return self.type == "int" and any(abs(limit) >= _INT4 for limit in limits if limit)


@dataclass(frozen=True)
class Relation:
    """A reference to another entity: one (a foreign key) or many (an association table)."""

    name: str
    target: str
    many: bool = False
    optional: bool = False
    on_delete: OnDelete = "restrict"
    unique: Uniqueness = ""
    readonly: bool = False
    fixed: bool = False
    doc: str = ""
    evolution: Evolution = Evolution()

    @property
    def column(self) -> str:
        """The foreign key column (of a relation to one)."""
        return f"{self.name}_id"
