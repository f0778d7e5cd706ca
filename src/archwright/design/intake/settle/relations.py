"""Relations: to what is there, one direction of many, and no circle that nothing could begin."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from archwright.model.blueprint import Access, Entity, Relation

Tell = Callable[[str, str, str], None]
Edge = tuple[str, str]


# What `access` means by itself; a relation to the user that is called so could not be told from it.
_ON_A_ROW = {"read", "update", "delete"}
_OF_ACCESS = {"user": "owner", "public": "owner"}


def relations(drafts: tuple[Entity, ...], user: str, tell: Tell) -> tuple[Entity, ...]:
    """The same entities with relations that can all hold. `user`: the entity that logs in, "" for none."""
    drafts = tuple(_plainly(each, user, tell) for each in drafts)
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


def _plainly(entity: Entity, user: str, tell: Tell) -> Entity:
    """The entity with its relation `user` called `owner`, wherever it is named."""
    taken = {each.name for each in entity.fields} | {each.name for each in entity.relations}
    for each in entity.ones:
        new = _OF_ACCESS.get(each.name, "")
        if each.target == user and new:
            new = new if new not in taken else f"{new}_user"
            tell(entity.name, f"`{entity.name}.{each.name}` as `{new}`", f"`{each.name}` is a word of `access`")
            return renamed(entity, each.name, new)
    return entity


def renamed(entity: Entity, old: str, new: str) -> Entity:
    """The entity with one relation called otherwise."""

    def group(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if name == old else name for name in names)

    column = re.compile(rf"\b{re.escape(old)}_id\b")
    return replace(
        entity,
        relations=tuple(replace(each, name=new) if each.name == old else each for each in entity.relations),
        unique=tuple(group(each) for each in entity.unique),
        index=tuple(group(each) for each in entity.index),
        checks=tuple(replace(each, expression=column.sub(f"{new}_id", each.expression)) for each in entity.checks),
        listing=replace(entity.listing, filter=group(entity.listing.filter), include=group(entity.listing.include)),
        owner=new if entity.owner == old else entity.owner,
        access=tuple(
            (action, Access(group(each.anyone_of))) if entity.owner == old and action in _ON_A_ROW else (action, each)
            for action, each in entity.access
        ),
    )


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
