"""The application's own files: the entry and what it imports from beside it."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator


def own_sources(entry: str, root: str, most: int = 300) -> dict[str, ast.Module]:
    """Absolute path -> syntax tree, the entry first. Raises SyntaxError only for the entry."""
    found = {entry: _parse(entry)}
    waiting = [entry]
    while waiting and len(found) < most:
        path = waiting.pop(0)
        for name, level in _imports(found[path]):
            for file in _files(name, level, path, (os.path.dirname(entry), root)):
                if file not in found:
                    try:
                        found[file] = _parse(file)
                    except SyntaxError:
                        continue
                    waiting.append(file)
    return found


def _parse(path: str) -> ast.Module:
    with open(path, "rb") as file:
        return ast.parse(file.read(), path)


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, 0
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level
            for alias in node.names:
                yield f"{node.module}.{alias.name}" if node.module else alias.name, node.level


def _files(name: str, level: int, path: str, folders: tuple[str, ...]) -> Iterator[str]:
    if level:
        folders = (os.path.abspath(os.path.join(os.path.dirname(path), *[".."] * (level - 1))),)
    parts = name.split(".") if name else []
    for folder in dict.fromkeys(folders):
        for length in range(len(parts) + 1):
            place = os.path.join(folder, *parts[:length])
            candidates = [os.path.join(place, "__init__.py")] if length or level else []
            candidates += [place + ".py"] if length else []
            yield from (file for file in candidates if os.path.isfile(file))
