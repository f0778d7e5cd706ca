"""What porting gave: parts of the backend, and the rung each view stands on with the reason."""

from dataclasses import dataclass, field
from typing import Literal

from archwright.model.parts import Parts
from archwright.model.place import Gap, Place
from archwright.model.platform import DatabaseNeed

Rung = Literal["mounted", "layered", "idiomatic"]
Ceiling = Literal["mounted", "whole", "layered", "idiomatic", "modelled"]
"""How far a view may be moved; "whole" is the layered rung with the view's body left in one piece, "modelled" the
idiomatic one with models of its answers."""
RUNGS: tuple[Rung, ...] = ("mounted", "layered", "idiomatic")


@dataclass(frozen=True)
class Moved:
    """Where one endpoint ended up. `reason` and `unblocks` say why it is not higher and what would free it.

    `plain`: a function of it is written in plain FastAPI, though the endpoint as a whole may count as layered.
    `modelled`: a function of it declares models of its answers.
    """

    endpoint: str
    view: str
    rung: Rung
    statements: int
    place: Place
    module: str = ""
    reason: str = ""
    unblocks: str = ""
    plain: bool = False
    modelled: bool = False


@dataclass(frozen=True)
class Improvement:
    """A difference that is meant: named, with before and after; absent under --keep-behaviour.

    `endpoints`: the views whose code holds it, or uses what holds it.
    """

    name: str
    place: Place
    before: str
    after: str
    endpoints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ported:
    """The result of one run of the recipes at given ceilings."""

    parts: Parts
    moved: tuple[Moved, ...]
    improvements: tuple[Improvement, ...] = ()
    gaps: tuple[Gap, ...] = ()
    database: DatabaseNeed = field(default_factory=DatabaseNeed)
