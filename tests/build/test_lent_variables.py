"""What the app's own code asks the environment for is there from the start, and can be set in .env."""

import os
import subprocess
import sys
from pathlib import Path

from archwright.build import assemble
from archwright.kit.folders import fill
from archwright.model.parts import LentVariable, MainLine, Parts, SettingPart, TextFile

ASKING = TextFile(
    "app/services/keys.py",
    '"""Keys."""\n\nimport os\n\nKEY = os.environ["API_KEY"]\n\n\ndef check() -> None:\n    assert KEY\n',
)
PARTS = Parts(
    (
        ASKING,
        MainLine("check()", ("from app.services.keys import check",)),
        LentVariable("API_KEY", "made up"),
        LentVariable("PORT", "5000"),
        LentVariable("TOKEN", "made up"),
        SettingPart("token", "str", "'real'", secret=True),
    )
)


def test_it_starts_with_what_was_made_up_and_takes_what_is_set(tmp_path: Path) -> None:
    fill(tmp_path, assemble("Keys", PARTS).files)

    def key(**environment: str) -> str:
        command = [sys.executable, "-c", "import app.main; from app.services.keys import KEY; print(KEY)"]
        wanted = {"PATH": os.environ["PATH"], **environment}
        return subprocess.run(command, cwd=tmp_path, env=wanted, check=True, capture_output=True, text=True).stdout

    assert key() == "made up\n"
    assert key(API_KEY="own") == "own\n"


def test_its_tests_pass_without_the_file(tmp_path: Path) -> None:
    fill(tmp_path, assemble("Keys", PARTS).files)
    (tmp_path / ".env").unlink()

    for command in ("pytest", "mypy", "ruff check --no-cache .", "ruff format --no-cache --check ."):
        full = [sys.executable, "-m", *command.split()]
        done = subprocess.run(full, cwd=tmp_path, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_a_default_or_a_secret_of_the_source_goes_before_what_was_made_up() -> None:
    tree = assemble("Keys", PARTS)

    assert tree.text(".env") == "TOKEN='real'\nAPI_KEY='made up'\nPORT='8000'\n"
    assert "\nAPI_KEY='made up'\n" in tree.text(".env.example")
    assert "\n# PORT=8000\n" in tree.text(".env.example")


def test_an_app_that_asks_for_nothing_has_nothing_of_it() -> None:
    tree = assemble("Plain", Parts())

    assert "dotenv" not in tree.text("app/__init__.py") + tree.text("pyproject.toml")
