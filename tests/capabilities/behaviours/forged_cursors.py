"""Cursors that nobody was given."""

import base64
import json

import pytest
from fastapi.testclient import TestClient

ROW = "019aa0b2-7b4c-7bd0-8a0b-000000000000"


@pytest.mark.parametrize(
    "place",
    [
        ["size", "9" * 30, ROW],
        ["size", str(2**40), ROW],
        ["title", "a\x00b", ROW],
        ["weight", "1e400", ROW],
        ["weight", "NaN", ROW],
        ["size", [], ROW],
        ["size", "1", "x"],
        ["size"],
        {},
    ],
    ids=str,
)
def test_a_forged_cursor_is_no_fault_of_ours(client: TestClient, place: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(place).encode()).decode()
    sort = str(place[0]) if isinstance(place, list) else "size"

    assert client.get("/api/v1/things", params={"sort": sort, "cursor": cursor}).status_code in {200, 404, 422}
