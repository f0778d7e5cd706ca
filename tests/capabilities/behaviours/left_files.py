"""Files that no row names any more; runs within a backend with a file below two tables, and an operation that fails."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.factories.album import album
from tests.factories.photo import photo
from tests.factories.shelf import shelf

API = "/api/v1"


@pytest.fixture
def store(application: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(application.state.settings, "file_folder", str(tmp_path))
    return tmp_path


@pytest.fixture
def rows(client: TestClient, store: Path) -> dict[str, Any]:
    top = shelf()
    home = album(shelf_id=top["id"])
    picture = photo(album_id=home["id"])
    assert client.post(f"{API}/photos/{picture['id']}/picture", files={"file": ("a", b"a")}).status_code == 200
    assert len(list(store.iterdir())) == 1
    return {"shelves": top, "albums": home, "photos": picture}


@pytest.mark.parametrize("name", ["shelves", "albums", "photos"])
def test_a_file_goes_with_what_its_row_goes_with(
    client: TestClient, rows: dict[str, Any], store: Path, name: str
) -> None:
    assert client.delete(f"{API}/{name}/{rows[name]['id']}").status_code == 204
    assert not list(store.iterdir())


def test_where_nothing_is_stored_no_file_goes(client: TestClient, rows: dict[str, Any], store: Path) -> None:
    assert client.post(f"{API}/photos/{rows['photos']['id']}/fail").status_code == 409
    assert client.get(f"{API}/photos/{rows['photos']['id']}").status_code == 200
    assert len(list(store.iterdir())) == 1
