"""Operations under an Idempotency-Key; runs within a backend whose slots are filled."""

from fastapi.testclient import TestClient

ONCE = {"Idempotency-Key": "once"}


def notes(client: TestClient) -> int:
    """How many there are."""
    return len(client.get("/api/v1/notes").json()["items"])


def test_an_operation_that_comes_twice_has_one_effect_and_one_answer(client: TestClient) -> None:
    first, again = (client.post("/api/v1/notes/quick", json={"title": "a"}, headers=ONCE) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert notes(client) == 1
    assert again.headers["idempotency-replayed"] == "true"


def test_a_key_of_an_operation_is_for_one_request_only(client: TestClient) -> None:
    client.post("/api/v1/notes/quick", json={"title": "a"}, headers=ONCE)

    assert client.post("/api/v1/notes/quick", json={"title": "b"}, headers=ONCE).status_code == 422


def test_an_operation_that_failed_may_be_repeated(client: TestClient) -> None:
    failed = client.post("/api/v1/notes/quick", json={"title": "no"}, headers=ONCE)
    again = client.post("/api/v1/notes/quick", json={"title": "no"}, headers=ONCE)

    assert (failed.status_code, again.status_code) == (409, 409)
    assert "idempotency-replayed" not in again.headers


def test_a_page_comes_again_as_a_page(client: TestClient) -> None:
    first, again = (client.put("/api/v1/notes/page", headers=ONCE) for _ in range(2))

    assert (again.text, again.headers["content-type"]) == (first.text, first.headers["content-type"])
    assert again.headers.get_list("set-cookie") == first.headers.get_list("set-cookie")
    assert len(again.headers.get_list("set-cookie")) == 2


def test_nothing_comes_again_as_nothing(client: TestClient) -> None:
    first, again = (client.delete("/api/v1/notes/all", headers=ONCE) for _ in range(2))

    assert (first.status_code, again.status_code, again.content) == (204, 204, b"")
    assert again.headers["idempotency-replayed"] == "true"


def test_a_form_is_known_again_by_its_values(client: TestClient) -> None:
    def send(content: bytes) -> int:
        files = {"picture": ("a.txt", content)}
        return client.post("/api/v1/notes/form", data={"title": "a"}, files=files, headers=ONCE).status_code

    assert [send(b"one"), send(b"one"), send(b"two")] == [200, 200, 422]
    assert notes(client) == 1


def test_the_key_is_in_the_contract(client: TestClient) -> None:
    given = client.get("/openapi.json").json()["paths"]["/api/v1/notes/quick"]["post"]["parameters"]

    assert "Idempotency-Key" in [each["name"] for each in given]
