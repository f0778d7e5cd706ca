"""Where a live database stands beside the migrations. It is read and not changed."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from archwright import evolve
from archwright.kit.errors import ArchwrightError
from archwright.workbench.history import VERSIONS, History

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DRIVERS = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


def look_at(address: str, history: History) -> tuple[str, ...]:
    """What differs from the newest migration, and what is still to be run. Raises ArchwrightError when it is ahead."""
    import sqlalchemy as sa

    url = _url(address)
    try:
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            return tuple(_compared(connection, history))
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        hint = "Check host, port, name, user and password of the address."
        raise ArchwrightError(f"The database cannot be read: {said}", hint=hint) from error


def _compared(connection: "Connection", history: History) -> list[str]:
    current = _revisions(connection)
    numbers = history.chain.numbers
    ahead = evolve.ahead(current, numbers)
    if ahead:
        raise ArchwrightError(ahead[0].message, hint=ahead[0].fix, where=VERSIONS)
    if history.schema is None or not current:
        return ["The database has none of these migrations yet."]
    if current[-1] != history.chain.head:
        waiting = numbers[numbers.index(current[-1]) + 1 :]
        return [f"The database is at revision {current[-1]}; still to be run: {', '.join(waiting)}."]
    return [
        f"The database is not as its migrations left it: {line}." for line in evolve.drift(connection, history.schema)
    ]


def _revisions(connection: "Connection") -> list[str]:
    import sqlalchemy as sa

    if not sa.inspect(connection).has_table("alembic_version"):
        return []
    return sorted(str(row[0]) for row in connection.execute(sa.text("SELECT version_num FROM alembic_version")))


def _url(address: str) -> str:
    """With a driver that waits. A SQLite file that is not there would be made by looking."""
    scheme, _, rest = address.partition(":")
    driver = _DRIVERS.get(scheme.partition("+")[0])
    if driver is None:
        hint = "Write sqlite:///file.db or postgresql://user:password@host/name."
        raise ArchwrightError("This is no address of a database that can be read.", hint=hint)
    place = re.sub(r"^///", "", rest).partition("?")[0]
    if driver == "sqlite" and not Path(place).is_file():
        raise ArchwrightError("There is no such database.", where=place, hint="Check the path of the address.")
    return f"{driver}:{rest}"
