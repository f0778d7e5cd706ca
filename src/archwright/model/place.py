"""Where something stands in a source file, and what could not be read there."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file. `file` is relative to the studied root; `line` counts from 1, 0 means the whole file."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True)
class Gap:
    """Something that is there and was not understood: never silence."""

    place: Place
    what: str
    reason: str
