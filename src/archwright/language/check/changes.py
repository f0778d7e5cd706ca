"""What the author says about a change must not contradict what is there."""

from archwright.language.found import Found
from archwright.language.nodes import Path
from archwright.model.blueprint import Blueprint, Entity, Field, Relation


def check_changes(blueprint: Blueprint, found: Found) -> None:
    """`was`, `split_from`."""
    names = {entity.name for entity in blueprint.entities}
    former = _Former(names, found)
    for entity in blueprint.entities:
        path: Path = ("entities", entity.name)
        former.check(entity.evolution.was, entity.name, (*path, "was"))
        _split(entity, names, path, found)
        _fields(entity, path, found)


def _fields(entity: Entity, path: Path, found: Found) -> None:
    both: tuple[Field | Relation, ...] = (*entity.fields, *entity.relations)
    former = _Former({each.name for each in both}, found)
    for each in both:
        former.check(each.evolution.was, each.name, (*path, "fields", each.name))


class _Former:
    """Names as they were, against names as they are."""

    def __init__(self, names: set[str], found: Found) -> None:
        self.names = names
        self.found = found
        self.taken: dict[str, str] = {}

    def check(self, was: str, name: str, path: Path) -> None:
        if not was:
            return
        value = self.found.root.value_of(path).value
        marker = value.rfind(f"was {was}") if isinstance(value, str) else -1
        offset = marker + 4 if marker >= 0 else 0
        if was == name:
            self.found.at(path, f"`{name}` was always called so.", f"Remove `was {was}`.", offset=offset)
        elif was in self.names:
            fix = f"Remove `was {was}`; or remove `{was}`, if this is what became of it."
            self.found.at(path, f"`{was}` is still there, so `{name}` cannot have been it.", fix, offset=offset)
        elif was in self.taken:
            fix = "Keep one of the two; the other is new, and can be filled by `backfill`."
            self.found.at(path, f"`{self.taken[was]}` was `{was}` already.", fix, offset=offset)
        self.taken.setdefault(was, name)


def _split(entity: Entity, names: set[str], path: Path, found: Found) -> None:
    source = entity.split_from
    if not source:
        return
    if source == entity.name or source not in names:
        trouble = f"There is no entity `{source}` that it could be split from."
        others = names - {entity.name}
        found.unknown((*path, "split_from"), trouble, source, others, "Name the entity that its fields stood in.")
