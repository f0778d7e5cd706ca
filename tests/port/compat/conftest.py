"""A Flask application, and its twin on FastAPI with an assembled compat package."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import itsdangerous
import pytest
from compat_backend import DATABASE, write_backend

HERE = Path(__file__).parent


def imported_names(*files: Path) -> set[str]:
    """The compat names that Python files import, as the port engine collects them."""
    import ast

    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    inside = [node for node in imports if (node.module or "").startswith("app.core.compat")]
    return {f"{node.module}.{alias.name}".removeprefix("app.core.compat.") for node in inside for alias in node.names}


@pytest.fixture(scope="session")
def original() -> ModuleType:
    """The Flask application."""
    sys.path.insert(0, str(HERE / "original"))
    try:
        return importlib.import_module("shop")
    finally:
        sys.path.pop(0)


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The moved application."""
    sources = sorted((HERE / "twin").glob("*.py"))
    tests = sorted(HERE.glob("test_*.py"))
    folder = write_backend(tmp_path_factory.mktemp("twin"), imported_names(*sources, *tests))
    (folder / "app/core/database.py").write_text(DATABASE, "utf-8")
    for source in sources:
        shutil.copy(source, folder / "app")
    for assets in ("templates", "static"):
        shutil.copytree(HERE / "original" / assets, folder / assets)
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("app.main").app
    finally:
        sys.path.pop(0)
        for name in [name for name in sys.modules if name == "app" or name.startswith("app.")]:
            del sys.modules[name]


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures of cookies carry no time."""
    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda _: 1_700_000_000)
