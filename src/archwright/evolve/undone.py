"""The way back of changes."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from archwright.evolve.diff import values
from archwright.evolve.diff.pairing import reworded
from archwright.evolve.diff.retype import conversion
from archwright.evolve.names import quoted
from archwright.model import change as c
from archwright.model.schema import Column


def undone(changes: Sequence[c.Change]) -> tuple[c.Change, ...]:
    """The changes that take these back, last first; all names are the former ones, for renames are taken back first."""
    former = _Former(changes)
    found = [former.told(back) for change in reversed(changes) for back in undo(change)]
    gone = {(back.table, back.column.name) for back in found if isinstance(back, c.DropColumn)}
    return tuple(back for back in found if not isinstance(back, c.Relax) or (back.table, back.column.name) not in gone)


def undo(change: c.Change) -> Iterator[c.Change]:
    """One change the other way round; nothing where there is nothing to take back."""
    table = change.table
    match change:
        case c.RenameTable():
            yield c.RenameTable(change.was, table)
        case c.RenameColumn():
            yield c.RenameColumn(table, change.was, change.column)
        case c.RenameKey():
            yield c.RenameKey(table, change.kind, change.name, change.was)
        case c.RenameValues():
            yield c.RenameValues(table, change.column, tuple((new, old) for old, new in change.pairs))
        case c.ChangeDefault():
            yield c.ChangeDefault(table, change.after, change.before)
        case c.Relax():
            yield c.Require(table, change.column, values.zero(change.column))
        case c.Require():
            yield c.Relax(table, change.column)
        case c.Retype():
            yield _retyped(change)
        case c.AddColumn():
            yield from _without(change)
        case c.DropColumn():
            yield from _restored(change)
        case c.KeepTenant():
            yield c.DefaultTenant(table, change.tables, change.values)
        case _:
            yield from _mirrored(change)


_MIRRORS: dict[type[c.Change], type[c.Change]] = {
    c.AddTable: c.DropTable,
    c.AddUnique: c.DropUnique,
    c.AddCheck: c.DropCheck,
    c.AddForeignKey: c.DropForeignKey,
    c.AddIndex: c.DropIndex,
    c.Split: c.Unsplit,
    c.Link: c.Unlink,
    c.Protect: c.Unprotect,
}
_BACK = _MIRRORS | {back: there for there, back in _MIRRORS.items()}


def _mirrored(change: c.Change) -> Iterator[c.Change]:
    """Purged rows, values that were given up and the first tenant stay as they are."""
    if type(change) in _BACK:
        said = {field.name: getattr(change, field.name) for field in fields(change)}
        yield _BACK[type(change)](**said)


def _retyped(change: c.Retype) -> c.Change:
    way = conversion(change.after, change.before)
    if way is None:
        return c.Retype(change.table, change.after, change.before, narrow=True)
    return c.Retype(change.table, change.after, change.before, way.using, way.sqlite, way.narrow)


def _without(change: c.AddColumn) -> Iterator[c.Change]:
    if change.column.name == "deleted_at":
        yield c.Purge(change.table, change.column.name)
    yield c.DropColumn(change.table, change.column, kept=change.filled)


def _restored(change: c.DropColumn) -> Iterator[c.Change]:
    column = change.column
    if change.refers and not column.nullable:
        yield c.AddColumn(change.table, column, filled=True)
        yield c.Require(change.table, column, f"(SELECT id FROM {quoted(change.refers)} ORDER BY id LIMIT 1)")  # noqa: S608
    elif change.kept:
        yield c.AddColumn(change.table, column, filled=True)
        if not column.nullable:
            yield c.Require(change.table, column, values.zero(column))
    else:
        yield c.AddColumn(change.table, column, "" if column.nullable else values.zero(column))


class _Former:
    """Names of now -> names of then."""

    def __init__(self, changes: Sequence[c.Change]) -> None:
        self.tables = {change.table: change.was for change in changes if isinstance(change, c.RenameTable)}
        self.columns: dict[str, dict[str, str]] = {}
        for change in changes:
            if isinstance(change, c.RenameColumn):
                self.columns.setdefault(change.table, {})[change.column] = change.was

    def told(self, change: c.Change) -> c.Change:
        """The same change in former names."""
        if isinstance(change, c.RenameTable):
            return change
        columns = self.columns.get(getattr(change, "source", change.table), {})
        said: dict[str, Any] = {"table": self.tables.get(change.table, change.table)}
        if hasattr(change, "source"):
            said["source"] = self.tables.get(change.source, change.source)
        for field in fields(change):
            value = getattr(change, field.name)
            if isinstance(change, c.RenameColumn):
                continue
            if isinstance(value, Column):
                said[field.name] = replace(value, name=columns.get(value.name, value.name))
            elif field.name in {"column", "link"}:
                said[field.name] = columns.get(value, value)
            elif field.name in {"using", "sqlite"}:
                said[field.name] = reworded(value, columns)
        return replace(change, **said)
