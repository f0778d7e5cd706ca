"""The folder that most tests here begin with."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import FIRST, build

_MEMORY = Path("/dev/shm")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """In memory where that is possible: hundreds of runs, each with its syncs, wear no disk."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Built once, then edited and extended by the user."""
    target = tmp_path / "backend"
    build(target, FIRST)
    (target / "app" / "main.py").write_text("a = 100\nb = 2\nc = 3\n")
    (target / "mine.txt").write_text("mine")
    return target
