"""Relations: to what is there, one direction of many, and no circle that nothing could begin."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from archwright.model.blueprint import Entity, Relation

Tell = Callable[[str, str, str], None]
Edge = tuple[str, str]


def relations(drafts: tuple[Entity, ...], tell: Tell) -> tuple[Entity, ...]:
    """The same entities with relations that can all hold."""
    found = tuple(replace(each, relations=tuple(_named(each, drafts))) for each in _one_direction(drafts, tell))
    needed = [(e.name, r) for e in found for r in e.ones if not r.optional]
    loose = _closing(needed)
    falling = [(e.name, r) for e in found for r in e.ones if r.on_delete == "cascade" and r.target != e.name]
    stopped = _closing(falling)
    for entity, name in loose:
        tell(entity, f"`{entity}.{name}`", "it closes a circle of what needs each other: optional here")
    for entity, name in stopped:
        tell(entity, f"`{entity}.{name}`", "deletes would run in a circle: refused here")
    return tuple(replace(each, relations=tuple(_freed(each, loose, stopped))) for each in found)


def _freed(entity: Entity, loose: set[Edge], stopped: set[Edge]) -> Iterable[Relation]:
    for each in entity.relations:
        edge = (entity.name, each.name)
        kept = replace(each, optional=True) if edge in loose else each
        yield replace(kept, on_delete="restrict") if edge in stopped else kept


def _one_direction(drafts: tuple[Entity, ...], tell: Tell) -> Iterable[Entity]:
    names = {each.name for each in drafts}
    seen: set[Edge] = set()
    for entity in drafts:
        kept = []
        for each in entity.relations:
            if each.target not in names:
                tell(entity.name, f"`{entity.name}.{each.name}`", f"there is no `{each.target}` to refer to")
            elif each.many and (each.target, entity.name) in seen and each.target != entity.name:
                tell(entity.name, f"`{entity.name}.{each.name}`", f"`{each.target}` has it: many to many is said once")
            else:
                kept.append(each)
                seen |= {(entity.name, each.target)} if each.many else set()
        yield replace(entity, relations=tuple(kept))


def _named(entity: Entity, drafts: tuple[Entity, ...]) -> Iterable[Relation]:
    """`Task.labels` is kept in `task_labels`, which must not be an entity's table."""
    tables = {each.table for each in drafts}
    for each in entity.relations:
        clash = each.many and f"{entity.slug}_{each.name}" in tables
        yield replace(each, name=f"linked_{each.name}") if clash else each


def _closing(edges: Iterable[tuple[str, Relation]]) -> set[Edge]:
    """The relations that close a circle, in the order of the entities."""
    reaches: dict[str, set[str]] = {}
    closing: set[Edge] = set()
    for entity, relation in edges:
        if relation.target == entity or entity in _reached(relation.target, reaches):
            closing.add((entity, relation.name))
        else:
            reaches.setdefault(entity, set()).add(relation.target)
    return closing


def _reached(start: str, reaches: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += reaches.get(here, ())
    return seen
