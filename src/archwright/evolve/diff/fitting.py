"""Whether the value for old rows keeps the rules of its column; asked of SQLite, which reads the same expressions."""

import sqlite3
from collections.abc import Iterator

from archwright.evolve.diff.pairing import Pair, reworded
from archwright.evolve.names import quoted
from archwright.model import change as c


def misfits(changes: Iterator[c.Change | c.Refusal], pair: Pair) -> Iterator[c.Change | c.Refusal]:
    """The changes, and a refusal for each value that the table would not take."""
    for change in changes:
        yield change
        if isinstance(change, c.AddColumn | c.Require) and change.fill:
            name = change.column.name
            broken = next((rule for rule in pair.after.checks if not _keeps(change.fill, name, rule.expression)), None)
            if broken is not None:
                message = f"{change.fill} for the rows that are there breaks {broken.expression}."
                hint = "Say another `backfill`."
                yield c.Refusal(change.table, name, message, hint, "backfill")


def _keeps(fill: str, column: str, expression: str) -> bool:
    """What cannot be worked out, such as a rule over other columns, is left to the database."""
    if reworded(expression, {column: ""}) == expression:
        return True
    connection = sqlite3.connect(":memory:")
    try:
        query = f"SELECT {expression} FROM (SELECT {fill} AS {quoted(column)})"  # noqa: S608 - nothing is stored there
        return bool(connection.execute(query).fetchone()[0] != 0)
    except sqlite3.Error:
        return True
    finally:
        connection.close()
