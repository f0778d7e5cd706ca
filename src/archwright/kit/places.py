"""Folders of our own on the user's machine."""

import os
import time
import traceback
from pathlib import Path

KEPT = ".archwright"
"""The folder of our own in every backend."""


def cache_folder() -> Path:
    """Where caches go; nothing in it is needed."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "archwright"


def write_crash(error: BaseException, about: str) -> Path | None:
    """Keep the story of a crash for a bug report; None when even that cannot be written."""
    place = cache_folder() / "crashes" / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(about + "\n\n" + "".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return None
    return place
