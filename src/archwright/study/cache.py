"""What was read last time: one line a file, found again by time and size, or by content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from archwright.study.files import Entry
from archwright.study.freeze import freeze, thaw
from archwright.study.world import Found


@dataclass(frozen=True)
class Record:
    """One file as it was read. `parser` is "ast", "libcst" or "none"."""

    digest: str
    lines: int
    parser: str
    found: Found


@dataclass
class _Line:
    stamp: tuple[int, int]
    digest: str
    lines: int
    parser: str
    blob: str


class Cache:
    """Records by path and by digest. Torn or foreign lines are dropped; the worst a bad cache can do is be slow."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self._file = folder / f"study-{key}.cache" if folder else None
        self._by_path: dict[str, _Line] = {}
        self._by_digest: dict[str, _Line] = {}
        self._new: list[str] = []
        self._stale = 0
        if self._file and self._file.is_file():
            self._load(self._file)

    def fresh(self, entry: Entry) -> Record | None:
        """The record of a file whose time and size are as they were."""
        line = self._by_path.get(entry.path)
        return self._record(line) if line and line.stamp == (entry.changed, entry.size) else None

    def known(self, entry: Entry, digest: str) -> Record | None:
        """The record of a file with this path and content, whatever its time."""
        line = self._by_digest.get(_key(entry.path, digest))
        record = self._record(line) if line else None
        if record:
            self.keep(entry, record)
        return record

    def keep(self, entry: Entry, record: Record) -> None:
        """Remember a record; it is written by `save`."""
        if not self._file:
            return
        self._stale += int(entry.path in self._by_path)
        line = _Line((entry.changed, entry.size), record.digest, record.lines, record.parser, freeze(record.found))
        self._remember(entry.path, line)
        self._new.append(_written(entry.path, line))

    def save(self) -> None:
        """Append what is new; write the file anew when a third of it is out of date."""
        if not self._file or not self._new:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if self._stale * 3 > len(self._by_path):
            fresh = self._file.with_suffix(".new")
            fresh.write_text("".join(_written(path, line) for path, line in self._by_path.items()), encoding="ascii")
            fresh.replace(self._file)
        else:
            with self._file.open("a", encoding="ascii") as file:
                file.write("".join(self._new))
        self._new.clear()

    def _load(self, file: Path) -> None:
        try:
            rows = file.read_text(encoding="ascii").split("\n")
        except (OSError, UnicodeDecodeError):
            return
        for row in rows[:-1]:
            parts = row.split("\t")
            if len(parts) == 7 and parts[1].isdecimal() and parts[2].isdecimal() and parts[4].isdecimal():
                path = parts[0].encode("ascii").decode("unicode_escape")
                self._stale += int(path in self._by_path)
                self._remember(path, _Line((int(parts[1]), int(parts[2])), parts[3], int(parts[4]), parts[5], parts[6]))

    def _remember(self, path: str, line: _Line) -> None:
        self._by_path[path] = line
        self._by_digest[_key(path, line.digest)] = line

    def _record(self, line: _Line) -> Record | None:
        try:
            found = thaw(line.blob)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return None
        return Record(line.digest, line.lines, line.parser, found) if isinstance(found, Found) else None


def _key(path: str, digest: str) -> str:
    # Notes carry places, so the same content under another path is another record.
    return f"{digest} {path}"


def _written(path: str, line: _Line) -> str:
    name = path.encode("unicode_escape").decode("ascii")
    return f"{name}\t{line.stamp[0]}\t{line.stamp[1]}\t{line.digest}\t{line.lines}\t{line.parser}\t{line.blob}\n"


def digest_of(data: bytes) -> str:
    """The content hash that facts and cache use."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
