"""Variables that were made up while recording: the written backend starts with the same ones."""

from pathlib import Path

from archwright.model.parts import LentVariable
from archwright.model.replay import Recording
from archwright.prove.child.standins.environment import value_of


def lent_variables(recording: Recording, root: Path) -> tuple[LentVariable, ...]:
    """A folder of the source is named as it is seen from the backend's own."""
    names = sorted(name.removeprefix("env ") for name in recording.stand_ins if name.startswith("env "))
    return tuple(LentVariable(name, _seen(value_of(name, str(root)), root)) for name in names)


def _seen(value: str, root: Path) -> str:
    return Path(value).relative_to(root).as_posix() if value.startswith(str(root)) else value
