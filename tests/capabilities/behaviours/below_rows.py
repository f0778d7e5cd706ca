"""What is below a deleted row, at any distance; runs within a backend with a tree, tenants and two tables below it."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.factories.doc import doc
from tests.factories.folder import folder
from tests.factories.note import note

API = "/api/v1"


@pytest.fixture
def rows(client: TestClient) -> dict[str, Any]:
    """One below the other, after the tables were emptied."""
    assert client
    top = folder()
    middle = folder(parent_id=top["id"])
    lowest = folder(parent_id=middle["id"])
    paper = doc(folder_id=lowest["id"])
    return {"top": top, "folders": lowest, "docs": paper, "notes": note(doc_id=paper["id"])}


def statuses(client: TestClient, rows: dict[str, Any]) -> list[int]:
    return [client.get(f"{API}/{name}/{rows[name]['id']}").status_code for name in ("folders", "docs", "notes")]


def test_all_below_a_row_go_and_come_back_with_it(client: TestClient, rows: dict[str, Any]) -> None:
    before = statuses(client, rows)
    client.delete(f"{API}/folders/{rows['top']['id']}")
    gone = statuses(client, rows)
    listed = [
        each["id"] for name in ("folders", "docs", "notes") for each in client.get(f"{API}/{name}").json()["items"]
    ]
    client.post(f"{API}/folders/{rows['top']['id']}/restore")

    assert (before, gone, statuses(client, rows)) == ([200] * 3, [404] * 3, [200] * 3)
    assert not {str(row["id"]) for row in rows.values()} & set(listed)


def test_nothing_below_is_changed_deleted_or_added_meanwhile(client: TestClient, rows: dict[str, Any]) -> None:
    client.delete(f"{API}/folders/{rows['top']['id']}")

    changed = client.patch(f"{API}/notes/{rows['notes']['id']}", json={"text": "x"})
    deleted = client.delete(f"{API}/docs/{rows['docs']['id']}")
    added = client.post(f"{API}/notes", json={"text": "x", "doc_id": str(rows["docs"]["id"])})
    moved = client.post(f"{API}/folders", json={"name": "x", "parent_id": str(rows["folders"]["id"])})

    assert [each.status_code for each in (changed, deleted, added, moved)] == [404, 404, 409, 409]
