"""How one schema becomes another."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from archwright.evolve.diff import columns, keys, moves, tenancy
from archwright.evolve.diff.fitting import misfits
from archwright.evolve.diff.gone import dropped_columns, dropped_tables
from archwright.evolve.diff.pairing import Pair, pairs, strangers, unknown_tables, usurpers
from archwright.model import change as c
from archwright.model.schema import Schema

Found = Iterator[c.Change | c.Refusal]


def diff(before: Schema, after: Schema, allow: Collection[str] = ()) -> c.Difference:
    """The changes in an order in which they can be made, and everything that is in their way.

    `allow` names what may be dropped beside what the schema allows itself: "tasks", "tasks.points", or "*" for all.
    """
    found = tuple(_found(before, after, frozenset(allow)))
    return c.Difference(
        tuple(item for item in found if isinstance(item, c.Change)),
        tuple(item for item in found if isinstance(item, c.Refusal)),
    )


@dataclass(frozen=True)
class _Moves:
    found: tuple[c.Change | c.Refusal, ...]

    def given(self, table: str) -> frozenset[str]:
        """Columns of the table that are filled from elsewhere."""
        found: set[str] = set()
        for item in self.found:
            if isinstance(item, c.Split) and item.source == table and item.in_source:
                found.add(item.link)
            elif (isinstance(item, c.Unlink) and item.source == table) or isinstance(item, c.Refusal):
                found.add(item.column)
        return frozenset(found)

    def kept(self, table: str) -> frozenset[str]:
        """Columns of the table whose values are in another table now."""
        found: set[str] = set()
        for item in self.found:
            if isinstance(item, c.Split) and item.source == table:
                found |= {old for old, _ in item.moved}
            elif isinstance(item, c.Link) and not isinstance(item, c.Unlink) and item.source == table:
                found.add(item.column)
        return frozenset(found)


def _found(before: Schema, after: Schema, allow: frozenset[str]) -> Found:
    plain = pairs(before, after)
    both = tuple(tenancy.housed(pair) for pair in plain)
    new = [table for table in after.tables if table.name not in {pair.after.name for pair in both}]
    gone = [table for table in before.tables if table.name not in {pair.former.name for pair in both}]
    moved = _Moves((*moves.splits(both, new), *moves.links(both, new), *moves.unlinks(both, gone)))
    yield from usurpers(before, after)
    yield from unknown_tables(before, after)
    for pair in both:
        yield from strangers(pair, moved.given(pair.after.name))
        yield from _renames(pair)
    yield from (c.AddTable(table.name, table) for table in new)
    yield from tenancy.switched_on(plain, after)
    yield from tenancy.switched_off(both, before)
    yield from moved.found
    for pair in both:
        yield from _altered(pair, moved, allow)
    yield from dropped_tables(gone, both, moved.found, allow)


def _renames(pair: Pair) -> Found:
    if pair.former.name != pair.after.name:
        yield c.RenameTable(pair.after.name, pair.former.name, reason=_OLD_CODE)
    for name, was in pair.columns.items():
        yield c.RenameColumn(pair.after.name, name, was, reason=_OLD_CODE)


_OLD_CODE = "Code that still runs with the former name fails: stop it before, or deploy in two steps."


def _altered(pair: Pair, moved: _Moves, allow: frozenset[str]) -> Found:
    table = pair.after.name
    if pair.before.row_level and pair.before.row_level != pair.after.row_level:
        yield c.Unprotect(table, pair.before.row_level)
    yield from keys.dropped(pair)
    yield from keys.renamed(pair)
    yield from misfits(columns.added(pair, moved.given(table)), pair)
    yield from misfits(columns.kept(pair), pair)
    yield from dropped_columns(pair, moved.kept(table), allow)
    yield from keys.added(pair)
    if pair.after.row_level and pair.before.row_level != pair.after.row_level:
        yield c.Protect(table, pair.after.row_level)
