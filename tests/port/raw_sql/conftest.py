"""Small apps, moved without running them."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from archwright import readers, recipes
from archwright.kit.discovery import plugins
from archwright.model.parts import TextFile
from archwright.model.ported import Ported
from archwright.port import port
from archwright.study import study

Port = Callable[..., Ported]
START = """
import sqlite3
from flask import Flask, request
app = Flask(__name__)
"""


@pytest.fixture
def moved(tmp_path: Path) -> Port:
    """The program with these lines, and files beside it, moved."""

    def move(lines: str, start: str = START, *, keep_behaviour: bool = False, **files: str | bytes) -> Ported:
        app = tmp_path / "app.py"
        app.write_text(start + textwrap.dedent(lines))
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name.replace("__", ".")).write_bytes(data)
        return port(study(app, plugins(readers)), plugins(recipes), keep_behaviour=keep_behaviour)

    return move


def text_of(ported: Ported) -> str:
    """All of the app's own code in the backend."""
    files = ported.parts.of(TextFile)
    return "\n".join(f.text for f in files if not f.path.startswith(("app/core/compat", "app/legacy")))
