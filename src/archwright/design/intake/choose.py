"""Which way in reads a source: every module of `ways` is asked."""

from collections.abc import Callable
from typing import Protocol, cast

from archwright.design.intake import ways
from archwright.design.intake.names import Rules
from archwright.kit.discovery import plugins
from archwright.kit.errors import ArchwrightError
from archwright.model.intake import Intake, Source


class Way(Protocol):
    """A module of `ways`. `TITLE` is what it reads, in a few words."""

    TITLE: str
    reads: Callable[[Source], bool]
    draft: Callable[[Source, Rules], Intake]


def take_in(source: Source, rules: Rules) -> Intake:
    """The blueprint a source gives. Raises ArchwrightError when nothing reads it."""
    found = all_ways()
    for way in found:
        if way.reads(source):
            return way.draft(source, rules)
    hint = f"There is {', '.join(way.TITLE for way in found)}, and the .py file or folder of a Flask application."
    raise ArchwrightError("This file is none that a design can start from.", where=source.name, hint=hint)


def all_ways() -> tuple[Way, ...]:
    """Every way in, by name."""
    return tuple(cast(Way, module) for module in plugins(ways))
