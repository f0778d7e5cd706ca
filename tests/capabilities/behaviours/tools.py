"""What the tools of a backend refuse; run within one that was written."""

import asyncio
import gzip
import io
import socket
import stat
import tarfile
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from app.core import fetch as fetching
from app.core.archives import unpacked, zipped
from app.core.commands import run
from app.core.errors import AddressRefused, ArchiveRefused, CommandTooSlow, NoAnswer, NotFound, XmlRefused
from app.core.fetch import checked, fetch, is_public
from app.core.folders import below
from app.core.xml import parsed


def zip_of(*names: str, content: bytes = b"x", kind: int = 0) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = kind << 16
            archive.writestr(entry, content)
    return written.getvalue()


def tar_of(name: str, kind: bytes = tarfile.REGTYPE, mode: str = "w:gz", content: bytes = b"x") -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode=mode) as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.size = kind, "/etc/passwd", len(content) if kind == tarfile.REGTYPE else 0
        archive.addfile(entry, io.BytesIO(content))
    return written.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_files_are_unpacked(mode: str) -> None:
    assert [(each.name, each.content) for each in unpacked(tar_of("a/b.txt", mode=mode))] == [("a/b.txt", b"x")]


def test_what_is_zipped_is_unpacked() -> None:
    given = [("a.txt", b"1"), ("../a.txt", b"2"), ("C:\\x\\a.txt", b"3"), ("b", b"4")]

    found = {each.name: each.content for each in unpacked(zipped(given))}

    assert found == {"a.txt": b"1", "a-2.txt": b"2", "a-3.txt": b"3", "b": b"4"}


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "a\\..\\x", "C:/x", "a//b", "./../x", "x\n"])
def test_nothing_leads_out(name: str) -> None:
    for content in (zip_of(name), tar_of(name)):
        with pytest.raises(ArchiveRefused):
            unpacked(content)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_what_is_no_file_is_refused(kind: bytes) -> None:
    with pytest.raises(ArchiveRefused):
        unpacked(tar_of("x", kind))


def test_a_link_in_a_zip_is_only_a_file() -> None:
    assert unpacked(zip_of("x", content=b"/etc/passwd", kind=stat.S_IFLNK | 0o777))[0].content == b"/etc/passwd"


@pytest.mark.parametrize("content", [zip_of("x", content=bytes(50_000_000)), tar_of("x", content=bytes(50_000_000)),
                                     gzip.compress(bytes(50_000_000))])  # fmt: skip
def test_nothing_grows_without_end(content: bytes) -> None:
    assert len(content) < 100_000
    with pytest.raises(ArchiveRefused):
        unpacked(content, most=1_000_000)


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04", zip_of("x")[:-5], tar_of("x")[:20], zip_of("x", "y")[5:],
                                     zip_of(*map(str, range(1500)))])  # fmt: skip
def test_what_is_broken_or_too_many_is_refused(content: bytes) -> None:
    if content == b"":
        return
    with pytest.raises(ArchiveRefused):
        unpacked(content)


def test_a_program_gets_arguments_and_no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "1")
    done = asyncio.run(run("cat", given=b"$(id); `id`"))

    assert (done.code, done.out) == (0, b"$(id); `id`")
    assert asyncio.run(run("echo", "--", "$(id)")).out.strip().endswith(b"$(id)")
    assert b"SECRET" not in asyncio.run(run("env")).out


def test_a_program_ends_with_all_that_it_started(tmp_path: Path) -> None:
    begin = time.monotonic()
    with pytest.raises(CommandTooSlow):
        asyncio.run(run("sh", "-c", "(sleep 1.5; touch there) & sleep 30", seconds=0.3, folder=str(tmp_path)))

    assert time.monotonic() - begin < 1.2
    time.sleep(2)
    assert not (tmp_path / "there").exists()


def test_a_program_says_no_more_than_there_is_room_for() -> None:
    assert len(asyncio.run(run("yes", most=100_000)).out) == 100_000
    assert asyncio.run(run("true", given=b"x" * 1_000_000)).code == 0


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/",
     "http://0x7f.1/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/",
     "http://[64:ff9b::7f00:1]/", "http://[fd00::1]/", "http://100.64.0.1/", "file:///etc/passwd", "gopher://x/",
     "http://example.com:22/", "http://user:pass@example.com/", "http://", "", "//x", "http://[x", "http://224.0.0.1/",
     "http://example.com\r\n/", "http://x:99999/"],
)  # fmt: skip
def test_an_address_of_our_own_is_not_fetched(url: str) -> None:
    with pytest.raises(AddressRefused):
        asyncio.run(fetch(url))


def test_what_is_public_is_told() -> None:
    assert checked("https://example.com/a?b=c") == "https://example.com/a?b=c"
    assert [is_public(each) for each in ("93.184.216.34", "2606:2800:220:1::1", "192.168.0.1")] == [True, True, False]


class There(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        places = {"/away": "http://169.254.169.254/", "/near": "/page"}
        self.send_response(302 if self.path in places else 200)
        if self.path in places:
            self.send_header("location", places[self.path])
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        if self.path == "/slow":
            time.sleep(3)
        self.wfile.write(b"x" * 3_000_000 if self.path == "/much" else self.headers["host"].encode())

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> str:
    """A server of our own that counts as out in the world."""
    server = HTTPServer(("127.0.0.1", 0), There)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    monkeypatch.setattr(fetching, "PORTS", {port, 80})
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    async def looked_up(_loop: object, host: str, *_: object, **__: object) -> list[object]:
        return found if host == "site.test" else [(*found[0][:4], (host, 80))]

    monkeypatch.setattr("asyncio.base_events.BaseEventLoop.getaddrinfo", looked_up)
    monkeypatch.setattr(fetching, "is_public", lambda text: text == "127.0.0.1")
    return f"http://site.test:{port}"


def test_a_page_is_fetched_under_its_own_name(site: str) -> None:
    found = asyncio.run(fetch(f"{site}/near"))

    assert (found.url, found.status, found.media_type) == (f"{site}/page", 200, "text/html")
    assert found.content.decode() == site.removeprefix("http://")


def test_a_redirect_does_not_lead_in(site: str) -> None:
    with pytest.raises(AddressRefused):
        asyncio.run(fetch(f"{site}/away"))


def test_it_takes_no_more_time_and_room_than_there_is(site: str) -> None:
    for path in ("/much", "/slow"):
        with pytest.raises(NoAnswer):
            asyncio.run(fetch(site + path, seconds=1, most=1_000_000))


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "out", "\x00", "x" * 5000])
def test_a_path_stays_below(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "out").symlink_to("/etc")

    with pytest.raises(NotFound):
        below(folder, path)
    assert below(folder, "a/b") == folder.resolve() / "a/b"


@pytest.mark.parametrize(
    "text",
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "<a>&x;</a>", "<a>",
     "", "x", "<a>" * 500 + "</a>" * 500, '<?xml version="1.0" encoding="nonsense"?><a/>'],
)  # fmt: skip
def test_xml_is_only_what_it_says(text: str) -> None:
    with pytest.raises(XmlRefused):
        parsed(text.encode())


def test_plain_xml_is_read() -> None:
    assert parsed(b'<?xml version="1.0"?><a b="1">&lt;<c/></a>').attrib == {"b": "1"}
    assert parsed("<a>h\u00f6r</a>").text == "h\u00f6r"
