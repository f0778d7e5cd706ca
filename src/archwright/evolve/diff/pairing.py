"""Which table and column was which, by name or by what the author declares."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from archwright.evolve import names
from archwright.model.change import Refusal
from archwright.model.schema import Column, Schema, Table

_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\w+|\W")


@dataclass(frozen=True)
class Pair:
    """A table as it was, in the names of now, and as it is. `columns`: name now -> name then, for those renamed."""

    former: Table
    before: Table
    after: Table
    columns: Mapping[str, str] = field(default_factory=dict)


def pairs(before: Schema, after: Schema) -> tuple[Pair, ...]:
    """Tables that are in both, in the order of `after`."""
    tables = renamed_tables(before, after)
    found = []
    for table in after.tables:
        former = before.table(tables.get(table.name, table.name))
        if former is not None and table.name not in taken_over(tables, table.name):
            columns = renamed_columns(former, table)
            found.append(Pair(former, _translated(former, table, tables, columns), table, columns))
    return tuple(found)


def renamed_tables(before: Schema, after: Schema) -> dict[str, str]:
    """Name now -> name then. An entity declares it; the table of an association follows."""
    found: dict[str, str] = {}
    gone = {table.name: table for table in before.tables if after.table(table.name) is None}
    for table in after.tables:
        if before.table(table.name) is None and table.evolution.was and not table.split_from:
            former = next((old for old in gone.values() if table.evolution.was in (old.name, old.entity)), None)
            if former is not None:
                found[table.name] = gone.pop(former.name).name
    for table in after.tables:
        if before.table(table.name) is None and table.name not in found and _is_association(table):
            former = next((old for old in gone.values() if _same_ends(old, table, found)), None)
            if former is not None:
                found[table.name] = gone.pop(former.name).name
    return found


def taken_over(tables: Mapping[str, str], name: str) -> frozenset[str]:
    """Names that a renamed table left and a new one took."""
    return frozenset({name} if name in tables.values() and name not in tables else ())


def renamed_columns(before: Table, after: Table) -> dict[str, str]:
    """Name now -> name then, of the columns that the author says were called otherwise."""
    old = {column.name for column in before.columns}
    new = {column.name for column in after.columns}
    found: dict[str, str] = {}
    for column in after.columns:
        was = next((name for name in _formers(column) if name in old - new), "")
        if column.name not in old and was and was not in found.values():
            found[column.name] = was
    if _is_association(before) and _is_association(after):
        keys = [column.name for column in before.columns if column.primary]
        found |= {
            now.name: was
            for now, was in zip((column for column in after.columns if column.primary), keys, strict=False)
            if now.name not in old and was not in new
        }
    return found


def strangers(pair: Pair, given: frozenset[str]) -> Iterable[Refusal]:
    """Columns that are said to have had a name that there never was."""
    old = [column.name for column in pair.former.columns]
    for column in pair.after.columns:
        if column.name in {*old, *pair.columns, *given} or not column.evolution.was:
            continue
        close = difflib.get_close_matches(column.evolution.was, old, 1)
        hint = f"Did you mean `was {close[0]}`?" if close else f"There are: {', '.join(old)}."
        message = f"`{column.name}` was `{column.evolution.was}`, but `{pair.former.name}` never had that."
        yield Refusal(pair.after.name, column.name, message, hint, "was")


def unknown_tables(before: Schema, after: Schema) -> Iterable[Refusal]:
    """New tables that are said to have had a name that there never was."""
    known = {name: table.entity for table in before.tables for name in (table.name, table.entity) if table.entity}
    for table in after.tables:
        was = table.evolution.was
        if not (table.entity and was) or before.table(table.name) is not None or table.split_from or was in known:
            continue
        close = difflib.get_close_matches(was, known, 1)
        hint = (
            f"Did you mean `was: {known[close[0]]}`?"
            if close
            else f"There are: {', '.join(dict.fromkeys(known.values()))}."
        )
        yield Refusal(table.name, "", f"`{table.entity}` was `{was}`, but there never was that.", hint, "was")


def usurpers(before: Schema, after: Schema) -> Iterable[Refusal]:
    """Something new that takes a name in the same step in which something else leaves it."""
    for table in after.tables:
        was = table.evolution.was if table.entity else ""  # of an association it is the name of the relation
        former = next((old for old in before.tables if was and was in (old.name, old.entity)), None)
        if (
            before.table(table.name) is None
            and former is not None
            and after.table(former.name)
            and not table.split_from
        ):
            yield _two_steps(table.name, "", former.name)
        elif (old := before.table(table.name)) is not None:
            names_ = {column.name for column in old.columns}
            new = {column.name for column in table.columns}
            for column in table.columns:
                if column.name not in names_ and (taken := set(_formers(column)) & names_ & new):
                    yield _two_steps(table.name, column.name, min(taken))


def _two_steps(table: str, column: str, was: str) -> Refusal:
    message = f"`{column or table}` was `{was}`, and there is a `{was}` besides."
    return Refusal(table, column, message, "Rename in one build, and add the new one in the next.", "was")


def reworded(expression: str, columns: Mapping[str, str]) -> str:
    """An expression in which columns (name then -> name now) have their new names."""
    return "".join(_word(token, columns) for token in _TOKEN.findall(expression))


def _word(token: str, columns: Mapping[str, str]) -> str:
    name = token[1:-1].replace('""', '"') if token.startswith('"') else token
    return names.quoted(columns[name]) if name in columns and not token.startswith("'") else token


def _formers(column: Column) -> tuple[str, ...]:
    was = column.evolution.was
    return (was, f"{was}_id") if was else ()


def _is_association(table: Table) -> bool:
    return not table.entity and len(table.foreign_keys) == 2 and sum(column.primary for column in table.columns) == 2


def _same_ends(old: Table, new: Table, tables: Mapping[str, str]) -> bool:
    """Whether it ties the same entities, one of which, or the relation itself, is declared to be renamed."""
    if not _is_association(old):
        return False
    ends = [tables.get(key.table, key.table) for key in new.foreign_keys]
    if ends != [key.table for key in old.foreign_keys]:
        return False
    was = new.evolution.was
    return old.name.endswith(f"_{was}") if was else any(key.table in tables for key in new.foreign_keys)


def _translated(former: Table, after: Table, tables: Mapping[str, str], columns: Mapping[str, str]) -> Table:
    """The former table in the names of now; names of constraints stay."""
    now = {was: name for name, was in columns.items()}
    places = {was: name for name, was in tables.items()}

    def told(names_: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(now.get(name, name) for name in names_)

    return replace(
        former,
        name=after.name,
        columns=tuple(replace(column, name=now.get(column.name, column.name)) for column in former.columns),
        foreign_keys=tuple(
            replace(key, column=now.get(key.column, key.column), table=places.get(key.table, key.table))
            for key in former.foreign_keys
        ),
        uniques=tuple(
            replace(key, columns=told(key.columns), where=reworded(key.where, now)) for key in former.uniques
        ),
        checks=tuple(replace(rule, expression=reworded(rule.expression, now)) for rule in former.checks),
        indexes=tuple(replace(index, columns=told(index.columns)) for index in former.indexes),
        row_level=now.get(former.row_level, former.row_level),
    )
