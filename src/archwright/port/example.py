"""What a recipe shows of itself: a small original, and what the backend must hold of it."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """`source` is the one file of an original. `expected`: path in the backend -> statements that must stand there, at
    any depth and however they are laid out; "" for a file that must not be written. Settings are read at `SETTINGS`.
    """

    name: str
    source: str
    expected: Mapping[str, str]


SETTINGS = "app/core/config.py"


def missing(example: Example, files: Mapping[str, str]) -> list[str]:
    """What the written files lack of what the example expects, as "path: statement"."""
    found = []
    for path, wanted in example.expected.items():
        if not wanted and path in files:
            found.append(f"{path}: is written")
        there = {ast.dump(node) for node in ast.walk(ast.parse(files.get(path, ""))) if isinstance(node, ast.stmt)}
        found += [f"{path}: {ast.unparse(node)}" for node in ast.parse(wanted).body if ast.dump(node) not in there]
    return found
