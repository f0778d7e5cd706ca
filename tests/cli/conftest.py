"""Running the command as people do, and an app to give it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

APP = """from flask import Flask, jsonify

app = Flask(__name__)


@app.route("/")
def index():
    return jsonify({"hello": "world"})
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A folder with a small Flask app in it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "app.py").write_text(APP)
    return folder / "app.py"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Ours, with a home and a cache of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "NO_COLOR", "COLUMNS")}
    return kept | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def archwright(tmp_path: Path, environment: dict[str, str]) -> Run:
    """The command in a process of its own."""

    def run(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "archwright", *map(str, arguments)]
        chosen: dict[str, object] = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True}
        chosen |= {"timeout": 60}
        return subprocess.run(command, check=False, **(chosen | options))  # type: ignore[call-overload,no-any-return]

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
