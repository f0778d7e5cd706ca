"""Changes of one table that has rows."""

from collections.abc import Iterator, Sequence

from archwright.evolve.revision import elements
from archwright.evolve.revision.code import call, text
from archwright.model import change as c
from archwright.model.schema import Table

# Renames come first, and what goes from one table to another has a place of its own.
ELSEWHERE = (
    c.RenameTable, c.RenameColumn, c.AddTable, c.DropTable, c.Split, c.Link, c.DefaultTenant, c.Purge, c.Protect,
)  # fmt: skip
_IN_PLACE = (c.AddIndex, c.DropIndex)


def rebuilds(changes: Sequence[c.Change]) -> bool:
    """Whether SQLite has to write the table anew."""
    return not all(_in_place(change) for change in changes)


def definition(table: Table, variable: str, suffix: str) -> str:
    """A function that gives the whole table as it is after the block."""
    columns = [elements.column(column, table) for column in table.columns]
    indexes = [elements.index(index) for index in elements.table_indexes(table)]
    made = call("return operations.Table", [text(table.name), *columns, *elements.constraints(table), *indexes])
    doc = "The table before this revision." if suffix else "The table after this revision."
    return f'def {variable}() -> operations.Table:\n    """{doc}"""\n{made}'


def block(changes: Sequence[c.Change], variable: str) -> Iterator[str]:
    """All changes inside `with operations.altered(...)`."""
    yield f"    with operations.altered({variable}()) as table:"
    for change in changes:
        for name, arguments in _step(change):
            yield call(f"table.{name}", arguments, 8)


def direct(changes: Sequence[c.Change], table: Table) -> Iterator[str]:
    """One statement for each change."""
    name = text(table.name)
    for change in changes:
        match change:
            case c.AddColumn(filled=False):
                yield call("op.add_column", [name, elements.column(change.column, table)])
            case c.DropColumn():
                yield call("op.drop_column", [name, text(change.column.name)])
            case c.AddIndex():
                yield call("operations.create_index", [name, elements.index(change.index)])
            case c.AddUnique():
                yield call("operations.create_index", [name, elements.index(change.key)])
            case c.DropIndex():
                yield call("op.drop_index", [text(change.index.name), f"table_name={name}"])
            case c.DropUnique():
                yield call("op.drop_index", [text(change.key.name), f"table_name={name}"])


def _in_place(change: c.Change) -> bool:
    match change:
        case c.AddUnique() | c.DropUnique():
            return bool(change.key.where)
        case c.AddColumn():
            column = change.column
            plain = not column.expression and (column.nullable or column.default is not None)
            return change.filled or (plain and not change.fill)
        case c.DropColumn():
            return True
        case _:
            return isinstance(change, _IN_PLACE)


def _step(change: c.Change) -> Iterator[tuple[str, list[str]]]:
    match change:
        case c.AddColumn(filled=False):
            yield "add_column", [text(change.column.name), *_fill(change.fill)]
        case c.DropColumn():
            yield "drop_column", [text(change.column.name)]
        case c.Retype():
            yield "retype", [text(change.after.name), *_using(change)]
        case c.Require():
            yield "require", [text(change.column.name), *_fill(change.fill)]
        case c.Relax():
            yield "relax", [text(change.column.name)]
        case c.ChangeDefault():
            yield "default", [text(change.after.name)]
        case c.RenameValues():
            yield "replace", [text(change.column), _mapping(change.pairs)]
        case c.RetireValues():
            yield "replace", [text(change.column), _mapping((value, change.fill) for value in change.values)]
        case c.RenameKey():
            yield "rename", [text(change.was), text(change.name), *(['"index"'] if change.kind == "index" else [])]
        case _:
            yield from _key_step(change)


def _key_step(change: c.Change) -> Iterator[tuple[str, list[str]]]:
    match change:
        case c.AddUnique(key=key) | c.AddForeignKey(key=key):
            yield "add", [text(key.name)]
        case c.AddCheck():
            yield "add", [text(change.rule.name)]
        case c.AddIndex():
            yield "add", [text(change.index.name)]
        case c.DropUnique():
            yield "drop", [text(change.key.name), *(['"index"'] if change.key.where else [])]
        case c.DropForeignKey():
            yield "drop", [text(change.key.name)]
        case c.DropCheck():
            yield "drop", [text(change.rule.name)]
        case c.DropIndex():
            yield "drop", [text(change.index.name), '"index"']


def _fill(fill: str) -> list[str]:
    return [f"fill={text(fill)}"] if fill else []


def _using(change: c.Retype) -> list[str]:
    found = [f"using={text(change.using)}"] if change.using else []
    return found + ([f"sqlite={text(change.sqlite)}"] if change.sqlite != change.using else [])


def _mapping(pairs: "Sequence[tuple[str, str]] | Iterator[tuple[str, str]]") -> str:
    return "{" + ", ".join(f"{text(was)}: {text(now)}" for was, now in pairs) + "}"
