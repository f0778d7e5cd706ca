"""Writing that is on the disk when it returns, and the lock of a folder."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from archwright.kit.errors import ArchwrightError


def digest(content: bytes | None) -> str:
    """The name of a content; "" for no file."""
    return "" if content is None else sha256(content).hexdigest()


def content_of(place: Path) -> bytes | None:
    """What stands there; None for no file."""
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_new(place: Path, content: bytes, *, mode: int = 0o666, sync: bool = True) -> None:
    """Write a file that is not there yet."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        if sync:
            file.flush()
            os.fsync(file.fileno())


def replace(place: Path, content: bytes) -> None:
    """Put a new content in place of the old one, at once."""
    beside = place.with_name(f".{place.name}.new")
    write_new(beside, content)
    beside.replace(place)


def sync_folder(folder: Path) -> None:
    """Make what was renamed in a folder last."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def remove_empty(folder: Path, stop: Path) -> None:
    """Remove a folder, and those above it below `stop`, as long as they are empty."""
    with suppress(OSError):  # not empty, or not there
        while folder != stop:
            folder.rmdir()
            folder = folder.parent


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else writes to the folder meanwhile. Raises ArchwrightError when somebody does."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if not _lock(number):
            hint = "Wait until it is done, then run this again."
            raise ArchwrightError("Another archwright is writing to this folder.", where=str(folder), hint=hint)
        yield
    finally:
        os.close(number)


def remove_abandoned(folder: Path) -> None:
    """Remove a folder of ours, unless a running process holds it."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if _lock(number):
            shutil.rmtree(folder)
    finally:
        os.close(number)


def _lock(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
