"""Changes several files in one step: all staged first, then swapped in; what does not end is rolled back."""

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from archwright.apply.disk import content_of, digest, remove_empty, sync_folder, write_new
from archwright.apply.entries import Change, Entry, entries, is_described, places
from archwright.apply.paths import BASE, JOURNAL, inside

Contents = Mapping[str, bytes | None]


def make(target: Path, contents: Contents, *, undoes: Entry | None = None, fresh: bool = False) -> Entry:
    """Write and delete (None) all files, or none: whatever ends it early, the folder is as it was."""
    try:
        entry = _staged(target, contents, undoes, fresh=fresh)
        _swap_in(target, entry)
        entry.finish()
    except BaseException:  # Ctrl-C too: the folder must never stay half-written
        roll_back(target)
        raise
    shutil.rmtree(entry.place / "new", ignore_errors=True)
    return entry


def roll_back(target: Path) -> bool:
    """Undo every entry that did not become final, sweep what a final undo left; whether there was anything."""
    known = {entry.place: entry for entry in entries(target)}
    unfinished = [place for place in reversed(places(target)) if place not in known or not known[place].is_done]
    for place in unfinished:
        if is_described(place):
            _swap_back(target, known[place])
        shutil.rmtree(place)
    undone = [entry for entry in known.values() if entry.is_done and entry.undoes]
    for entry in undone:
        sweep(target, entry)
    if unfinished:
        remove_empty(target / JOURNAL, target)
    return bool(unfinished or undone)


def sweep(target: Path, undo: Entry) -> None:
    """Remove a final undo together with what it undid."""
    shutil.rmtree(target / JOURNAL / undo.undoes, ignore_errors=True)
    shutil.rmtree(undo.place)
    remove_empty(target / JOURNAL, target)


def _staged(target: Path, contents: Contents, undoes: Entry | None, *, fresh: bool) -> Entry:
    place = target / JOURNAL / f"{time.time_ns():020d}"
    place.mkdir(parents=True)
    changes = []
    for path, new in sorted(contents.items()):
        there = inside(target, path)
        change = Change(path, digest(content_of(there)), digest(new))
        if change.old != change.new:
            changes.append(change)
    entry = Entry(place, tuple(changes), _missing_folders(target, contents, fresh=fresh), undoes.name if undoes else "")
    for change in entry.changes:
        if change.old:
            entry.old(change).parent.mkdir(exist_ok=True)
            shutil.copy2(target / change.path, entry.old(change))
        new = contents[change.path]
        if new is not None:
            mode = _mode(target / change.path, new, undoes.old(change) if undoes else None)
            write_new(entry.new(change), new, sync=not change.path.startswith(BASE))
            entry.new(change).chmod(mode)
    entry.write()
    return entry


def _mode(there: Path, content: bytes, kept: Path | None) -> int:
    """Rights of the new file: as they were, else as anybody's new file, and runnable when it is a script."""
    for known in (kept, there):
        if known is not None and known.is_file():
            return known.stat().st_mode & 0o7777
    umask = os.umask(0)
    os.umask(umask)
    return (0o777 if content.startswith(b"#!") else 0o666) & ~umask


def _missing_folders(target: Path, contents: Contents, *, fresh: bool) -> tuple[str, ...]:
    """Folders that will be made, the outer ones first."""
    parents = {parent for path, new in contents.items() if new is not None for parent in Path(path).parents}
    missing = {parent.as_posix() for parent in parents if parent != Path() and not (target / parent).exists()}
    return (*([""] if fresh else []), *sorted(missing))


def _swap_in(target: Path, entry: Entry) -> None:
    touched = set()
    for change in entry.changes:
        there = inside(target, change.path)
        there.parent.mkdir(parents=True, exist_ok=True)
        touched.add(there.parent)
        if change.new:
            entry.new(change).replace(there)
        else:
            there.unlink()
    for folder in touched:
        sync_folder(folder)
    for change in entry.changes:
        if not change.new:
            remove_empty((target / change.path).parent, target)


def _swap_back(target: Path, entry: Entry) -> None:
    """Only what the entry itself put there is taken back: an edit made since is the user's."""
    for change in entry.changes:
        there = target / change.path
        if digest(content_of(there)) != change.new or change.new == change.old:
            continue
        if not change.old:
            there.unlink()
        elif entry.old(change).is_file():
            there.parent.mkdir(parents=True, exist_ok=True)
            entry.old(change).replace(there)
    for folder in reversed(entry.folders):
        with suppress(OSError):  # not empty: something of the user's is in it
            (target / folder).rmdir()
