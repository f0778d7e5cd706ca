"""What tests of capabilities share."""

from collections.abc import Iterator

import pytest
from databases import environment


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment of a database: SQLite or PostgreSQL."""
    with environment(request.param) as variables:
        yield variables
