"""The lines of docs/api.md do what the page says, typed into a shell as they stand."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from written_backends import written

PAGE = """
archwright: 1
name: shop
auth: {scheme: Token, passwords: {min: 20}}
policies: {case: camel}
entities:
  User:
    fields: {email: "email, unique", full_name: "str(1..80)"}
  Item:
    fields:
      unit_title: str(1..80)
      note: text?
      price: decimal(8,2) >= 0
operations:
  count_items:
    route: GET /items/count
    query: {least: int, most: int?}
    output: {count: int}
  upload_items:
    route: POST /items/upload
    form: true
    input: {table: file, label: str}
"""

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed here")


@pytest.fixture(scope="module")
def folder() -> Path:
    """The backend of the page."""
    return written(PAGE)


@pytest.fixture
def base(folder: Path, tmp_path: Path) -> Iterator[str]:
    """Where it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/app.db", "SECRET_KEY": "s" * 40, "PORT": str(port)}
    backend = subprocess.Popen([sys.executable, "-m", "app"], cwd=folder, env=os.environ | settings)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    backend.terminate()
    backend.wait(20)


def blocks(folder: Path) -> dict[str, str]:
    """Heading -> the lines below it; the first block is for logging in."""
    page = (folder / "docs/api.md").read_text("utf-8")
    found = re.findall(r"(?:### `(\w+ [^`]+)`\n(?:(?!###).)*?)?```\n(.*?)```", page, re.DOTALL)
    return dict(found)


def typed(lines: str, base: str) -> str:
    """What a shell prints; an answer that is an error ends it."""
    script = lines.replace("http://127.0.0.1:8000", base).replace("curl ", "curl --silent --show-error --fail ")
    done = subprocess.run(["bash", "-euc", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{script}\n{done.stderr}"
    return done.stdout


def test_one_becomes_somebody_makes_a_thing_and_finds_it(folder: Path, base: str) -> None:
    lines = blocks(folder)
    create, find = lines["POST /api/v1/items"], lines["GET /api/v1/items"]

    shown = typed(lines[""] + create + find, base)

    assert shown.count('"unitTitle":"a unit title"') == 2


def test_without_the_token_the_line_is_refused(folder: Path, base: str) -> None:
    with pytest.raises(AssertionError, match="401"):
        typed("TOKEN=none\n" + blocks(folder)["POST /api/v1/items"], base)


def test_an_operation_is_asked_as_it_takes_its_input(folder: Path) -> None:
    lines = blocks(folder)

    assert "/items/count?least=1'" in lines["GET /api/v1/items/count"]
    assert "-F table=@table -F 'label=a label' " in lines["POST /api/v1/items/upload"]
