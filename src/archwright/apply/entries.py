"""The journal: one entry for each step that was, or is being, made.

An entry is a folder: `old/` and `new/` hold contents, `entry.json` says what they are, the file `done` makes it final.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from archwright.apply.disk import content_of, write_new
from archwright.apply.paths import JOURNAL

_ENTRY, _DONE = "entry.json", "done"


@dataclass(frozen=True)
class Change:
    """One file of an entry. `old` and `new` are digests, "" for no file."""

    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """`folders` were made by it, the target itself is "". `undoes` names the entry whose way back this is."""

    place: Path
    changes: tuple[Change, ...]
    folders: tuple[str, ...] = ()
    undoes: str = ""

    @property
    def name(self) -> str:
        """Sorts in the order of making."""
        return self.place.name

    @property
    def is_done(self) -> bool:
        """Whether it is final."""
        return (self.place / _DONE).is_file()

    def old(self, change: Change) -> Path:
        """Where the content from before is kept."""
        return self.place / "old" / _slot(change.path)

    def new(self, change: Change) -> Path:
        """Where the content is kept until it is swapped in."""
        return self.place / "new" / _slot(change.path)

    def olds(self) -> Mapping[str, bytes | None]:
        """Path -> content from before, None for no file."""
        return {change.path: content_of(self.old(change)) if change.old else None for change in self.changes}

    def write(self) -> None:
        """Describe the entry; from here on it is rolled back when it does not become final."""
        data = asdict(self) | {"place": None}
        beside = self.place / f"{_ENTRY}.new"
        write_new(beside, json.dumps(data, indent=1).encode())
        beside.replace(self.place / _ENTRY)

    def finish(self) -> None:
        """Make it final."""
        write_new(self.place / _DONE, b"")


def entries(target: Path) -> list[Entry]:
    """All described entries, oldest first."""
    return [_read(place) for place in places(target) if (place / _ENTRY).is_file()]


def places(target: Path) -> list[Path]:
    """Folders of all entries, also of those that were never described, oldest first."""
    folder = target / JOURNAL
    return sorted(folder.iterdir()) if folder.is_dir() else []


def is_described(place: Path) -> bool:
    """Whether an entry got as far as saying what it changes."""
    return (place / _ENTRY).is_file()


def _read(place: Path) -> Entry:
    data = json.loads((place / _ENTRY).read_text(encoding="utf-8"))
    changes = tuple(Change(**change) for change in data["changes"])
    return Entry(place, changes, tuple(data["folders"]), data["undoes"])


def _slot(path: str) -> str:
    return sha256(path.encode()).hexdigest()[:32]
