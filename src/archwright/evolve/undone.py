"""The way back of changes."""

from collections.abc import Iterable

from archwright.model import change as c


def undone(changes: Iterable[c.Change]) -> tuple[c.Change, ...]:
    """The changes that take these back, last first."""
    return tuple(undo(change) for change in reversed(tuple(changes)))


def undo(change: c.Change) -> c.Change:
    """One change the other way round."""
    match change:
        case c.AddTable(table, definition):
            return c.DropTable(table, definition)
        case c.DropTable(table, definition):
            return c.AddTable(table, definition)
        case _:
            return change
