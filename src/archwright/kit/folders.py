"""Folders of our own: scratch copies that are filled, read and thrown away."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_folder(files: Mapping[str, str | bytes]) -> Iterator[Path]:
    """A temporary folder that holds `files` (relative path -> content), removed at the end.

    Its name is known before it is made: who interrupts us while it is made leaves nothing behind either.
    """
    folder = Path(tempfile.gettempdir()).resolve() / f"archwright-{secrets.token_hex(8)}"
    try:
        folder.mkdir(0o700)
        fill(folder, files)
        yield folder
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """Removes a folder to the end, though somebody loses patience meanwhile."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def fill(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes `files` below `folder`; line ends stay as they are."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
