"""Files to records: parse once, hand the module to every reader that wants it."""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archwright.model.notes import Imported
from archwright.model.place import Gap, Place
from archwright.study.cache import Cache, Record, digest_of
from archwright.study.files import Entry
from archwright.study.imports import Imports
from archwright.study.module import Module
from archwright.study.packages import third_party
from archwright.study.parse import UnreadableError, decode, parse
from archwright.study.reader import Reader
from archwright.study.world import Found

_NOTHING = Imports({}, ())


@dataclass
class Desk:
    """Reads files one by one. `thorough`: every reader sees every file, whatever its WORDS."""

    root: Path
    readers: Sequence[Reader]
    cache: Cache
    thorough: bool

    def read(self, entry: Entry) -> Record:
        """The record of one file, from the cache when it did not change. Raises UnreadableError, OSError."""
        record = self.cache.fresh(entry)
        if record:
            return record
        data = (self.root / entry.path).read_bytes()
        digest = digest_of(data)
        record = self.cache.known(entry, digest)
        if not record:
            record = self._study(entry.path, data, digest)
            self.cache.keep(entry, record)
        return record

    def read_or_gap(self, entry: Entry) -> Record:
        """The same, with a Gap in place of an exception."""
        try:
            return self.read(entry)
        except UnreadableError as error:
            gap = Gap(Place(entry.path, error.line), error.what, error.reason)
        except OSError as error:
            gap = Gap(Place(entry.path), "file", f"cannot be read: {error.strerror or error}")
        return Record("", 0, "none", Found(_NOTHING, (gap,)))

    def _study(self, path: str, data: bytes, digest: str) -> Record:
        if path.endswith(".py"):
            module, parser = parse(path, data)
        else:
            module, parser = Module(path, decode(data), ast.Module([], [])), "none"
        notes = [note for reader in self.readers if self._wants(reader, module) for note in _notes(reader, module)]
        notes.extend(_imported(module))
        return Record(digest, data.count(b"\n") + 1, parser, Found(module.imports, tuple(notes)))

    def _wants(self, reader: Reader, module: Module) -> bool:
        if not module.path.endswith(getattr(reader, "SUFFIX", ".py")):
            return False
        words: tuple[str, ...] = getattr(reader, "WORDS", ())
        return self.thorough or not words or any(word in module.text for word in words)


def _notes(reader: Reader, module: Module) -> list[object]:
    """What a reader leaves; an expression too deep for it is a gap, not the end of the study."""
    try:
        return list(reader.read(module))
    except RecursionError:
        what = getattr(reader, "__name__", "reader").rpartition(".")[2]
        return [Gap(Place(module.path), what, "an expression is nested too deeply")]


def _imported(module: Module) -> Iterable[Imported]:
    packages = third_party(module.imports.modules)
    return [Imported(packages)] if packages else []
