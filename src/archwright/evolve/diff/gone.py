"""What goes: not without permission, and not without asking whether it was a rename."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from archwright.evolve.diff import values
from archwright.evolve.diff.pairing import Pair
from archwright.model import change as c
from archwright.model.blueprint import Evolution
from archwright.model.schema import Column, Table

Found = Iterator[c.Change | c.Refusal]
SOFT_DELETE = "deleted_at"


def dropped_columns(pair: Pair, kept: Collection[str], allow: frozenset[str]) -> Found:
    """Columns that are not there any more."""
    stays = {column.name for column in pair.after.columns}
    free = pair.after.evolution.allow_data_loss
    for column in pair.before.columns:
        if column.name in stays:
            continue
        allowed = free or bool(allow & {"*", pair.after.name, f"{pair.after.name}.{column.name}"})
        if column.name in kept:
            yield c.DropColumn(pair.after.name, column, kept=True)
        elif not allowed:
            yield _refused(pair, column)
        else:
            if column.name == SOFT_DELETE and column.type.kind == "datetime":
                yield c.Purge(pair.after.name, column.name, risk="loses data", reason="Deleted rows go for good.")
            yield _dropped(pair, column)


def dropped_tables(
    gone: Sequence[Table], pairs: Sequence[Pair], moved: Collection[object], allow: frozenset[str]
) -> Found:
    """Tables that are not there any more, those first to which nobody refers."""
    free = {pair.former.name for pair in pairs if pair.after.evolution.allow_data_loss}
    kept = {item.table for item in moved if isinstance(item, c.Unlink)}
    for table in reversed(gone):
        ends = {key.table for key in table.foreign_keys} if not table.entity else set()
        lost = {other.name for other in gone if other.name in ends}
        if table.name in kept:
            yield c.DropTable(table.name, table)
        elif allow & {"*", table.name} or ends & free or lost:
            yield c.DropTable(table.name, table, risk="loses data", reason="Its rows are gone.")
        else:
            named = f"`{table.entity}`" if table.entity else f"`{table.name}`"
            message = f"{named} is gone, and the rows of `{table.name}` would go with it."
            was = table.entity or table.name
            hint = f"If it has another name now, say there `was: {was}`; else `allow_data_loss: true` on the page."
            yield c.Refusal(table.name, "", message, hint, "allow_data_loss")


def _dropped(pair: Pair, column: Column) -> c.Change:
    """What a column referred to is known by its former name: only the way back asks for it."""
    refers = next((key.table for key in pair.former.foreign_keys if key.column == column.name), "")
    if column.name == pair.before.row_level:
        refers, column = "", replace(column, evolution=Evolution(backfill=values.first_tenant(column)))
    reason = "Its values are gone."
    return c.DropColumn(pair.after.name, column, refers=refers, risk="loses data", reason=reason)


def _refused(pair: Pair, column: Column) -> c.Refusal:
    old = {other.name for other in pair.before.columns}
    alike = [new.name for new in pair.after.columns if new.name not in old and new.type.kind == column.type.kind]
    hint = "Say `allow_data_loss: true` in the entity if its values may go."
    if alike:
        hint = f"Did you mean `{alike[0].removesuffix('_id')}: ... was {column.name.removesuffix('_id')}`? {hint}"
    message = f"`{column.name}` of `{pair.after.name}` is gone, and its values would go with it."
    return c.Refusal(pair.after.name, column.name, message, hint, "allow_data_loss")
