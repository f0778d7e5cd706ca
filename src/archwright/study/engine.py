"""The study itself: find the files, read each once, join what was found."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from archwright.kit.errors import ArchwrightError
from archwright.model.facts import Facts
from archwright.model.place import Gap, Place
from archwright.study.cache import Cache, Record
from archwright.study.files import Entry, Listing, entry_at, list_files
from archwright.study.joining import join, world_of
from archwright.study.parse import UnreadableError, module_name
from archwright.study.reader import Reader
from archwright.study.reading import Desk
from archwright.study.version import version_of

# Above this many files, readers only get the files that hold one of their words.
_THOROUGH_FILES = 400
_NEAR = 4


def study(
    entry: Path,
    readers: Sequence[Reader],
    *,
    cache_dir: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Facts:
    """Everything the readers find in a program or a folder. User code is read, never run.

    `entry` is a .py file (its folder is the root; what it imports from there is read too) or a folder (every source
    below it is read). Raises ArchwrightError when there is nothing readable at `entry`.
    """
    target = _existing(entry)
    say = progress or (lambda _: None)
    root = target if target.is_dir() else target.parent
    with _no_garbage_collection():
        listing = list_files(root) if target.is_dir() else list_files(root, depth=_NEAR)
        thorough = not target.is_dir() or len(listing.sources) <= _THOROUGH_FILES
        cache = Cache(cache_dir, version_of(readers, root, thorough=thorough))
        desk = Desk(root, readers, cache, thorough)
        records = _folder(desk, listing, say) if target.is_dir() else _program(desk, listing, target.name, say)
        cache.save()
        say(f"joining {len(records)} files")
        extra = [Gap(Place(folder), "folder", "cannot be read") for folder in listing.refused]
        world = world_of(root, "" if target.is_dir() else target.name, records, listing.templates)
        return join(world, records, readers, extra)


def _existing(entry: Path) -> Path:
    where = str(entry)
    if not entry.exists():
        raise ArchwrightError("There is no such file or folder.", hint="Name a .py file or a folder.", where=where)
    if entry.is_file() and entry.suffix not in (".py", ".pyw", ""):
        hint = "Name the .py file that makes the application, or its folder."
        raise ArchwrightError("This is not a Python file.", hint=hint, where=where)
    return entry.resolve()


def _folder(desk: Desk, listing: Listing, say: Callable[[str], None]) -> dict[str, Record]:
    records: dict[str, Record] = {}
    for number, entry in enumerate(listing.sources):
        if number % 250 == 0:
            say(f"reading {number + 1} of {len(listing.sources)} files")
        records[entry.path] = desk.read_or_gap(entry)
    return records


def _program(desk: Desk, listing: Listing, name: str, say: Callable[[str], None]) -> dict[str, Record]:
    """The entry and everything it imports from its own folder, and the .sql files near it."""
    say(f"reading {name}")
    first = entry_at(desk.root, name)
    if first is None:
        raise ArchwrightError("This file leads out of its own folder.", hint="Name the file itself.", where=name)
    records = {name: _read_entry(desk, first)}
    todo = [(name, records[name])]
    while todo:
        path, record = todo.pop(0)
        for found in _imported_files(desk.root, path, record):
            if found.path not in records:
                say(f"reading {found.path}")
                records[found.path] = desk.read_or_gap(found)
                todo.append((found.path, records[found.path]))
    for source in listing.sources:
        if source.path.endswith(".sql") and source.path.count("/") <= 1:
            records[source.path] = desk.read_or_gap(source)
    return records


def _read_entry(desk: Desk, entry: Entry) -> Record:
    try:
        return desk.read(entry)
    except UnreadableError as error:
        where = f"{entry.path}:{error.line}" if error.line else entry.path
        raise ArchwrightError(
            f"{where} cannot be read as Python: {error.reason}.",
            hint=_line_of(desk.root / entry.path, error.line),
            where=where,
        ) from error
    except OSError as error:
        raise ArchwrightError(f"{entry.path} cannot be read: {error.strerror}.", where=entry.path) from error


def _line_of(path: Path, line: int) -> str:
    lines = path.read_bytes().splitlines()
    return f"Line {line}: {lines[line - 1].decode('utf-8', 'replace').strip()}" if 0 < line <= len(lines) else ""


def _imported_files(root: Path, path: str, record: Record) -> Iterator[Entry]:
    package = path.rpartition("/")[0].replace("/", ".")
    for module in record.found.imports.modules:
        yield from _module_files(root, module)
        if package:
            # A script's own folder is on the path when it is run from there.
            yield from _module_files(root, f"{package}.{module}")
        if module.partition(".")[0] == root.name and (itself := entry_at(root, "__init__.py")):
            yield itself
        if module.startswith(root.name + "."):
            yield from _module_files(root, module.removeprefix(root.name + "."))
    if path != "__init__.py" and module_name(path):
        yield from _packages_of(root, path)


def _module_files(root: Path, module: str) -> Iterator[Entry]:
    """Each of a, a.b, a.b.c that is a file of ours: importing the last runs the others."""
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        stem = "/".join(parts[:length])
        found = entry_at(root, f"{stem}/__init__.py") or entry_at(root, f"{stem}.py")
        if found:
            yield found
        elif not (root / stem).is_dir():
            return


def _packages_of(root: Path, path: str) -> Iterator[Entry]:
    folder = path.rpartition("/")[0]
    while folder:
        found = entry_at(root, f"{folder}/__init__.py")
        if found:
            yield found
        folder = folder.rpartition("/")[0]


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Syntax trees hold no cycles; collecting while they grow costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
