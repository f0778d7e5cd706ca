"""What is committed says nothing of the machine it was written on, and leaves nothing half-said."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + "opt/pypi"]))
LEFT_OVER = re.compile("TO" + r"DO\b|FIX" + r"ME\b")


def committed(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    return found


def test_no_path_of_a_machine_is_committed() -> None:
    assert (
        lines_with(PLACES, committed("*.py", "*.md", "*.toml", "*.jinja", "*.html", "*.json", "justfile", ".ci")) == []
    )


def test_nothing_is_left_over() -> None:
    assert lines_with(LEFT_OVER, committed("src/*.py", "docs/*.md", "*.jinja")) == []
