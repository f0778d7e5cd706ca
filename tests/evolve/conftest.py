"""A database of each kind, fresh for each test."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what these tests and the benchmark share

from migrating import World, cases_database, emptied, sqlite_url

from archwright.kit.folders import scratch_folder
from archwright.prove.postgres import postgres_server, why_no_postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if why_no_postgres():
        pytest.skip(why_no_postgres())
    with scratch_folder({}) as folder, postgres_server(folder) as url:
        yield url


@pytest.fixture(scope="session")
def database(server: str) -> str:
    return cases_database(server)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    sqlite = request.param == "sqlite"
    world = World(tmp_path, sqlite_url(tmp_path) if sqlite else emptied(request.getfixturevalue("database")))
    yield world
    world.engine.dispose()
