"""Which paths may be written in a folder, and where our own things are kept in it."""

import os
from pathlib import Path, PurePosixPath

from archwright.kit.errors import ArchwrightError
from archwright.kit.places import KEPT

OWN = KEPT
MANIFEST = f"{OWN}/manifest.json"
REPORT = f"{OWN}/report.json"
BASE = f"{OWN}/base"
INDEX = f"{BASE}/index.json"
JOURNAL = f"{OWN}/journal"
IGNORED = f"{OWN}/.gitignore"

# Holds secrets: the store, which people commit, knows it by its digest only.
ENVIRONMENT = ".env"


def inside(target: Path, path: str) -> Path:
    """The place of a relative path in the folder. Raises ArchwrightError when it leads, or is led, out of it."""
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or ".." in parts or "\0" in path:
        raise ArchwrightError("A path leads out of the folder.", where=path, hint="This file is not written.")
    for depth in range(1, len(parts)):
        folder = target.joinpath(*parts[:depth])
        if folder.is_symlink():
            raise _in_the_way(folder, "This is a link, and a file would be written behind it.")
        if folder.exists() and not folder.is_dir():
            raise _in_the_way(folder, "A file stands where a folder is needed.")
    place = target.joinpath(*parts)
    if place.is_symlink() or (place.exists() and not place.is_file()):
        raise _in_the_way(place, "A link or a folder stands where a file would be written.")
    return place


def check_writable(target: Path, paths: list[str]) -> None:
    """Raises ArchwrightError for the first folder or file that may not be changed."""
    for path in paths:
        place = inside(target, path)
        folder = place.parent
        while not folder.exists():
            folder = folder.parent
        if not os.access(folder, os.W_OK | os.X_OK):
            raise ArchwrightError(
                "This folder may not be written to.", where=str(folder), hint="Check its permissions."
            )


def _in_the_way(place: Path, message: str) -> ArchwrightError:
    return ArchwrightError(message, where=str(place), hint="Move it away or rename it, then run the command again.")
