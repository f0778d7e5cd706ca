"""A folder that was built once and edited, and what a second build brings."""

import os
from collections.abc import Callable
from pathlib import Path

from archwright.apply import apply, read_base, read_yours
from archwright.model.manifest import Manifest
from archwright.model.plan import ConflictChoice, Plan
from archwright.model.tree import Tree
from archwright.plan import make_plan

MANIFEST = Manifest("0.1.0", "0.17.5", "app.py", "abc", (("python", "3.11"),))
FIRST = Tree(
    {
        "README.md": "# One\n",
        "app/__init__.py": '"""The backend."""\n',
        "app/main.py": "a = 1\nb = 2\nc = 3\n",
        "app/old/gone.py": "x = 1\n",
        "app/static/logo.png": b"\x89\x00one",
        "test": "#!/bin/sh\nexec true\n",
    }
)
SECOND = Tree(
    {
        "README.md": "# Two\n",
        "app/__init__.py": '"""The backend."""\n',
        "app/main.py": "a = 1\nb = 2\nc = 30\n",
        "app/new/fresh.py": "y = 1\n",
        "app/static/logo.png": b"\x89\x00two",
        "test": "#!/bin/sh\nexec true\n",
    }
)

Snapshot = dict[str, tuple[bytes, int]]


def plan_for(target: Path, ours: Tree) -> Plan:
    base = read_base(target, ours)
    return make_plan(base, read_yours(target, base.files.keys() | ours.files.keys()), ours)


def build(target: Path, ours: Tree, choice: ConflictChoice = "report") -> Plan:
    plan = plan_for(target, ours)
    apply(plan, target, manifest=MANIFEST, choice=choice)
    return plan


def snapshot(folder: Path) -> Snapshot:
    """Everything below a folder, our own records too; a folder is an entry of its own."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes() if path.is_file() else b"", path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
    }


def in_child(work: Callable[[], None]) -> int:
    """Run in a forked child; its exit status as `os.waitpid` gives it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - a child must never come back into the test run
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]
