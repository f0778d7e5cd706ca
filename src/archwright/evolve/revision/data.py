"""Statements that move rows."""
# ruff: noqa: S608 - this is the text of migrations, from names that are quoted; nothing is run here.

from collections.abc import Iterator, Sequence

from archwright.evolve.names import literal, quoted
from archwright.evolve.revision.code import WIDTH, broken, call, said, text
from archwright.model import change as c


def moved(change: c.Change) -> Iterator[str]:
    """What one change does to rows beside the table it is about."""
    match change:
        case c.Unsplit():
            yield from _unsplit(change)
        case c.Split():
            yield from _split(change)
        case c.Unlink():
            yield from _unlink(change)
        case c.Link():
            yield from _link(change)
        case c.DefaultTenant() if not isinstance(change, c.KeepTenant):
            yield from _first_tenant(change)
        case c.Purge():
            table = quoted(change.table)
            yield _execute(f"DELETE FROM {table} WHERE {quoted(change.column)} IS NOT NULL")


def refused(changes: Sequence[c.Change]) -> Iterator[str]:
    """Questions that have to be answered with no before anything is done."""
    for change in changes:
        if isinstance(change, c.AddCheck) and not _touched(changes, change.table, change.rule.expression):
            query = f"SELECT 1 FROM {quoted(change.table)} WHERE NOT ({change.rule.expression})"
            yield _question(change.table, query, f"rows break the new rule {change.rule.expression}")
        elif isinstance(change, c.AddUnique) and not _touched(changes, change.table, _list(change), unique=True):
            yield _question(change.table, _twice(change, changes), f"rows share {_list(change)}")


def _list(change: c.AddUnique) -> str:
    return ", ".join(change.key.columns)


def _twice(change: c.AddUnique, changes: Sequence[c.Change]) -> str:
    columns = [quoted(name) for name in change.key.columns]
    wheres = [f"{column} IS NOT NULL" for column in columns]
    if change.key.where and not _touched(changes, change.table, change.key.where):
        wheres.append(change.key.where)
    group = ", ".join(columns)
    return f"SELECT 1 FROM {quoted(change.table)} WHERE {' AND '.join(wheres)} GROUP BY {group} HAVING count(*) > 1"


def _alike(change: c.Change) -> bool:
    """Whether the values of a column can be compared as they are."""
    numbers, texts = {"int", "bigint", "decimal", "float"}, {"str", "text"}
    if not isinstance(change, c.Retype) or change.narrow or change.after.folded:
        return False
    kinds = {change.before.type.kind, change.after.type.kind}
    return kinds <= numbers or kinds <= texts


def _touched(changes: Sequence[c.Change], table: str, expression: str, unique: bool = False) -> bool:
    """Whether a column that is spoken of is new, or gets its values in the same revision."""
    names = set()
    for change in changes:
        if isinstance(change, c.Require) and not unique:
            continue  # where nothing was, no rule was broken
        if isinstance(change, _FILLING) and change.table == table and not _alike(change):
            subject = change.after if isinstance(change, c.Retype) else change.column
            names.add(subject if isinstance(subject, str) else subject.name)
    words = set(expression.replace('"', " ").replace("(", " ").replace(",", " ").replace(")", " ").split())
    return bool(names & words)


_FILLING = (c.AddColumn, c.Retype, c.Require, c.RenameValues, c.RetireValues)


def _split(change: c.Split) -> Iterator[str]:
    source, table, link = quoted(change.source), quoted(change.table), quoted(change.link)
    there = [quoted(old) for old, _ in change.pairs]
    here = [quoted(new) for _, new in change.pairs]
    if change.in_source:
        yield _keys(change)
        rows = f" WHERE {link} IS NOT NULL" if change.optional else ""
        yield _insert(table, ["id", *here], [link, *there], source, rows)
        if change.key != "uuid":
            counter = f"pg_get_serial_sequence({literal(table)}, 'id')"
            yield said(
                "operations.on_postgresql", f"SELECT setval({counter}, coalesce(max(id), 0) + 1, false) FROM {table}"
            )
    else:
        own = ["id", *here] if change.key == "uuid" else here
        values = ["{key}", *there] if change.key == "uuid" else there
        yield _insert(table, [*own, link], [*values, "id"], source, "")


def _keys(change: c.Split) -> str:
    where = " OR ".join(f"{quoted(old)} IS NOT NULL" for old, _ in change.moved) if change.optional else ""
    key = "{key}" if change.key == "uuid" else "id"
    rows = f" WHERE {where}" if where else ""
    return _execute(f"UPDATE {quoted(change.source)} SET {quoted(change.link)} = {key}{rows}")


def _unsplit(change: c.Split) -> Iterator[str]:
    source, table, link = quoted(change.source), quoted(change.table), quoted(change.link)
    tie = f"{table}.id = {source}.{link}" if change.in_source else f"{table}.{link} = {source}.id"
    for old, new in change.moved:
        value = f"SELECT {table}.{quoted(new)} FROM {table} WHERE {tie} LIMIT 1"
        yield _execute(f"UPDATE {source} SET {quoted(old)} = ({value})")


def _link(change: c.Link) -> Iterator[str]:
    column = quoted(change.column)
    names = [quoted(change.near), quoted(change.far)]
    yield _insert(quoted(change.table), names, ["id", column], quoted(change.source), f" WHERE {column} IS NOT NULL")


def _unlink(change: c.Link) -> Iterator[str]:
    source, table = quoted(change.source), quoted(change.table)
    near, far = quoted(change.near), quoted(change.far)
    value = f"SELECT {far} FROM {table} WHERE {near} = {source}.id ORDER BY {far} LIMIT 1"
    yield _execute(f"UPDATE {source} SET {quoted(change.column)} = ({value})")


def _first_tenant(change: c.DefaultTenant) -> Iterator[str]:
    table = quoted(change.table)
    columns = [quoted(name) for name, _ in change.values]
    needed = " OR ".join(f"EXISTS (SELECT 1 FROM {quoted(name)})" for name in change.tables)
    key = dict(change.values)["id"]
    where = f" WHERE ({needed}) AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = {key})"
    values = ", ".join(value for _, value in change.values)
    yield _execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}{where}")


def _insert(table: str, names: list[str], values: list[str], source: str, where: str) -> str:
    return _execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {source}{where}")


def _execute(statement: str) -> str:
    return said("operations.execute", statement)


def _question(table: str, query: str, reason: str) -> str:
    line = call("operations.refuse", [text(table), text(query), text(reason)])
    if max(len(part) for part in line.split("\n")) <= WIDTH:
        return line
    return call("operations.refuse", [text(table), broken(query), text(reason)])
