"""Whatever an operation takes and answers: forms, files, texts, bytes, pages, headers, cookies, names on the wire."""

from collections.abc import Iterator

import pytest
from example_backends import built, serving
from httpx2 import Client

pytestmark = pytest.mark.slow
PAGE = """archwright: 1
name: bodies
policies: {prefix: "", invalid: 400, errors: error}
operations:
  form: {route: POST /do/form, input: {count: int(1..9), on_day: date as on-day, really: bool = false}, form: true,
         output: {count: int, on_day: date as on-day, really: bool}}
  upload: {route: POST /do/upload, input: {note: str?, files: "file[]"}, output: json}
  shout: {route: POST /do/shout, input: text, output: text}
  turn: {route: POST /do/turn, input: file, output: file}
  any: {route: POST /do/any, input: json, output: json, status: 201}
  page: {route: GET /do/page, output: html}
  told: {route: GET /do/told, headers: {x_token: str(3..), x_times: int = 1}, output: text}
  begin: {route: POST /do/begin, cookies: {seen: int = 0}, output: {seen: int}}
  end: {route: POST /do/end}
  change: {route: PATCH /do/change, input: {name: "str(1..9), omittable", note: "text?"}, output: json}
"""
SLOTS = """
import hashlib
from typing import Any
from app.core.downloads import Download
from app.schemas.do_operations import *
from app.services.work import Work


async def form(work: Work, data: FormInput) -> FormOutput:
    return FormOutput(count=data.count, on_day=data.on_day, really=data.really)


async def upload(work: Work, data: UploadInput) -> Any:
    return [[each.filename, len(await each.read())] for each in data.files] + [data.note]


async def shout(work: Work, data: str) -> str:
    return data.upper()


async def turn(work: Work, data: bytes) -> Download:
    return Download(data[::-1], "image/png", name="turned.png")


async def any(work: Work, data: Any) -> Any:
    work.reply.status(202)
    work.reply.header("x-kind", type(data).__name__)
    return data


async def page(work: Work) -> str:
    return "<h1>Here</h1>"


async def told(work: Work, headers: ToldHeaders) -> str:
    return headers.x_token * headers.x_times


async def begin(work: Work, cookies: BeginCookies) -> BeginOutput:
    work.reply.cookie("seen", str(cookies.seen + 1), 60)
    return BeginOutput(seen=cookies.seen)


async def end(work: Work) -> None:
    work.reply.forget("seen")


async def change(work: Work, data: ChangeInput) -> Any:
    return data.model_dump(exclude_unset=True)
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("bodies")
    page, backend = folder / "blueprint.yaml", folder / "out"
    page.write_text(PAGE)
    built(page, backend)
    (backend / "app/services/do_operations.py").write_text(SLOTS)
    with serving(backend) as address, Client(base_url=f"{address}/do", timeout=30) as http:
        yield http


def test_a_form_is_read_as_what_its_fields_are(client: Client) -> None:
    answer = client.post("/form", data={"count": "3", "on-day": "2026-11-21", "really": "on"})

    assert (answer.status_code, answer.json()) == (200, {"count": 3, "on-day": "2026-11-21", "really": True})


@pytest.mark.parametrize("form", [{"count": "0", "on-day": "2026-11-21"}, {"count": "x"}, {}])
def test_a_form_that_does_not_fit_is_refused(client: Client, form: dict[str, str]) -> None:
    assert client.post("/form", data=form).status_code == 400


def test_files_come_beside_plain_fields(client: Client) -> None:
    files = [("files", ("a.txt", b"abc")), ("files", ("b.txt", b"de"))]

    answer = client.post("/upload", files=files, data={"note": "two"})

    assert (answer.status_code, answer.json()) == (200, [["a.txt", 3], ["b.txt", 2], "two"])
    assert client.post("/upload", data={"note": "none"}).status_code == 400


def test_a_text_is_answered_with_a_text(client: Client) -> None:
    answer = client.post("/shout", content="hör", headers={"content-type": "text/plain"})

    assert (answer.status_code, answer.text) == (200, "HÖR")
    assert answer.headers["content-type"].startswith("text/plain")


def test_bytes_are_answered_with_bytes_that_do_nothing(client: Client) -> None:
    answer = client.post("/turn", content=b"\x00\xff1", headers={"content-type": "application/octet-stream"})

    assert (answer.status_code, answer.content) == (200, b"1\xff\x00")
    assert answer.headers["content-type"] == "image/png"
    assert "turned.png" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("body", [{"a": [1, None]}, [1, 2], "text", 7])
def test_any_json_is_taken_and_the_reply_says_more(client: Client, body: object) -> None:
    answer = client.post("/any", json=body)

    assert (answer.status_code, answer.json()) == (202, body)
    assert answer.headers["x-kind"] == type(body).__name__


def test_a_page_is_a_page(client: Client) -> None:
    answer = client.get("/page")

    assert answer.text == "<h1>Here</h1>"
    assert answer.headers["content-type"].startswith("text/html")


def test_headers_are_read(client: Client) -> None:
    assert client.get("/told", headers={"x-token": "abc", "x-times": "2"}).text == "abcabc"
    assert client.get("/told", headers={"x-token": "a"}).status_code == 400
    assert client.get("/told").status_code == 400


def test_a_cookie_goes_there_and_back(client: Client) -> None:
    first = client.post("/begin")

    assert first.json() == {"seen": 0}
    assert {"HttpOnly", "SameSite=lax"} <= set(first.headers["set-cookie"].split("; "))
    assert client.post("/begin").json() == {"seen": 1}
    assert client.post("/end").status_code == 204
    assert client.post("/begin").json() == {"seen": 0}


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 200), ({"name": "n"}, 200), ({"note": None}, 200), ({"name": None}, 400), ({"name": ""}, 400)],
)
def test_what_is_left_out_is_not_null(client: Client, body: dict[str, object], status: int) -> None:
    answer = client.patch("/change", json=body)

    assert answer.status_code == status
    assert status == 400 or answer.json() == body
