"""What a reader is: a module with `read`, and if one file does not tell all, `join`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from archwright.study.module import Module
from archwright.study.world import World


@dataclass(frozen=True)
class Example:
    """A small program and what it must give: lines as `render.lines` writes them, "routes: GET / -> index [index]".

    Of each field that is named, all facts must be given. `files` are written beside the program.
    """

    source: str
    gives: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()


@runtime_checkable
class Reader(Protocol):
    """`read` gives frozen notes of one file; those that are facts already go straight into `Facts`, the rest wait for a
    `join`. A reader may also define:

    - `WORDS: tuple[str, ...]`: in big trees, only files whose text holds one of them are handed to it;
    - `SUFFIX: str`: the files it reads, ".py" when absent;
    - `join(world) -> Iterable[object]`: facts made of the notes of all files;
    - `EXAMPLES: tuple[Example, ...]`.
    """

    def read(self, module: Module) -> Iterable[object]: ...


@runtime_checkable
class Joiner(Protocol):
    """A reader with a second pass over the notes of all files."""

    def join(self, world: World) -> Iterable[object]: ...
