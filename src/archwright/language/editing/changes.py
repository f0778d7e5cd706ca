"""What can be changed in a page."""

from dataclasses import dataclass

from archwright.model.blueprint import Entity, Field, Relation


@dataclass(frozen=True)
class SetField:
    """A field or relation is added, or its line is written anew."""

    entity: str
    field: Field | Relation


@dataclass(frozen=True)
class RenameField:
    """A field has another name, wherever its entity speaks of it. `was` remembers the old one for the next plan."""

    entity: str
    old: str
    new: str
    was: bool = False


@dataclass(frozen=True)
class RemoveField:
    """A field is gone, and so is the mention of it in lists."""

    entity: str
    name: str


@dataclass(frozen=True)
class AddEntity:
    """An entity is added at the end."""

    entity: Entity


@dataclass(frozen=True)
class RemoveEntity:
    """An entity is gone."""

    name: str


@dataclass(frozen=True)
class SetOption:
    """Any other key, by its path, as ("entities", "Task", "soft_delete"); None takes it away."""

    path: tuple[str, ...]
    value: object


Change = SetField | RenameField | RemoveField | AddEntity | RemoveEntity | SetOption
