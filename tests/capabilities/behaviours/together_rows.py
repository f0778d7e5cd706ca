"""What the capabilities of rows promise each other; runs within a backend that has all of them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.factories.label import label
from tests.factories.project import project
from tests.factories.task import task, task_body
from tests.queries import counted
from tests.rows import wire

from app.core.actor import current_actor
from app.core.clock import utc_now
from app.core.database import Database
from app.models.audit_entry import AuditEntry
from app.repositories.task import TaskRepository

PATH = "/api/v1/tasks"


def one(client: TestClient, row: Any) -> Any:
    """The task, and the ETag it has now."""
    answer = client.get(f"{PATH}/{row['id']}")
    return answer.json(), answer.headers["etag"]


def test_other_links_are_another_version(client: TestClient) -> None:
    row = task()
    before, tag = one(client, row)

    answer = client.patch(f"{PATH}/{row['id']}", json={"label_ids": []}, headers={"If-Match": tag})

    assert answer.headers["etag"] != tag
    assert answer.json()["updated_at"] > before["updated_at"]


def test_a_change_of_nothing_is_no_other_version(client: TestClient) -> None:
    row = task()
    before, tag = one(client, row)

    client.patch(f"{PATH}/{row['id']}", json={}, headers={"If-Match": tag})

    assert one(client, row) == (before, tag)


def test_what_is_embedded_is_part_of_what_is_known(client: TestClient) -> None:
    home = project()
    address = f"{PATH}/{task(project_id=home['id'])['id']}?include=project"
    known = {"If-None-Match": client.get(address).headers["etag"]}

    same = client.get(address, headers=known)
    client.patch(f"/api/v1/projects/{home['id']}", json={"name": "another"})
    other = client.get(address, headers=known)

    assert (same.status_code, other.status_code) == (304, 200)
    assert other.json()["project"]["name"] == "another"


def test_what_is_computed_is_part_of_what_is_known(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{PATH}/{task()['id']}"
    known = {"If-None-Match": client.get(address).headers["etag"]}

    monkeypatch.setattr("app.schemas.task_fields.length", lambda row: 77)

    assert client.get(address, headers=known).json()["length"] == 77


def test_who_saw_something_else_embedded_may_change_the_row(client: TestClient) -> None:
    home = project()
    address = f"{PATH}/{task(project_id=home['id'])['id']}"
    seen = {"If-Match": client.get(address, params={"include": "project"}).headers["etag"]}
    client.patch(f"/api/v1/projects/{home['id']}", json={"name": "another"})

    assert client.patch(address, json={"title": "x"}, headers=seen).status_code == 200
    assert client.patch(address, json={"title": "y"}, headers=seen).status_code == 412


def test_what_is_below_a_row_goes_and_comes_back_with_it(client: TestClient) -> None:
    home = project()
    row = task(project_id=home["id"])
    before = one(client, row)

    client.delete(f"/api/v1/projects/{home['id']}")
    gone = client.get(f"{PATH}/{row['id']}").status_code
    client.post(f"/api/v1/projects/{home['id']}/restore")

    assert gone == 404
    assert one(client, row) == before


def test_what_is_deleted_cannot_be_linked_to(client: TestClient) -> None:
    gone = label(deleted_at=utc_now())

    assert client.post(PATH, json=task_body(label_ids=[wire(gone["id"])])).status_code == 409


def test_what_is_deleted_is_not_embedded(client: TestClient) -> None:
    row = task(project_id=project(deleted_at=utc_now())["id"])

    assert "project" not in client.get(f"{PATH}/{row['id']}?include=project").json()


def test_a_restored_row_is_another_version(client: TestClient) -> None:
    row = task()
    _, tag = one(client, row)
    client.delete(f"{PATH}/{row['id']}", headers={"If-Match": tag})

    client.post(f"{PATH}/{row['id']}/restore")

    assert one(client, row)[1] != tag


def test_deleting_and_restoring_are_in_the_history(client: TestClient) -> None:
    row = task()
    client.delete(f"{PATH}/{row['id']}", headers={"If-Match": "*"})
    client.post(f"{PATH}/{row['id']}/restore")

    history = client.get(f"{PATH}/{row['id']}/history").json()

    assert [each["action"] for each in history] == ["restore", "delete"]


def test_the_history_comes_a_page_at_a_time(client: TestClient) -> None:
    row = task()
    for title in "abc":
        client.patch(f"{PATH}/{row['id']}", json={"title": title}, headers={"If-Match": "*"})

    first = client.get(f"{PATH}/{row['id']}/history?limit=2").json()
    rest = client.get(f"{PATH}/{row['id']}/history?before={first[-1]['id']}").json()

    assert [each["changes"]["title"][1] for each in first + rest] == ["c", "b", "a"]


def test_the_history_hides_what_is_hidden(client: TestClient) -> None:
    created = client.post(PATH, json=task_body(pin="secret")).json()

    assert "secret" not in client.get(f"{PATH}/{created['id']}/history").text


def test_links_are_in_the_history(client: TestClient) -> None:
    row, other = task(), wire(label()["id"])
    client.patch(f"{PATH}/{row['id']}", json={"label_ids": [other]}, headers={"If-Match": "*"})

    assert client.get(f"{PATH}/{row['id']}/history").json()[0]["changes"] == {"label_ids": [[], [other]]}


def test_the_history_names_who_acted(client: TestClient) -> None:
    row = task()

    async def change(database: Database) -> list[str]:
        current_actor.set("somebody")
        async with database.writing() as connection:
            await TaskRepository(connection).change(row["id"], {"title": "other"})
            return [each["actor"] for each in await connection.all(AuditEntry.__table__.select())]

    assert client.portal is not None
    assert client.portal.call(change, client.app.state.database) == ["somebody"]  # type: ignore[attr-defined]


def test_what_failed_leaves_no_entry(client: TestClient) -> None:
    body = task_body()
    client.post(f"{PATH}/bulk", json=[body, body])

    async def entries(database: Database) -> int:
        async with database.reading() as connection:
            return len(await connection.all(AuditEntry.__table__.select()))

    assert client.portal is not None
    assert client.portal.call(entries, client.app.state.database) == 0  # type: ignore[attr-defined]


def test_many_at_once_have_their_links(client: TestClient) -> None:
    known = wire(label()["id"])

    created = client.post(f"{PATH}/bulk", json=[task_body(label_ids=[known]), task_body()]).json()

    assert [each["label_ids"] for each in created] == [[known], []]


def test_a_replacement_leaves_what_is_fixed(client: TestClient) -> None:
    row = task(code="first")

    answer = client.put(f"{PATH}/{row['id']}", json=task_body(code="second"), headers={"If-Match": "*"})

    assert answer.json()["code"] == "first"


def test_a_replacement_without_links_has_none(client: TestClient) -> None:
    created = client.post(PATH, json=task_body(label_ids=[wire(label()["id"])])).json()

    answer = client.put(f"{PATH}/{created['id']}", json=task_body(), headers={"If-Match": "*"})

    assert answer.json()["label_ids"] == []


def test_a_list_is_narrowed_by_a_link(client: TestClient) -> None:
    wanted = wire(label()["id"])
    created = client.post(PATH, json=task_body(label_ids=[wanted])).json()
    task()

    listed = client.get(PATH, params={"label_ids": wanted}).json()["items"]

    assert [each["id"] for each in listed] == [created["id"]]


@pytest.mark.parametrize("include", ["labels", "project", "others", "labels,project,others"])
def test_a_page_costs_the_same_whatever_its_length(client: TestClient, include: str) -> None:
    other, known = wire(task()["id"]), wire(label()["id"])
    costs = []
    for _ in range(3):
        client.post(PATH, json=task_body(label_ids=[known], other_ids=[other]))
        with counted(client) as statements:
            client.get(PATH, params={"include": include})
        costs.append(len(statements))

    assert costs[0]
    assert len(set(costs)) == 1


def test_a_replayed_answer_has_its_headers(client: TestClient) -> None:
    body, headers = task_body(), {"Idempotency-Key": "once"}

    first, again = (client.post(PATH, json=body, headers=headers) for _ in range(2))

    assert again.headers["etag"] == first.headers["etag"]


def test_the_same_key_for_other_rows_at_once_has_one_effect(client: TestClient) -> None:
    body, headers = task_body(), {"Idempotency-Key": "once"}

    def send(_number: int) -> int:
        return client.post(PATH, json=body, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(8)))

    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert len(client.get(PATH).json()["items"]) == 1


def test_many_at_once_may_be_repeated(client: TestClient) -> None:
    bodies, headers = [task_body(), task_body()], {"Idempotency-Key": "many"}

    first, again = (client.post(f"{PATH}/bulk", json=bodies, headers=headers) for _ in range(2))

    assert again.json() == first.json()


def test_an_answer_that_is_too_old_is_given_no_more(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    body, headers = task_body(), {"Idempotency-Key": "once"}
    monkeypatch.setattr(client.app.state.settings, "idempotency_hours", 0)  # type: ignore[attr-defined]

    client.post(PATH, json=body, headers=headers)

    assert client.post(PATH, json=body, headers=headers).status_code == 409  # the title is taken


def test_a_photo_is_another_version_and_in_the_history(client: TestClient) -> None:
    row = task()
    _, tag = one(client, row)

    client.post(f"{PATH}/{row['id']}/photo", files={"file": b"\xff\xd8\xff..."})

    assert one(client, row)[1] != tag
    assert "photo" in client.get(f"{PATH}/{row['id']}/history").json()[0]["changes"]


def test_a_photo_of_nothing_is_not_found(client: TestClient) -> None:
    row = task(deleted_at=utc_now())

    assert client.post(f"{PATH}/{row['id']}/photo", files={"file": b"..."}).status_code == 404


def test_the_length_is_everywhere(client: TestClient) -> None:
    created = client.post(PATH, json=task_body(title="four")).json()
    url = f"{PATH}/{created['id']}"
    changed = client.patch(url, json={"title": "seven"}, headers={"If-Match": "*"}).json()
    listed = client.get(PATH).json()["items"][0]

    assert [each["length"] for each in (created, changed, listed, client.get(url).json())] == [4, 5, 5, 5]
