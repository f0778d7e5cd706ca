"""The Flask application itself: which variable it is, and in which file."""

from collections.abc import Iterator

from archwright.model.notes import Framework, Made
from archwright.model.place import Gap
from archwright.readers.flask._wiring import wiring
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.world import World

WORDS = ("flask", "Flask")
EXAMPLES = (
    Example(
        "from flask import Flask\nfirst = Flask(__name__)\nsecond = Flask('second')\n",
        ("gaps: app.py:3 second application: only the routes of first are studied",),
    ),
)


def read(_: Module) -> Iterator[object]:
    """Nothing of its own: it joins what `python.objects` notes."""
    return iter(())


def join(world: World) -> Iterator[object]:
    """The framework, and a gap for each further application."""
    wires = wiring(world)
    if wires.main is None:
        return
    path, _, variable = wires.main
    yield Framework("flask", _name_in_entry(world) or variable, world.entry or path)
    for key, made in wires.objects.items():
        if key != wires.main and made.origin and wires.kind(key) == "app":
            yield Gap(made.place, "second application", f"only the routes of {variable} are studied")


def _name_in_entry(world: World) -> str:
    """What the entry calls the application, at module level."""
    wires = wiring(world)
    names = [note.variable for path, note in world.notes(Made) if path == world.entry and not note.scope]
    names += list(world.files[world.entry].imports.names) if world.entry else []
    return next((name for name in names if wires.find(world.entry, "", name) == wires.main), "")
