"""Which files a study looks at: a walk that stays inside the root and skips what is not the user's code."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archwright.kit.words import words

SKIPPED_FOLDERS = words(
    """
    .git .hg .svn .tox .nox .venv venv .env env virtualenv node_modules bower_components __pycache__ site-packages
    dist-packages .mypy_cache .ruff_cache .pytest_cache .eggs .idea .vscode .archwright
    """
)
SUFFIXES = (".py", ".sql")
TEMPLATE_SUFFIXES = (".html", ".htm", ".jinja", ".jinja2", ".j2", ".xml", ".txt", ".jade", ".haml")
_SQL_LIMIT = 2_000_000


@dataclass(frozen=True)
class Entry:
    """One file of the walk. `path` is relative to the root, with slashes."""

    path: str
    changed: int
    size: int


@dataclass(frozen=True)
class Listing:
    """What a walk found: sources, templates (relative to their folder), and folders that could not be read."""

    sources: tuple[Entry, ...]
    templates: tuple[str, ...]
    refused: tuple[str, ...] = ()


def list_files(root: Path, *, depth: int = 64) -> Listing:
    """Sources and templates below `root`. Links to folders are never followed, links to files only inside the root."""
    sources: list[Entry] = []
    templates: list[str] = []
    refused: list[str] = []
    todo = [("", 0)]
    while todo:
        folder, level = todo.pop()
        try:
            items = sorted(os.scandir(root / folder if folder else root), key=lambda item: item.name)
        except OSError:
            refused.append(folder)
            continue
        if "pyvenv.cfg" in {item.name for item in items}:
            continue
        for item in items:
            path = f"{folder}/{item.name}" if folder else item.name
            if item.is_dir(follow_symlinks=False):
                if level < depth and item.name not in SKIPPED_FOLDERS:
                    todo.append((path, level + 1))
            elif item.name.endswith(SUFFIXES):
                sources.extend(_entry(root, path, item))
            elif item.name.endswith(TEMPLATE_SUFFIXES) and "templates/" in path:
                templates.append(path.partition("templates/")[2])
    return Listing(tuple(sorted(sources, key=lambda entry: entry.path)), tuple(sorted(set(templates))), tuple(refused))


def entry_at(root: Path, path: str) -> Entry | None:
    """The entry of one file; None when it is not a regular file inside the root."""
    full = root / path
    try:
        if not full.resolve().is_relative_to(root.resolve()):
            return None
        state = full.stat()
    except (OSError, RuntimeError):
        return None
    return Entry(path, state.st_mtime_ns, state.st_size) if full.is_file() else None


def _entry(root: Path, path: str, item: os.DirEntry[str]) -> Iterator[Entry]:
    if item.is_symlink():
        found = entry_at(root, path)
        if found:
            yield found
        return
    try:
        state = item.stat()
    except OSError:
        return
    if not item.is_file() or (path.endswith(".sql") and state.st_size > _SQL_LIMIT):
        return
    yield Entry(path, state.st_mtime_ns, state.st_size)
