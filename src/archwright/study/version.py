"""The key of a cache: it changes when a reader, the engine or the interpreter does."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from archwright.study.reader import Reader


def version_of(readers: Sequence[Reader], root: Path, *, thorough: bool) -> str:
    """A short hash of the code that reads, of the root and of the way of reading."""
    digest = hashlib.blake2b(digest_size=12)
    digest.update(f"{root}|{thorough}|{sys.version_info[:2]}".encode())
    folders = {Path(__file__).parent, Path(__file__).parent.parent / "model", Path(__file__).parent.parent / "kit"}
    folders |= {Path(file).parent for reader in readers if (file := getattr(reader, "__file__", None))}
    for folder in sorted(folders):
        for path in sorted(folder.glob("*.py")):
            state = path.stat()
            digest.update(f"{path.name}|{state.st_mtime_ns}|{state.st_size}".encode())
    return digest.hexdigest()
