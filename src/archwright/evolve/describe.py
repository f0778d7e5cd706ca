"""Changes in words, and as plain data."""

from collections.abc import Sequence

from archwright.model import change as c
from archwright.model.schema import Column


def describe(change: c.Change) -> str:
    """One line for people, without the risk: "tasks.points becomes tasks.estimate"."""
    return _table_line(change) or _move_line(change) or _column_line(change) or _key_line(change)


def record(change: c.Change) -> dict[str, str]:
    """The same for programs: kind, table, risk, reason and the line."""
    return {
        "kind": kind(change),
        "table": change.table,
        "summary": describe(change),
        "risk": change.risk,
        "reason": change.reason,
    }


def kind(change: c.Change) -> str:
    """`AddColumn` is "add column"."""
    name = type(change).__name__
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name).strip()


def lost_going_down(changes: Sequence[c.Change]) -> tuple[str, ...]:
    """What the way back cannot bring back."""
    found = []
    for change in changes:
        match change:
            case c.DropColumn(kept=False) if not change.column.nullable:
                found.append(f"{change.table}.{change.column.name} comes back with a stand-in for every value")
            case c.DropColumn(kept=False):
                found.append(f"{change.table}.{change.column.name} comes back empty")
            case c.DropTable() if change.risk == "loses data":
                found.append(f"{change.table} comes back empty")
            case c.RetireValues():
                found.append(f"{change.table}.{change.column} does not get {', '.join(change.values)} back")
            case c.Retype(narrow=True):
                found.append(f"{change.table}.{change.after.name} keeps the values that were cut or rounded")
            case c.Purge():
                found.append(f"{change.table}: the rows that were deleted stay away")
            case c.AddColumn(column=column) if column.name == "deleted_at":
                found.append(f"{change.table}: the rows that were marked as deleted go for good")
            case c.AddColumn(filled=False):
                found.append(f"{change.table}.{change.column.name} goes with its values")
            case c.Link() | c.DefaultTenant():
                found += _moved_lost(change)
    return tuple(found)


def _moved_lost(change: c.Change) -> list[str]:
    if isinstance(change, c.Unlink):
        return [f"{change.table} gets back the one row that was kept for each"]
    if isinstance(change, c.Link):
        return [f"{change.source}.{change.column} gets back one of the rows in {change.table}"]
    if isinstance(change, c.KeepTenant):
        return [f"{', '.join(change.tables)}: all rows belong to one tenant of {change.table}"]
    return [f"{change.table}: the first tenant stays when the table stays"]


def _table_line(change: c.Change) -> str:
    table = change.table
    match change:
        case c.AddTable():
            return f"{table} is new"
        case c.DropTable():
            return f"{table} goes"
        case c.RenameTable():
            return f"{change.was} becomes {table}"
        case c.Purge():
            return f"rows of {table} that are marked as deleted go"
        case c.Unprotect():
            return f"{table} shows its rows to everybody"
        case c.Protect():
            return f"{table} shows its rows by {change.column}"
    return ""


def _move_line(change: c.Change) -> str:
    table = change.table
    match change:
        case c.Unsplit():
            return f"{table} returns to {change.source}"
        case c.Split():
            moved = ", ".join(new for _, new in change.moved)
            return f"{moved} of {change.source} {'move' if len(change.moved) > 1 else 'moves'} to {table}"
        case c.Unlink():
            return f"{change.source}.{change.column} is made from {table}"
        case c.Link():
            return f"{table} is made from {change.source}.{change.column}"
        case c.KeepTenant():
            return f"rows of {', '.join(change.tables)} belong to no {table} any more"
        case c.DefaultTenant():
            return f"rows of {', '.join(change.tables)} belong to a first row of {table}"
    return ""


def _column_line(change: c.Change) -> str:
    table = change.table
    match change:
        case c.AddColumn():
            return f"{table}.{change.column.name} is new" + (f", {change.fill} in old rows" if change.fill else "")
        case c.DropColumn():
            return f"{table}.{change.column.name} goes"
        case c.RenameColumn():
            return f"{table}.{change.was} becomes {table}.{change.column}"
        case c.Retype():
            return f"{table}.{change.after.name}: {said(change.before)} becomes {said(change.after)}"
        case c.Require():
            return f"{table}.{change.column.name} is required" + (f", {change.fill} where empty" if change.fill else "")
        case c.Relax():
            return f"{table}.{change.column.name} may be empty"
        case c.ChangeDefault():
            now = change.after.expression or change.after.default
            return (
                f"{table}.{change.after.name} is {now} by default"
                if now is not None
                else (f"{table}.{change.after.name} has no default")
            )
        case c.RenameValues():
            return f"{table}.{change.column}: " + ", ".join(f"{was} becomes {now}" for was, now in change.pairs)
        case c.RetireValues():
            return f"{table}.{change.column}: {', '.join(change.values)} becomes {change.fill}"
    return ""


def said(column: Column) -> str:
    """`str(120)`, `decimal(12,2)`, `date`."""
    kind = column.type
    if kind.kind == "decimal":
        return f"decimal({kind.precision},{kind.scale})"
    small = " in small letters" if column.folded else ""
    return (f"{kind.kind}({kind.length})" if kind.length else kind.kind) + small


def _key_line(change: c.Change) -> str:
    table = change.table
    match change:
        case c.AddUnique():
            return f"{table} is unique by {', '.join(change.key.columns)}"
        case c.DropUnique():
            return f"{table} is not unique by {', '.join(change.key.columns)} any more"
        case c.AddCheck():
            return f"{table}: {change.rule.expression} is checked"
        case c.DropCheck():
            return f"{table}: {change.rule.expression} is not checked any more"
        case c.AddForeignKey():
            return f"{table}.{change.key.column} refers to {change.key.table} (on delete: {change.key.on_delete})"
        case c.DropForeignKey():
            return f"{table}.{change.key.column} does not refer to {change.key.table} as it did"
        case c.AddIndex():
            return f"{table} has an index on {', '.join(change.index.columns)}"
        case c.DropIndex():
            return f"{table} has no index on {', '.join(change.index.columns)} any more"
        case c.RenameKey():
            return f"{table}: {change.was} is called {change.name}"
    return ""
