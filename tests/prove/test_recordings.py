"""Recordings in files, a browser's own, and what counts as the same answer."""

import json
from pathlib import Path

import pytest

from archwright.kit.errors import ArchwrightError
from archwright.model.replay import Recording, Reply, Request
from archwright.prove import differences, load, requests_in, save

GET = Request("GET", "/")


def reply(body: bytes, kind: str = "text/html", *headers: tuple[str, str]) -> Reply:
    return Reply(200, (("content-type", kind), *headers), body)


def test_a_recording_survives_its_file(recording: Recording, tmp_path: Path) -> None:
    save(recording, tmp_path / "kept.json")

    assert load(tmp_path / "kept.json") == recording
    assert requests_in(tmp_path / "kept.json") == tuple(each.request for each in recording.exchanges)


def test_a_har_gives_the_requests_to_the_first_host_without_its_cookies(tmp_path: Path) -> None:
    entries = [
        {
            "request": {
                "method": "POST",
                "url": "http://127.0.0.1:5000/items?x=1",
                "headers": [{"name": "Cookie", "value": "a=b"}, {"name": "Content-Type", "value": "text/plain"}],
                "postData": {"text": "hello"},
            }
        },
        {"request": {"method": "GET", "url": "https://fonts.example/a.css", "headers": []}},
    ]
    (tmp_path / "a.har").write_text(json.dumps({"log": {"entries": entries}}))

    found = requests_in(tmp_path / "a.har")

    assert found == (Request("POST", "/items?x=1", (("Content-Type", "text/plain"),), b"hello", label="recorded"),)


def test_a_file_without_a_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}')

    with pytest.raises(ArchwrightError, match="holds no recording"):
        requests_in(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (reply(b'{"a":1,"b":"\\u00e9"}', "application/json"), reply('{"b": "é", "a": 1}'.encode(), "application/json")),
        (reply(b"<p class='a' id=b>x &amp; y<br/></p>"), reply(b'<p id="b" class="a"> x &#38; y <br> </p>')),
        (reply(b"<Task at 0x7f1234567890>", "text/plain"), reply(b"<Task at 0x7fabcdefabcd>", "text/plain")),
        (reply(b"", "text/html", ("vary", "Cookie, Accept")), reply(b"", "text/html", ("vary", "accept, cookie"))),
        (reply(b"", "text/html", ("etag", '"1"')), reply(b"", "text/html", ("etag", '"2"'))),
    ],
)
def test_the_same_in_another_form_is_the_same(left: Reply, right: Reply) -> None:
    assert differences(GET, left, right) == ()


@pytest.mark.parametrize(
    ("left", "right", "aspect"),
    [
        (reply(b'{"a":1}', "application/json"), reply(b'{"a":true}', "application/json"), "body $.a"),
        (reply(b'{"a":null}', "application/json"), reply(b"{}", "application/json"), "body $ keys"),
        (reply(b"<p>a</p>"), reply(b"<p>b</p>"), "body"),
        (reply(b"\xff\x00", "image/png"), reply(b"\xff\x01", "image/png"), "body"),
        (reply(b""), reply(b"", "text/html; charset=utf-8"), "header content-type"),
        (
            reply(b"", "text/html", ("set-cookie", "a=b; HttpOnly; Path=/")),
            reply(b"", "text/html", ("set-cookie", "a=b; Path=/")),
            "cookie a flags",
        ),
    ],
)
def test_another_meaning_is_a_difference(left: Reply, right: Reply, aspect: str) -> None:
    assert [found[0] for found in differences(GET, left, right)] == [aspect]
