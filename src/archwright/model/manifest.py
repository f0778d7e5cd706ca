"""What a written backend remembers about how it came about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Manifest:
    """`source` names what was read, `digest` its content; `answers` are the options it was built with."""

    archwright: str
    ruff: str
    source: str = ""
    digest: str = ""
    answers: tuple[tuple[str, str], ...] = ()
