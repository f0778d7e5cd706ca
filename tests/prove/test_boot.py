"""Booting a backend: its health is asked for where it is, also when the app itself answers at /health."""

import sys
from pathlib import Path

import pytest

from archwright.prove import boot

MAIN = """from fastapi import FastAPI

app = FastAPI()


@app.get("{prefix}/live")
def live() -> dict[str, str]:
    return {{"status": "ok"}}
"""


@pytest.mark.parametrize("prefix", ["/health", "/_health"])
def test_a_backend_is_live_wherever_its_health_is(tmp_path: Path, prefix: str) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "main.py").write_text(MAIN.format(prefix=prefix), encoding="utf-8")

    found = boot(tmp_path, Path(sys.executable))

    assert found.fine
    assert (found.live, found.openapi, found.paths) == (200, 200, 1)
