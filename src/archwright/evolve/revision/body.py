"""The statements of one direction of a revision."""

from collections.abc import Iterator, Sequence

from archwright.evolve.revision import initial
from archwright.evolve.revision.code import call, text
from archwright.model import change as c
from archwright.model.schema import Schema


class Body:
    """The lines of `upgrade` or `downgrade`, and the definitions of tables that they speak of."""

    def __init__(self, changes: Sequence[c.Change], before: Schema, after: Schema) -> None:
        self.before, self.after = before, after
        self.changes = changes
        self.definitions: list[str] = []
        self.lines = list(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from self._made()
        yield from self._gone()

    def _made(self) -> Iterator[str]:
        tables = [change.definition for change in self.changes if isinstance(change, c.AddTable)]
        waiting = initial.later(self.after.tables)
        for table in tables:
            yield from initial.created(table, waiting)
        for table in tables:
            for key in table.foreign_keys:
                if key.name in waiting:
                    names = (table.name, key.name, key.column, key.table, key.on_delete.upper())
                    yield call("operations.add_foreign_key", [text(name) for name in names])

    def _gone(self) -> Iterator[str]:
        tables = [change.definition for change in self.changes if isinstance(change, c.DropTable)]
        waiting = initial.later(self.before.tables)
        for table in tables:
            for key in table.foreign_keys:
                if key.name in waiting:
                    yield call("operations.drop_foreign_key", [text(table.name), text(key.name)])
        for table in tables:
            yield from initial.dropped(table)
