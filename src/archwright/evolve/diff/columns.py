"""What becomes of the columns of one table."""

from collections.abc import Iterator

from archwright.evolve.diff import values
from archwright.evolve.diff.pairing import Pair
from archwright.evolve.diff.retype import becomes_enum, becomes_folded, conversion
from archwright.model import change as c
from archwright.model.schema import Column

Found = Iterator[c.Change | c.Refusal]


def added(pair: Pair, given: frozenset[str]) -> Found:
    """New columns; `given` are those that another step fills."""
    old = {column.name for column in pair.before.columns}
    for column in pair.after.columns:
        if column.name in old:
            continue
        if column.name in given:
            yield c.AddColumn(pair.after.name, column, filled=True)
            if not column.nullable:
                yield c.Require(pair.after.name, column, values.fill(column))
        elif column.nullable or column.default is not None or column.expression:
            backfill = values.fill(column) if column.evolution.backfill is not None else ""
            yield c.AddColumn(pair.after.name, column, backfill)
        elif column.evolution.backfill is not None:
            yield c.AddColumn(pair.after.name, column, values.fill(column))
        else:
            yield _unfilled(pair.after.name, column, "is new and cannot be empty")


def kept(pair: Pair) -> Found:
    """Columns that are there before and after."""
    old = {column.name: column for column in pair.before.columns}
    for column in pair.after.columns:
        if column.name in old:
            yield from _changed(pair.after.name, old[column.name], column)


def _changed(table: str, was: Column, now: Column) -> Found:
    if was.type != now.type or becomes_enum(was, now) or becomes_folded(was, now):
        yield _retyped(table, was, now)
    yield from _choices(table, was, now)
    if was.nullable and not now.nullable:
        fill = values.fill(now)
        yield (
            c.Require(table, now, fill, risk="locks", reason=_REQUIRED)
            if fill
            else _unfilled(table, now, "cannot be empty any more")
        )
    if now.nullable and not was.nullable:
        yield c.Relax(table, now)
    if was.type == now.type and (was.default, was.expression) != (now.default, now.expression):
        yield c.ChangeDefault(table, was, now)


_REQUIRED = "Every row is read once; done in steps, others can write meanwhile."


_OTHERS = "Say `backfill` and the choice for rows that hold none of them."


def _retyped(table: str, was: Column, now: Column) -> c.Change | c.Refusal:
    if was.primary or now.primary:
        return c.Refusal(table, now.name, f"The key of `{table}` cannot change its type.", "Keep `ids` as it was.")
    if becomes_enum(was, now) and now.evolution.backfill is None:
        return c.Refusal(table, now.name, f"Rows may hold something else in `{now.name}`.", _OTHERS, "backfill")
    found = conversion(was, now)
    kinds = f"`{was.type.kind}` to `{now.type.kind}`"
    if found is None:
        hint = "Say how: `using` and an SQL expression in the name of the column."
        return c.Refusal(table, now.name, f"There is no way from {kinds} for `{now.name}`.", hint, "using")
    if found.narrow and not now.evolution.allow_data_loss and not now.choices:
        hint = f"Say `allow_data_loss` (then it is {found.using or 'cut'}), or `using` and an expression."
        return c.Refusal(
            table, now.name, f"Not every value of `{now.name}` fits when it goes from {kinds}.", hint, "allow_data_loss"
        )
    risk: c.Risk = "loses data" if found.narrow else "rewrites" if found.rewrites else "safe"
    reason = {
        "loses data": "What does not fit is cut or rounded.",
        "rewrites": "PostgreSQL writes every row anew and lets nobody in meanwhile.",
    }.get(risk, "")
    return c.Retype(table, was, now, found.using, found.sqlite, found.narrow, risk=risk, reason=reason)


def _choices(table: str, was: Column, now: Column) -> Found:
    if not was.choices or not now.choices:
        return
    gone = [choice for choice in was.choices if choice not in now.choices]
    pairs = tuple((old, new) for old, new in now.evolution.renamed_values if old in gone and new in now.choices)
    if pairs:
        yield c.RenameValues(table, now.name, pairs, risk="locks", reason="Rows with these values are written.")
    lost = tuple(choice for choice in gone if choice not in dict(pairs))
    if not lost:
        return
    if now.evolution.backfill is not None:
        yield c.RetireValues(table, now.name, lost, str(now.evolution.backfill), risk="loses data", reason=_RETIRED)
    else:
        named = ", ".join(f"`{choice}`" for choice in lost)
        hint = f"Say `backfill` and what rows get in place of it, or `was {lost[0]}` behind the choice it became."
        yield c.Refusal(table, now.name, f"Rows may hold {named} in `{now.name}`.", hint, "backfill")


_RETIRED = "Which rows held the value that is gone is not known any more."


def _unfilled(table: str, column: Column, problem: str) -> c.Refusal:
    hint = "Say `backfill` and the value for the rows that are there, make it optional, or give it a default."
    return c.Refusal(table, column.name, f"`{column.name}` of `{table}` {problem}.", hint, "backfill")
