"""Parts in, tree out: the platform adds its parts, the writers merge them, one pass makes it tidy."""

from collections.abc import Mapping
from types import MappingProxyType

from archwright.build import platform, writers
from archwright.build.backend import Backend
from archwright.build.collect import carried, collected
from archwright.build.packages import package_files
from archwright.build.portable import portable
from archwright.build.tidy import tidied
from archwright.kit.discovery import plugins
from archwright.model.parts import Parts, TextFile
from archwright.model.platform import DatabaseNeed
from archwright.model.tree import Tree

NOTHING: Mapping[str, str] = MappingProxyType({})


def assemble(
    name: str,
    parts: Parts,
    *,
    database: DatabaseNeed | None = None,
    documents: Mapping[str, str] = NOTHING,
    taken: frozenset[str] = frozenset(),
) -> Tree:
    """The whole backend as a tree.

    A file given as a part (or in `documents`: path -> text) is written instead of the platform's file of that path.
    `taken`: URL rules of the app itself, so that health and docs do not stand in their way.
    Raises InternalError when two parts disagree about a file.
    """
    database = database or DatabaseNeed()
    parts = portable(parts, database)
    backend = Backend(name, parts.plus(*_texts(documents)), database, taken)
    for module in plugins(platform):
        backend = backend.plus(*module.parts(backend))
    backend = backend.plus(*package_files(backend))
    for module in plugins(writers):
        backend = backend.plus(*module.write(backend))
    given = Parts(parts.items + _texts(documents))
    return tidied(collected(given, backend.parts), carried(backend.parts), ported_paths(parts))


def ported_paths(parts: Parts) -> frozenset[str]:
    """Paths of the files that hold the user's own logic."""
    return frozenset(file.path for file in parts.of(TextFile) if file.ported)


def _texts(documents: Mapping[str, str]) -> tuple[TextFile, ...]:
    return tuple(TextFile(path, text) for path, text in sorted(documents.items()))
