"""Ways in beside an app: a schema, a contract or a spec, and the blueprint it gives."""

from dataclasses import dataclass

from archwright.model.blueprint import Blueprint
from archwright.model.design import Question
from archwright.model.place import Gap


@dataclass(frozen=True)
class Source:
    """What is read: `name` as the user says it (a path, or an address without its password), and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class Intake:
    """A first blueprint, what could not be carried over, and what the source cannot tell.

    `carried` counts what was carried over, by kind ("tables", "requirements" ...).
    """

    blueprint: Blueprint
    gaps: tuple[Gap, ...] = ()
    questions: tuple[Question, ...] = ()
    carried: tuple[tuple[str, int], ...] = ()
