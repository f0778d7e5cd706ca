"""Driving an original: enough requests, what its views do is seen, nothing of it is touched."""

import hashlib
from pathlib import Path

import pytest

from archwright.kit.errors import ArchwrightError
from archwright.model.facts import Facts
from archwright.model.replay import Recording
from archwright.prove import record

APPS = Path(__file__).parent / "apps"


def facts(folder: Path, entry: str = "app.py") -> Facts:
    return Facts(root=str(folder), entry=entry, framework="flask")


def app_with(folder: Path, text: str) -> Facts:
    (folder / "app.py").write_text(text)
    return facts(folder)


def test_every_view_is_driven_to_its_last_statement(recording: Recording) -> None:
    missed = [row for row in recording.covered if row[1] < row[2]]

    assert missed == []
    assert {name for name, _, _ in recording.covered} == {"index", "items", "item", "ticket"}


def test_everything_repeats_in_the_frozen_world(recording: Recording) -> None:
    assert recording.left_out == 0
    assert len(recording.exchanges) >= 12


def test_the_source_is_not_touched(python: Path) -> None:
    def digest() -> list[str]:
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((APPS / "original").rglob("*.*"))]

    before = digest()

    record(facts(APPS / "original", "shop.py"), python=python)

    assert digest() == before


def test_two_recordings_are_the_same(recording: Recording, python: Path) -> None:
    again = record(facts(APPS / "original", "shop.py"), python=python)

    assert again.exchanges == recording.exchanges


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("import sklearn_nowhere\n", "sklearn_nowhere, which is not installed", "pip install sklearn-nowhere"),
        ("x = 1\n", "there is no Flask application in app.py", "create_app()"),
        (
            "from flask import Flask\napp = Flask(__name__)\n1 / 0\n",
            "ZeroDivisionError: division by zero",
            "run it once",
        ),
        ("import sys\nsys.exit('no key')\n", "stops by itself", "setting"),
        ("def f(:\n", "cannot read", ""),
        (
            "import socket\nfrom flask import Flask\nsocket.create_connection(('db.example', 5432))\n",
            "needs the network",
            "offline",
        ),
    ],
)
def test_an_application_that_does_not_load_is_explained(
    tmp_path: Path, python: Path, text: str, message: str, hint: str
) -> None:
    with pytest.raises(ArchwrightError) as caught:
        record(app_with(tmp_path, text), python=python)

    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.where.startswith("app.py")
