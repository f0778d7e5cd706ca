"""Changes: how one schema becomes another, each with its risk, in an order in which they can be made."""

from dataclasses import dataclass, field
from typing import Literal

from archwright.model.schema import CheckRule, Column, ForeignKey, Index, Table, UniqueKey

KeyKind = Literal["primary", "foreignkey", "unique", "check", "index"]
Risk = Literal["safe", "locks", "rewrites", "loses data"]


@dataclass(frozen=True)
class Change:
    """One step on one table. `reason` is a sentence about the risk, "" when there is nothing to say."""

    table: str
    risk: Risk = field(default="safe", kw_only=True)
    reason: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class RenameTable(Change):
    """`table` was called `was`."""

    was: str


@dataclass(frozen=True)
class AddTable(Change):
    """A new table."""

    definition: Table


@dataclass(frozen=True)
class DropTable(Change):
    """A table goes, and its rows with it."""

    definition: Table


@dataclass(frozen=True)
class RenameColumn(Change):
    """`column` was called `was`."""

    column: str
    was: str


@dataclass(frozen=True)
class AddColumn(Change):
    """A new column. `fill` is the SQL that gives old rows their value, "" for the default or NULL.

    `filled`: another step (a split, a default tenant) gives old rows their value.
    """

    column: Column
    fill: str = ""
    filled: bool = False


@dataclass(frozen=True)
class DropColumn(Change):
    """A column goes, and its values with it; `kept` when they were put somewhere else first.

    `refers`: the table that the column referred to.
    """

    column: Column
    kept: bool = False
    refers: str = ""


@dataclass(frozen=True)
class Retype(Change):
    """A column of another type. `using` gives the new value on PostgreSQL, `sqlite` on SQLite; "" for the same."""

    before: Column
    after: Column
    using: str = ""
    sqlite: str = ""
    narrow: bool = False


@dataclass(frozen=True)
class Require(Change):
    """A column that had to hold nothing has to hold something. `fill` is SQL for the rows without a value."""

    column: Column
    fill: str = ""


@dataclass(frozen=True)
class Relax(Change):
    """A column may be empty."""

    column: Column


@dataclass(frozen=True)
class ChangeDefault(Change):
    """What the database fills in is another value; rows that are there keep theirs."""

    before: Column
    after: Column


@dataclass(frozen=True)
class RenameValues(Change):
    """Choices of an enum got other names: (former, new)."""

    column: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RetireValues(Change):
    """Choices of an enum that are gone; rows that hold one get `fill`."""

    column: str
    values: tuple[str, ...]
    fill: str


@dataclass(frozen=True)
class AddUnique(Change):
    """Columns become unique together."""

    key: UniqueKey


@dataclass(frozen=True)
class DropUnique(Change):
    """Columns need not be unique any more."""

    key: UniqueKey


@dataclass(frozen=True)
class AddCheck(Change):
    """Rows are checked by one more rule."""

    rule: CheckRule


@dataclass(frozen=True)
class DropCheck(Change):
    """A rule is gone."""

    rule: CheckRule


@dataclass(frozen=True)
class AddForeignKey(Change):
    """A column has to refer to a row."""

    key: ForeignKey


@dataclass(frozen=True)
class DropForeignKey(Change):
    """A column need not refer to a row any more."""

    key: ForeignKey


@dataclass(frozen=True)
class AddIndex(Change):
    """An index for queries."""

    index: Index


@dataclass(frozen=True)
class DropIndex(Change):
    """An index goes."""

    index: Index


@dataclass(frozen=True)
class RenameKey(Change):
    """A constraint or index has another name, because its table or a column has."""

    kind: KeyKind
    was: str
    name: str


@dataclass(frozen=True)
class Purge(Change):
    """Rows that are only marked as deleted go for good; the mark itself goes."""

    column: str


@dataclass(frozen=True)
class Split(Change):
    """Rows of `source` are copied to the new `table`: each pair is (column there, column here).

    `link` is the column that ties both: of `source` when `in_source`, else of the new table.
    """

    source: str
    pairs: tuple[tuple[str, str], ...]
    link: str
    in_source: bool
    optional: bool = False
    key: str = "uuid"
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Unsplit(Split):
    """The way back of a split: what was moved returns to `source` before `table` goes."""


@dataclass(frozen=True)
class Link(Change):
    """The association `table` is made from the foreign key `column` of `source`."""

    source: str
    column: str
    near: str
    far: str


@dataclass(frozen=True)
class Unlink(Link):
    """The way back: one of the associated rows goes into the foreign key again."""


@dataclass(frozen=True)
class DefaultTenant(Change):
    """A tenant for the rows of `tables` that have none: a row of `table` with these values (SQL)."""

    tables: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class KeepTenant(DefaultTenant):
    """Rows belong to no tenant any more; the way back gives them a first one."""


@dataclass(frozen=True)
class Protect(Change):
    """PostgreSQL shows a row only to the tenant in `column`."""

    column: str


@dataclass(frozen=True)
class Unprotect(Protect):
    """Row-level security is taken off."""


@dataclass(frozen=True)
class Refusal:
    """A change that is not made as things stand. `hint` says what to write; `needs` is the word that would allow it."""

    table: str
    column: str
    message: str
    hint: str = ""
    needs: Literal["", "allow_data_loss", "backfill", "using", "was"] = ""


@dataclass(frozen=True)
class Difference:
    """How one schema becomes another, and what is in the way; nothing is to be done while there are refusals."""

    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Something to know about a migration, or about where a database stands. `line` is 0 for all of it."""

    rule: str
    path: str
    line: int
    message: str
    fix: str = ""
