"""Run on a disk of its own: build, build again with more than fits, and say what was left."""

import sys
from pathlib import Path

from builds import FIRST, SECOND, build, snapshot

from archwright.kit.errors import ArchwrightError
from archwright.model.tree import Tree

target = Path(sys.argv[1]) / "backend"
build(target, FIRST)
print("written")  # noqa: T201
before = snapshot(target)
try:
    build(target, Tree(SECOND.files | {f"large{number}.bin": b"x" * 100_000 for number in range(8)}))
except ArchwrightError as error:
    print(error.hint.partition(".")[0])  # noqa: T201
print("same" if snapshot(target) == before else "changed")  # noqa: T201
