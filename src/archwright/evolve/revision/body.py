"""The statements of one direction of a revision."""

from collections.abc import Iterator, Sequence

from archwright.evolve.revision import alter, data, elements, initial
from archwright.evolve.revision.code import call, text
from archwright.model import change as c
from archwright.model.schema import Schema


class Body:
    """The lines of `upgrade` or `downgrade`, and the definitions of tables that they speak of."""

    def __init__(self, changes: Sequence[c.Change], before: Schema, after: Schema, suffix: str = "") -> None:
        self.changes = changes
        self.before, self.after = before, after
        self.suffix = suffix
        self.definitions: list[str] = []
        self.lines = list(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from self._renamed()
        yield from self._made()
        yield from self._checked()
        yield from self._moved()
        for table in self.after.tables:
            yield from self._altered(table.name)
        yield from self._gone()

    def _renamed(self) -> Iterator[str]:
        for change in self.changes:
            if isinstance(change, c.RenameTable):
                yield call("op.rename_table", [text(change.was), text(change.table)])
        for change in self.changes:
            if isinstance(change, c.RenameColumn):
                names = [text(change.table), text(change.was), f"new_column_name={text(change.column)}"]
                yield call("op.alter_column", names)

    def _made(self) -> Iterator[str]:
        tables = [change.definition for change in self.changes if isinstance(change, c.AddTable)]
        waiting = initial.later(self.after.tables)
        for table in tables:
            yield from initial.created(table, waiting)
        for table in tables:
            for key in table.foreign_keys:
                if key.name in waiting:
                    deleted = () if key.on_delete == "restrict" else (key.on_delete.upper(),)
                    names = (table.name, key.name, key.column, key.table, *deleted)
                    yield call("operations.add_foreign_key", [text(name) for name in names])

    def _checked(self) -> Iterator[str]:
        """Before rows are touched: rows that the new rules do not allow."""
        if not self.suffix:
            yield from data.refused(self.changes)

    def _moved(self) -> Iterator[str]:
        for change in self.changes:
            if isinstance(change, c.Unprotect):
                yield initial.unprotected(change.table)
            elif isinstance(change, c.AddColumn) and change.filled:
                yield call("op.add_column", [text(change.table), elements.empty(change.column)])
        for change in self.changes:
            yield from data.moved(change)

    def _altered(self, name: str) -> Iterator[str]:
        changes = [
            change for change in self.changes if change.table == name and not isinstance(change, alter.ELSEWHERE)
        ]
        table = self.after.table(name)
        if table is None or not changes:
            return
        if alter.rebuilds(changes):
            variable = f"{name}{self.suffix}"
            self.definitions.append(alter.definition(table, variable, self.suffix))
            yield from alter.block(changes, variable)
        else:
            yield from alter.direct(changes, table)
        for change in self.changes:
            if type(change) is c.Protect and change.table == name:
                yield initial.protected(name, change.column)

    def _gone(self) -> Iterator[str]:
        tables = [change.definition for change in self.changes if isinstance(change, c.DropTable)]
        waiting = initial.later(self.before.tables)
        for table in tables:
            for key in table.foreign_keys:
                if key.name in waiting:
                    yield call("operations.drop_foreign_key", [text(table.name), text(key.name)])
        for table in tables:
            yield from initial.dropped(table)
