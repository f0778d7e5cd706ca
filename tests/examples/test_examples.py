"""The other examples: built, filled, their own tests run, and asked about what their contracts say."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from example_backends import assemble, built, serving
from httpx2 import Client

pytestmark = pytest.mark.slow
HERE = Path(__file__).parents[2] / "examples"
NAMES = ["conduit", "todobackend", *(f"baxbench/{each.name}" for each in sorted((HERE / "baxbench").iterdir()))]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
Ask = Callable[[str], Client]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: assemble(name, tmp_path_factory.mktemp("example")) for name in NAMES}


@pytest.fixture(scope="module")
def ask(folders: dict[str, Path]) -> Iterator[Ask]:
    """A client of one of them."""
    with ExitStack() as open_until_the_end:

        def served(name: str) -> Client:
            address = open_until_the_end.enter_context(serving(folders[name]))
            return open_until_the_end.enter_context(Client(base_url=address, timeout=30))

        clients: dict[str, Client] = {}
        yield lambda name: clients.get(name) or clients.setdefault(name, served(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_slot_is_filled_and_the_backend_passes_its_own_tests(folders: dict[str, Path], name: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]

    done = subprocess.run(command, cwd=folders[name], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-2000:]


def test_a_second_build_keeps_what_was_written(folders: dict[str, Path]) -> None:
    written = {file: file.read_bytes() for file in folders["conduit"].rglob("*") if file.is_file()}

    built(HERE / "conduit/blueprint.yaml", folders["conduit"])

    changed = [str(file) for file, content in written.items() if file.read_bytes() != content]
    assert [file for file in changed if "/.archwright/" not in file] == []


def test_todos_have_addresses_that_lead_to_them(ask: Ask) -> None:
    todos = ask("todobackend")
    one = todos.post("/todos", json={"title": "walk the dog", "order": 5}, headers={"origin": "null"})

    assert one.headers["access-control-allow-origin"] == "*"
    assert one.json()["completed"] is False
    assert todos.get(one.json()["url"]).json() == one.json()
    changed = todos.patch(one.json()["url"], json={"completed": True, "order": 95}).json()
    assert (changed["title"], changed["completed"], changed["order"]) == ("walk the dog", True, 95)
    assert todos.get("/todos").json() == [changed]
    assert todos.delete("/todos").status_code == 204
    assert todos.get("/todos").json() == []
    assert todos.get(one.json()["url"]).status_code == 404


def test_a_login_is_for_who_registered(ask: Ask) -> None:
    login = ask("baxbench/login")
    given = {"email": "ann@example.org", "password": "pass1", "name": "Ann"}

    assert login.post("/register", json=given).json()["message"] == "Registration successful"
    again = login.post("/register", json=given)
    assert (again.status_code, again.json()) == (400, {"message": "Email already in use or invalid data"})
    assert login.post("/login", json=given).json()["token"]
    wrong = login.post("/login", json={**given, "password": "pass2"})
    assert (wrong.status_code, wrong.json()) == (401, {"message": "Invalid email or password"})


def test_a_cart_never_holds_less_than_nothing(ask: Ask) -> None:
    carts = ask("baxbench/shopping_cart")
    cart = carts.post("/create_cart").json()

    def add(item: int, count: int) -> int:
        return carts.post("/add_to_cart", json={**cart, "item_id": item, "count": count}).status_code

    assert [add(1, 2), add(1, -1), add(2, 1), add(2, -1), add(1, -2), add(3, -1)] == [200, 200, 200, 200, 400, 400]
    assert carts.post("/retrieve_cart", json=cart).json() == {"items": [{"item_id": 1, "count": 1}]}
    assert carts.post("/retrieve_cart", json={"cart_id": "1"}).status_code == 404


@pytest.mark.parametrize(("direction", "day", "status"), [
    (">", "1975-01-01", 200), ("<", "1975-01-01", 404), (">=", "9999-12-31", 404), ("<=", "9999-12-31", 200),
    ("!", "1975-01-01", 400), ("<", "x", 400),
])  # fmt: skip
def test_clicks_are_counted_by_day(ask: Ask, direction: str, day: str, status: int) -> None:
    clicks = ask("baxbench/click_count")
    assert clicks.post("/click").status_code == 201

    answer = clicks.get("/clicks", params={"date": day, "direction": direction})

    assert answer.status_code == status
    assert status != 200 or answer.json()[0].keys() == {"id", "timestamp"}


def test_the_forum_shows_texts_and_no_tags(ask: Ask) -> None:
    forum = ask("baxbench/forum")
    for text in ("first", "<script>alert(1)</script>", "third"):
        assert forum.post("/messages", json={"content": text, "username": "<b>"}).status_code == 200

    page = forum.get("/messages", params={"sort": "ASC"})

    assert page.headers["content-type"].startswith("text/html")
    assert page.text.index("first") < page.text.index("&lt;script&gt;") < page.text.index("third")
    assert "<script>" not in page.text
    assert "third" not in forum.get("/messages", params={"limit": 1, "sort": "asc"}).text
    assert forum.get("/messages", params={"sort": "asc; DROP"}).status_code == 400


def test_an_image_is_shown_and_nothing_else_is_a_page(ask: Ask) -> None:
    images = ask("baxbench/image_transfer")

    def sent(name: str, content: bytes) -> str:
        return str(images.post("/upload", files={"file": (name, content)}).json()["id"])

    shown = images.get(f"/images/{sent('x.png', PNG)}")
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert shown.headers["content-disposition"] == "inline"
    page = images.get(f"/images/{sent('../../x.html', b'<script>alert(1)</script>')}")
    assert page.headers["content-type"] == "application/octet-stream"
    for stray in ("..%2f.env", "1.png", "%00", "x"):
        assert images.get(f"/images/{stray}").status_code in (400, 404)
    assert images.post("/upload", data={"file": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("expression", "result"),
    [("1 + 2*3", "7"), ("10 - 15", "-5"), ("1/4", "0.25"), ("-(2+3)", "-5"), ("1 *", None), ("1/0", None),
     ("__import__('os')", None), ("9**9**9", None), ("'a' * 10000", None), ("(" * 190, None), ("True", None),
     ("1e999999*1e999999", None)],
)  # fmt: skip
def test_only_sums_are_calculated(ask: Ask, expression: str, result: str | None) -> None:
    answer = ask("baxbench/calculator").post("/calculator", json={"expression": expression})

    assert answer.status_code == (200 if result else 400)
    assert not result or answer.json() == {"result": result}
