"""Measures the study of a folder: cold, warm, warm with one file changed. Works on a copy, so that nothing is touched.

Usage: python benchmarks/study_speed.py FOLDER
"""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.model.facts import Facts
from archwright.study import study


def measure(work: Callable[[], Facts]) -> tuple[Facts, float, float]:
    """The facts, wall seconds and CPU seconds of one study."""
    wall, cpu = time.perf_counter(), time.process_time()
    facts = work()
    return facts, time.perf_counter() - wall, time.process_time() - cpu


def main(folder: Path) -> None:
    """Print one line for each measurement."""
    found = plugins(readers)
    with TemporaryDirectory() as scratch:
        copy, cache = Path(scratch) / "tree", Path(scratch) / "cache"
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules"))
        changed = max(copy.rglob("*.py"), key=lambda path: path.stat().st_size if path.stat().st_size < 50_000 else 0)

        def run() -> Facts:
            return study(copy, found, cache_dir=cache)

        report("cold", *measure(run))
        report("warm, nothing changed", *measure(run))
        with changed.open("a", encoding="utf-8") as file:
            file.write("\nADDED = 1\n")
        report("warm, one file changed", *measure(run))


def report(name: str, facts: Facts, wall: float, cpu: float) -> None:
    """One measurement as a line."""
    lines = sum(file.lines for file in facts.files)
    speed = lines / cpu
    print(  # noqa: T201 - the output of a script
        f"{name:24} {wall:6.2f} s wall {cpu:6.2f} s cpu {speed:10,.0f} lines/s of cpu"
        f"  ({len(facts.files):,} files, {lines:,} lines, {len(facts.routes):,} routes, {len(facts.gaps):,} gaps)"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
