"""The original, its twin, and facts about the original, as small as facts can be."""

import shutil
import sys
from pathlib import Path

import pytest

from archwright.model.facts import Facts
from archwright.model.replay import Recording
from archwright.prove import record

APPS = Path(__file__).parent / "apps"
PYTHON = Path(sys.executable)


@pytest.fixture
def python() -> Path:
    return PYTHON


@pytest.fixture(scope="session")
def recording() -> Recording:
    return record(Facts(root=str(APPS / "original"), entry="shop.py", framework="flask"), python=PYTHON)


@pytest.fixture
def backend(tmp_path: Path) -> Path:
    """The twin, in a folder that a test may break."""
    shutil.copytree(APPS / "backend", tmp_path / "backend")
    shutil.copy(APPS / "original" / "shop.py", tmp_path / "backend" / "app" / "shop.py")
    return tmp_path / "backend"
