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
  far: {route: GET /do/far, query: {n: "int(0..9007199254740991)"}, output: {n: int}}
  change: {route: PATCH /do/change, input: {name: "str(1..9), omittable", note: "text?"}, output: json}
  rest: {route: "GET /do/below/{rest:path}", output: text}
  number: {route: "GET /do/numbers/{number:int}.txt", output: text}
  last: {route: "DELETE /do/last", input: {token: str}, output: {token: str}}
  several: {route: POST /do/several, input: "Pair[]", output: "Pair[]"}
  away: {route: "GET /do/away", query: {to: str}, status: 303}
  bare: {route: POST /do/bare, status: 201}
  either: {route: GET /do/either, headers: {accept: 'str = "*/*"'}, output: Pair | html}
  octets: {route: GET /do/bytes, query: {old: bool = false}, output: html | file, status: 203}
shapes: {Pair: {name: str, count: "int(0..) = 0"}}
"""
SLOTS = """
import hashlib
from typing import Any
from app.core.downloads import Download
from app.core.accepts import preferred
from app.schemas.do_operations import *
from app.schemas.shapes import Pair
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


async def far(work: Work, query: FarQuery) -> FarOutput:
    return FarOutput(n=query.n)


async def change(work: Work, data: ChangeInput) -> Any:
    return data.model_dump(exclude_unset=True)


async def rest(work: Work, rest: str) -> str:
    return rest


async def number(work: Work, number: int) -> str:
    return str(number)


async def last(work: Work, data: LastInput) -> LastOutput:
    return LastOutput(token=data.token)


async def several(work: Work, data: list[Pair]) -> list[Pair]:
    return data[::-1]


async def away(work: Work, query: AwayQuery) -> None:
    work.reply.redirect(query.to)


async def bare(work: Work) -> None:
    return None


async def either(work: Work, headers: EitherHeaders) -> Pair | str:
    kind = preferred(headers.accept, "application/json", "text/html")
    return "<b>one</b>" if kind == "text/html" else Pair(name="one")


async def octets(work: Work, query: OctetsQuery) -> str | Download:
    work.reply.header("etag", '"1"')
    work.reply.cookie("seen", "1")
    work.reply.cookie("other", "2")
    if query.old:
        work.reply.status(304)
    return Download(b"all", "text/csv", "all.csv")
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


def test_nothing_is_answered_without_a_type(client: Client) -> None:
    answer = client.post("/end")

    assert (answer.content, answer.headers.get("content-type")) == (b"", None)


@pytest.mark.parametrize("number", [0, 2**31, 2**53 - 1])
def test_a_number_is_as_large_as_its_bounds_say(client: Client, number: int) -> None:
    answer = client.get("/far", params={"n": number})

    assert (answer.status_code, answer.json()) == (200, {"n": number})
    assert client.get("/far", params={"n": 2**53 + number}).status_code == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 200), ({"name": "n"}, 200), ({"note": None}, 200), ({"name": None}, 400), ({"name": ""}, 400)],
)
def test_what_is_left_out_is_not_null(client: Client, body: dict[str, object], status: int) -> None:
    answer = client.patch("/change", json=body)

    assert answer.status_code == status
    assert status == 400 or answer.json() == body


def test_the_rest_of_a_path_has_slashes_and_stays_below(client: Client) -> None:
    assert client.get("/below/a/b%20c.txt").text == "a/b c.txt"
    assert client.get("/below/a%2Fb").text == "a/b"
    for stray in ("..%2fx", "a/%2e%2e/x", "%2fetc/passwd", "a//b", "a%5cb", "a%00", ""):
        assert client.get(f"/below/{stray}").status_code in (400, 404), stray


@pytest.mark.parametrize(("word", "status"), [("7", 200), ("-7", 200), ("0", 200), ("x", 400), ("9" * 20, 400)])
def test_a_number_in_a_path_may_be_any_with_letters_around_it(client: Client, word: str, status: int) -> None:
    answer = client.get(f"/numbers/{word}.txt")

    assert answer.status_code == status
    assert status == 400 or answer.text == word
    assert client.get(f"/numbers/{word}").status_code == 404


def test_a_delete_may_have_a_body(client: Client) -> None:
    assert client.request("DELETE", "/last", json={"token": "t"}).json() == {"token": "t"}
    assert client.delete("/last").status_code == 400


def test_a_list_is_sent_and_each_of_it_is_looked_at(client: Client) -> None:
    assert client.post("/several", json=[{"name": "a"}, {"name": "b", "count": 1}]).json() == [
        {"name": "b", "count": 1},
        {"name": "a", "count": 0},
    ]
    assert client.post("/several", json=[]).json() == []
    for wrong in ([{"name": "a", "count": -1}], {"name": "a"}, [{"name": "a", "x": 1}], [None]):
        assert client.post("/several", json=wrong).status_code == 400


def test_it_leads_elsewhere_with_nothing_beside(client: Client) -> None:
    answer = client.get("/away", params={"to": "/a b?c=d\r\nset-cookie: x=1"})

    assert (answer.status_code, answer.content) == (303, b"")
    assert answer.headers["location"] == "/a%20b?c=d%0D%0Aset-cookie:%20x=1"
    assert "set-cookie" not in answer.headers


def test_nothing_is_answered_as_nothing(client: Client) -> None:
    answer = client.post("/bare")

    assert (answer.status_code, answer.content) == (201, b"")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "text/html; charset=utf-8"),
        ("text/html;q=0.1, application/json", "application/json"),
        ("application/json;q=0.1, text/*", "text/html; charset=utf-8"),
        ("image/png", "application/json"),
        ("*/*", "application/json"),
        ("text/html;q=x", "application/json"),
    ],
)
def test_one_answer_has_two_shapes(client: Client, accept: str, kind: str) -> None:
    answer = client.get("/either", headers={"accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.text in {'{"name":"one","count":0}', "<b>one</b>"}


def test_what_is_said_beside_bytes_is_heard(client: Client) -> None:
    answer = client.get("/bytes")

    assert (answer.status_code, answer.content, answer.headers["etag"]) == (203, b"all", '"1"')
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="all.csv"'
    assert len(answer.headers.get_list("set-cookie")) == 2
    same = client.get("/bytes", params={"old": "true"})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", '"1"')


@pytest.mark.parametrize("kind", ["application/json", "text/csv", "application/xml", "", "nonsense"])
def test_a_raw_body_is_taken_as_it_is_whatever_it_says(client: Client, kind: str) -> None:
    assert client.post("/turn", content=b'{"a"', headers={"content-type": kind}).content == b'"a"{'
    assert client.post("/shout", content=b'{"a"', headers={"content-type": kind}).text == '{"A"'
    assert client.post("/turn", content=b"", headers={"content-type": kind}).content == b""


def test_what_is_no_text_is_refused(client: Client) -> None:
    assert client.post("/shout", content=b"\xff").status_code == 400
    assert client.post("/shout", content=b"a\x00").status_code == 400


def test_more_than_is_taken_is_told_though_nobody_said_how_much(client: Client) -> None:
    chunks, json = {"content-type": "application/octet-stream"}, {"content-type": "application/json"}

    told = [
        client.post("/turn", content=b"x" * 2_621_440),
        client.post("/turn", content=(b"x" * 65536 for _ in range(40)), headers=chunks),
        client.post("/any", content=(b"1" * 65536 for _ in range(40)), headers=json),
    ]

    assert [each.status_code for each in told] == [413, 413, 413]
    assert all("too_large" in each.text or "too large" in each.text for each in told)


@pytest.mark.parametrize("body", [b"NaN", b'{"a": -Infinity}', b'"\\ud800"', b'{"\\udfff": 1}', b"[" * 100_000])
def test_json_that_is_none_is_no_failure(client: Client, body: bytes) -> None:
    answer = client.post("/any", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 400
