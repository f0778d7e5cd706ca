"""Rows that go from one table to another: splits, and relations that become many or one."""

from collections.abc import Iterator, Sequence

from archwright.evolve.diff.pairing import Pair
from archwright.model import change as c
from archwright.model.schema import Column, ForeignKey, Table

Found = Iterator[c.Change | c.Refusal]
_COPIED = "All rows of the old table are read and written once."


def splits(pairs: Sequence[Pair], new: Sequence[Table]) -> Found:
    """Tables whose fields were taken out of another."""
    for table in new:
        pair = next((pair for pair in pairs if table.split_from and pair.former.name == table.split_from), None)
        pair = pair or next((pair for pair in pairs if table.split_from == pair.after.name), None)
        if pair is not None:
            yield _split(pair, table)


def links(pairs: Sequence[Pair], new: Sequence[Table]) -> Found:
    """Associations that are made from a foreign key."""
    for table in new:
        for pair in pairs:
            column = _former_key(pair, table)
            if column:
                near, far = table.columns[0].name, table.columns[1].name
                yield c.Link(table.name, pair.after.name, column, near, far, risk="locks", reason=_COPIED)


def unlinks(pairs: Sequence[Pair], gone: Sequence[Table]) -> Found:
    """Foreign keys that are made from an association."""
    for pair in pairs:
        old = {column.name for column in pair.before.columns}
        for key in pair.after.foreign_keys:
            column = pair.after.column(key.column)
            former = next((table for table in gone if _was_association(table, pair, key, column)), None)
            if former is None or column.name in old:
                continue
            if column.evolution.allow_data_loss:
                near, far = former.columns[0].name, former.columns[1].name
                reason = "Of several rows, one is kept."
                yield c.Unlink(former.name, pair.after.name, column.name, near, far, risk="loses data", reason=reason)
            else:
                message = f"Of the many in `{former.name}`, `{column.name}` can keep one."
                yield c.Refusal(pair.after.name, column.name, message, "Say `allow_data_loss`.", "allow_data_loss")


def _split(pair: Pair, table: Table) -> c.Change | c.Refusal:
    source = pair.before
    inner = _key_to(pair.after, table.name, without={column.name for column in source.columns})
    outer = _key_to(table, pair.after.name, without=set())
    link = inner or outer
    if link is None:
        hint = f"Give one of them a relation to the other: `{table.entity.lower()}: {table.entity}`."
        return c.Refusal(table.name, "", f"Nothing ties `{table.name}` to `{source.name}`, from which it comes.", hint)
    there = {column.name for column in source.columns} - {"id"}
    stays = {column.name for column in pair.after.columns}
    both = [(_origin(column, there), column.name) for column in table.columns if column.name not in {"id", link.column}]
    both = [(old, new) for old, new in both if old]
    moved = tuple((old, new) for old, new in both if old not in stays)
    optional = inner is not None and pair.after.column(link.column).nullable
    return c.Split(
        table.name,
        source.name,
        tuple(both),
        link.column,
        inner is not None,
        optional,
        table.column("id").type.kind,
        moved,
        risk="locks",
        reason=_COPIED,
    )


def _origin(column: Column, there: set[str]) -> str:
    return next((name for name in (column.evolution.was, column.name) if name in there), "")


def _key_to(table: Table, target: str, without: set[str]) -> ForeignKey | None:
    return next((key for key in table.foreign_keys if key.table == target and key.column not in without), None)


def _former_key(pair: Pair, table: Table) -> str:
    """The foreign key that an association says it was."""
    was = table.evolution.was
    stays = {column.name for column in pair.after.columns}
    ends = [key.table for key in table.foreign_keys]
    for key in pair.before.foreign_keys:
        if (
            was
            and key.column in (was, f"{was}_id")
            and key.column not in stays
            and ends == [pair.after.name, key.table]
        ):
            return key.column
    return ""


def _was_association(table: Table, pair: Pair, key: ForeignKey, column: Column) -> bool:
    was = column.evolution.was.removesuffix("_id")
    ends = [other.table for other in table.foreign_keys]
    return bool(was) and table.name == f"{pair.former.name}_{was}" and ends == [pair.former.name, key.table]
