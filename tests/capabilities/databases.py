"""The databases that written backends are tested on."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from archwright.kit.folders import scratch_folder
from archwright.prove.postgres import new_database, postgres_server, why_no_postgres

BOTH = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)


@contextmanager
def environment(kind: str) -> Iterator[dict[str, str]]:
    """What the tests of a backend are run with. PostgreSQL is asked for as an ordinary role."""
    if kind == "sqlite":
        yield {}
        return
    if reason := why_no_postgres():
        pytest.skip(reason)
    with scratch_folder({}) as folder, postgres_server(folder) as url:
        yield {"TEST_DATABASE_URL": new_database(url, "tests").replace("postgresql+psycopg", "postgresql")}
