"""Constraints and indexes: told apart by what they say, not by their names."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from archwright.evolve import names
from archwright.evolve.diff.pairing import Pair
from archwright.model import change as c
from archwright.model.schema import CheckRule, ForeignKey, Index, UniqueKey

_LOCKED = "Writing waits while rows are read, unless it is done in steps; the migration does it in steps."


def dropped(pair: Pair) -> Iterator[c.Change]:
    """What goes, foreign keys first: they may stand on unique keys."""
    before, after, table = pair.before, pair.after, pair.after.name
    yield from (c.DropForeignKey(table, key) for key in _gone(before.foreign_keys, after.foreign_keys, _reference))
    yield from (c.DropCheck(table, rule) for rule in _gone(before.checks, after.checks, _rule))
    yield from (c.DropUnique(table, key) for key in _gone(before.uniques, after.uniques, _unique))
    yield from (c.DropIndex(table, index) for index in _gone(before.indexes, after.indexes, _index))


def renamed(pair: Pair) -> Iterator[c.RenameKey]:
    """What says the same as before under another name."""
    table = pair.after.name
    if pair.former.name != table and any(column.primary for column in pair.after.columns):
        was, now = names.constraint("pk", pair.former.name), names.constraint("pk", table)
        yield c.RenameKey(table, "primary", was, now)
    yield from _renamed(table, "foreignkey", pair.before.foreign_keys, pair.after.foreign_keys, _reference)
    yield from _renamed(table, "check", pair.before.checks, pair.after.checks, _rule)
    yield from (
        c.RenameKey(table, "index" if new.where else "unique", old.name, new.name)
        for old, new in _kept(pair.before.uniques, pair.after.uniques, _unique)
        if old.name != new.name
    )
    yield from _renamed(table, "index", pair.before.indexes, pair.after.indexes, _index)


def added(pair: Pair) -> Iterator[c.Change]:
    """What is new; rows have to be read for all of it."""
    before, after, table = pair.before, pair.after, pair.after.name
    for rule in _gone(after.checks, before.checks, _rule):
        yield c.AddCheck(table, rule, risk="locks", reason=_LOCKED)
    for key in _gone(after.uniques, before.uniques, _unique):
        yield c.AddUnique(table, key, risk="locks", reason=_LOCKED)
    for reference in _gone(after.foreign_keys, before.foreign_keys, _reference):
        yield c.AddForeignKey(table, reference, risk="locks", reason=_LOCKED)
    for index in _gone(after.indexes, before.indexes, _index):
        yield c.AddIndex(table, index, risk="locks", reason=_LOCKED)


def _gone(old: Sequence[Any], new: Sequence[Any], says: Callable[[Any], object]) -> list[Any]:
    said = {says(item) for item in new}
    return [item for item in old if says(item) not in said]


def _kept(old: Sequence[Any], new: Sequence[Any], says: Callable[[Any], object]) -> list[tuple[Any, Any]]:
    former = {says(item): item for item in old}
    return [(former[says(item)], item) for item in new if says(item) in former]


def _renamed(
    table: str, kind: c.KeyKind, old: Sequence[Any], new: Sequence[Any], says: Callable[[Any], object]
) -> Iterator[c.RenameKey]:
    for was, now in _kept(old, new, says):
        if was.name != now.name:
            yield c.RenameKey(table, kind, was.name, now.name)


def _reference(key: ForeignKey) -> object:
    return key.column, key.table, key.on_delete, key.target


def _rule(rule: CheckRule) -> object:
    return rule.expression


def _unique(key: UniqueKey) -> object:
    return key.columns, key.where


def _index(index: Index) -> object:
    return index.columns
