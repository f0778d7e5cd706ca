"""A small backend made by hand: two routers, a table, a secret, something to do at the start."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archwright.build import assemble, with_first_migration
from archwright.kit.folders import fill
from archwright.model.parts import Dependency, LifespanLine, MypyExemption, Parts, RouterPart, SettingPart, TextFile
from archwright.model.platform import DatabaseNeed
from archwright.model.tree import Tree

SAMPLE = Path(__file__).parent / "sample"
FILES = {
    "app/api/routes/notes.py": "notes_routes",
    "app/api/routes/pages.py": "pages_routes",
    "app/models/note.py": "note_model",
    "app/repositories/notes.py": "notes_repository",
    "app/services/accounts.py": "accounts_service",
    "app/services/notes.py": "notes_service",
}
SECRET = """it's a "secret" with \\ and $HOME"""

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def secret() -> str:
    """What stood in the source."""
    return SECRET


@pytest.fixture(scope="session")
def parts() -> Parts:
    """What recipes would have given."""
    ported = frozenset({"app/services/accounts.py"})
    texts = [TextFile(path, (SAMPLE / f"{name}.txt").read_text(), path in ported) for path, name in FILES.items()]
    return Parts(
        (
            *texts,
            RouterPart("app.api.routes.notes"),
            RouterPart("app.api.routes.pages", order=5),
            LifespanLine(
                "with session_scope():\n    seed()",
                ("from app.core.database import session_scope", "from app.services.notes import seed"),
            ),
            SettingPart("secret_key", "str", repr(SECRET), "Signs sessions.", secret=True),
            Dependency("python-multipart>=0.0.34"),
            MypyExemption("app.services.accounts", ("no-untyped-def",), "Carried over as it was."),
        )
    )


@pytest.fixture(scope="session")
def tree(parts: Parts) -> Tree:
    """The whole backend as data."""
    made = assemble("My notes", parts, database=DatabaseNeed("models", "sqlite:///data/notes.db"))
    return with_first_migration(made, sys.executable)


@pytest.fixture
def backend(tree: Tree, tmp_path: Path) -> Path:
    """The whole backend on disk."""
    fill(tmp_path / "backend", tree.files)
    return tmp_path / "backend"


@pytest.fixture(scope="session")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Tool:
    """Runs a tool of our environment in a folder and returns what it said."""
    bin_folder = Path(sys.executable).parent
    cache = str(tmp_path_factory.mktemp("mypy"))

    def run(folder: Path, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        program = str(bin_folder / command[0])
        wanted = {"PATH": os.environ["PATH"], "HOME": str(folder.parent), "MYPY_CACHE_DIR": cache, **environment}
        return subprocess.run(
            [program, *command[1:]], cwd=folder, env=wanted, capture_output=True, text=True, timeout=120, check=False
        )

    return run
