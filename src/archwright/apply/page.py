"""Writes single files that a person asked for, such as a page to begin with."""

from collections.abc import Mapping
from pathlib import Path

from archwright.apply.disk import replace
from archwright.kit.errors import ArchwrightError


def write_files(contents: Mapping[Path, str], *, keep: Path | None = None) -> None:
    """`keep`: nothing at all is written when this one is there already."""
    if keep and keep.exists():
        hint = "Choose another file with -o, or say --force to write over it."
        raise ArchwrightError("This file is there already.", where=str(keep), hint=hint)
    for place, text in contents.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        replace(place, text.encode())
