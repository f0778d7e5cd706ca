"""Recorded exchanges become readable tests: what is asserted, what is left out, what comes before."""

import ast

import pytest

from archwright.build import api_reference, replay_tests
from archwright.build.exchanges.pages import key_texts
from archwright.build.exchanges.stable import varies
from archwright.model.facts import Facts, Route
from archwright.model.place import Place
from archwright.model.replay import Exchange, Recording, Reply, Request

HTML = (("content-type", "text/html; charset=utf-8"),)
JSON = (("content-type", "application/json"),)
FORM = (("content-type", "application/x-www-form-urlencoded"),)


def exchange(method: str, path: str, status: int = 200, **more: object) -> Exchange:
    """Only what matters to a test."""
    sent = Request(method, path, more.get("headers", ()), more.get("body", b""), endpoint=str(more.get("endpoint", "")))  # type: ignore[arg-type]
    return Exchange(sent, Reply(status, more.get("kind", JSON), more.get("answer", b"")))  # type: ignore[arg-type]


def text_of(*exchanges: Exchange, keep: frozenset[str] | None = None) -> str:
    return "\n".join(file.text for file in replay_tests(Recording(exchanges), keep=keep))


@pytest.mark.parametrize(
    "text",
    ["2026-11-21", "at 12:30", "© 2026 Us", "6f1c2a34-0000-4000-8000-123456789abc", "scrypt:32768:8:1$x", "1763731231"],
)
def test_what_differs_tomorrow_is_known(text: str) -> None:
    assert varies(text)


@pytest.mark.parametrize("text", ["Buy milk", "3 notes", "page 2 of 14", "/tasks/1", "internationalization-and-more"])
def test_what_stays_is_not_taken_for_varying(text: str) -> None:
    assert not varies(text)


def test_what_the_client_sent_does_not_vary() -> None:
    assert not varies("due 2026-11-21", "title=x&due=2026-11-21")


def test_varying_keys_are_left_out_and_the_rest_is_asserted() -> None:
    text = text_of(exchange("GET", "/me", answer=b'{"name": "ann", "since": "2026-11-21T10:00:00"}'))

    assert "assert answer.json()['name'] == 'ann'" in text
    assert "2026" not in text


def test_a_page_is_known_by_its_title_its_messages_and_what_was_sent() -> None:
    page = (
        "<title>Tasks</title><style>p {}</style><ul><li>one</li><li>two</li><li>Buy milk</li></ul>"
        '<div class="alert alert-info">Saved</div><h1>All tasks</h1><p>it&#39;s</p>'
    )

    assert key_texts(page, "title=Buy milk") == ["Tasks", "Saved", "Buy milk", "All tasks"]


def test_a_request_that_several_tests_need_becomes_a_function() -> None:
    add = exchange("POST", "/tasks", 201, headers=FORM, body=b"title=x", answer=b'{"id": 1}')
    one = exchange("GET", "/tasks/1", answer=b'{"id": 1}', endpoint="one")
    two = exchange("GET", "/tasks", answer=b'[{"id": 1}]', endpoint="all")

    text = text_of(add, one, two)

    assert text.count("client.post('/tasks', data={'title': 'x'})") == 2
    assert "def post_tasks(client: TestClient)" in text
    assert text.count("    post_tasks(client)\n") == 2


def test_each_exchange_keeps_its_shortest_way_that_passed() -> None:
    add = exchange("POST", "/tasks", 201, headers=FORM, body=b"title=x", answer=b'{"id": 1}')
    one = exchange("GET", "/tasks/1", answer=b'{"id": 1}')
    name = "tests/integration/test_tasks.py::test_get_tasks_1_after_post_tasks_answers_200_with_json"

    text = text_of(add, one, keep=frozenset({name}))

    assert text.count("def test_") == 1
    assert name.partition("::")[2] in text


def test_a_recording_of_odd_requests_still_gives_python() -> None:
    odd = [
        exchange("POST", "/x/%00?a=%7B", 400, headers=JSON, body=b"{broken"),
        exchange("POST", "/x", 200, headers=JSON, body=b'{"n": NaN}', answer=b'{"n": NaN}'),
        exchange("GET", "/<script>'\"", 404, kind=HTML, answer=b"<h1>Not 'Found\"</h1>"),
        exchange("DELETE", "/x", 204, headers=FORM, body=b"a=1&a=2&b="),
        exchange("PUT", "/" + "long" * 80, 200, kind=(), body=b"\xff\x00"),
        exchange("POST", "/up", 200, headers=(("content-type", "multipart/form-data; boundary=x"),), body=MULTIPART),
    ]

    for file in replay_tests(Recording(tuple(odd))):
        ast.parse(file.text)


MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nhi\r\n'
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n'
    b"Content-Type: text/plain\r\n\r\ndata\r\n--x--\r\n"
)


def test_an_upload_is_written_as_fields_and_files() -> None:
    kind = (("content-type", "multipart/form-data; boundary=x"),)

    text = text_of(exchange("POST", "/up", headers=kind, body=MULTIPART))

    assert "data={'note': 'hi'}, files={'f': ('a.txt', b'data', 'text/plain')}" in text


def test_at_most_so_many_exchanges_are_taken_and_every_route_gets_its_turn() -> None:
    many = [exchange("GET", f"/a?page={page}", 200 + page, endpoint="a") for page in range(60)]
    other = exchange("GET", "/b", endpoint="b")

    text = text_of(*many, other)

    assert text.count("def test_") == 40
    assert "def test_get_b_answers_200" in text


def test_server_errors_are_not_made_into_promises() -> None:
    assert text_of(exchange("GET", "/broken", 500)) == ""


def test_the_api_reference_has_a_line_to_try_for_every_route() -> None:
    place = Place("app.py", 1)
    routes = (
        Route("/tasks", ("GET", "POST"), "tasks", "tasks", place),
        Route("/tasks/<int:task_id>", ("DELETE",), "drop", "drop", place),
    )
    add = exchange("POST", "/tasks", 302, headers=FORM, body=b"title=a+b", endpoint="tasks")

    text = api_reference(Facts("/x", "app.py", "flask", routes=routes), Recording((add,)))

    assert "| `GET /tasks` | not seen | `curl -X GET http://127.0.0.1:8000/tasks` |" in text
    assert "| `POST /tasks` | 302 | `curl -d title=a+b http://127.0.0.1:8000/tasks` |" in text
    assert "| `DELETE /tasks/{task_id}` | not seen | `curl -X DELETE http://127.0.0.1:8000/tasks/1` |" in text
