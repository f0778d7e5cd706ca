"""Routes that an extension adds when the original runs: its counterpart answers them, or the original does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archwright.model.place import Place
from archwright.model.ported import Moved
from archwright.port.code import called
from archwright.port.counterparts import extensions, pages_of
from archwright.port.move import MovedCode

if TYPE_CHECKING:
    from archwright.port.engine import Porting

REASON = "a route that an extension adds when the original runs"
UNBLOCKS = "a counterpart of the extension's own pages"
DESCENDED = ("whole", "mounted")


def foreign_routes(porting: Porting) -> list[Moved]:
    """One entry for each of them, where the extension's object stands when that has moved."""
    pages = _pages(porting) if any(moved.rung != "mounted" for moved in porting.moved) else {}
    return [_foreign(name, pages, porting) for name in porting.foreign]


def _pages(porting: Porting) -> dict[str, Place]:
    """What endpoints of extensions begin with whose objects have moved, and where those are made."""
    found = {}
    for statement, attempt in porting.tries.items():
        call = called(statement.node)
        meaning = porting.original.meaning(statement, call.func) if call is not None else ""
        begins = pages_of(meaning) if meaning in extensions() and isinstance(attempt, MovedCode) else ""
        if begins:
            found[begins] = Place(porting.original.source.modules[statement.module].path, statement.line)
    return found


def _foreign(name: str, pages: dict[str, Place], porting: Porting) -> Moved:
    place = pages.get(name.partition(".")[0])
    if place is None or porting.ceilings.get(name) in DESCENDED:
        return Moved(name, name, "mounted", 0, Place(porting.facts.entry), "", REASON, UNBLOCKS)
    return Moved(name, name, "layered", 0, place, "app.core.extensions", REASON)
