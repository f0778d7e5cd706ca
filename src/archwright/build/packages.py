"""`__init__.py` of every package: one line that says what the layer is for."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from archwright.build.backend import Backend
from archwright.build.layout import LEGACY, PURPOSES
from archwright.model.parts import TextFile


def package_files(backend: Backend) -> Iterator[TextFile]:
    """One for each folder below `app` that holds modules and has none yet."""
    for folder in sorted(_packages(backend)):
        path = f"{folder}/__init__.py"
        if path not in backend.paths:
            yield TextFile(path, f'"""{_purpose(folder)}"""\n')


def _packages(backend: Backend) -> set[str]:
    return {
        str(parent)
        for path in backend.below("app")
        if path.endswith(".py") and not path.startswith(f"{LEGACY}/")
        for parent in PurePosixPath(path).parents
        if parent.parts
    } | ({LEGACY} if backend.has(LEGACY) else set())


def _purpose(folder: str) -> str:
    return PURPOSES.get(folder) or f"{folder.rpartition('/')[2].replace('_', ' ').capitalize()}."
