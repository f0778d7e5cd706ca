"""The first migration, read off the models in a child process."""

import json
import shutil
from pathlib import Path

from archwright.build.layout import FIRST_MIGRATION
from archwright.build.revision import revision
from archwright.build.tidy import format_code
from archwright.kit.errors import ArchwrightError
from archwright.kit.folders import fill
from archwright.kit.processes import Limits, Sandbox, keep_of, scratch
from archwright.model.tree import Tree

PLACE = "backend"
CHILD = Path(__file__).with_name("autogenerate.py")


def with_first_migration(tree: Tree, python: str) -> Tree:
    """The tree with the migration that makes its tables."""
    return tree.plus({FIRST_MIGRATION: first_migration(tree, python)})


def first_migration(tree: Tree, python: str) -> str:
    """The text of revision 0001 of a backend with models. `python` has what a written backend needs.

    Raises ArchwrightError when the models cannot be loaded.
    """
    with scratch(*keep_of(Path(python))) as sandbox:
        fill(sandbox.folder / PLACE, {**tree.files, ".env": _environment(tree)})
        shutil.copy(CHILD, sandbox.folder / "autogenerate.py")
        found = _read(sandbox, python)
    imports = [line for line in found["imports"] if line not in {"import sqlalchemy as sa", "from alembic import op"}]
    return format_code(revision(imports, found["upgrade"], found["downgrade"]))


def _read(sandbox: Sandbox, python: str) -> dict[str, str]:
    command = [python, "../autogenerate.py", "../revision.json"]
    outcome = sandbox.run(command, cwd=PLACE, limits=Limits(seconds=60))
    result = sandbox.folder / "revision.json"
    if outcome.code or not result.exists():
        raise ArchwrightError("the first migration cannot be made from the models", hint=outcome.output.strip()[-2000:])
    found: dict[str, str] = json.loads(result.read_text("utf-8"))
    return found


def _environment(tree: Tree) -> str:
    """Placeholders where the source has no value, so that the settings can be read."""
    return "\n".join(tree.text(path) for path in (".env.example", ".env") if path in tree.files)
