"""Relations: to something that is there, in one direction, and without circles."""

from collections.abc import Iterable

from archwright.language.found import Found
from archwright.model.blueprint import Blueprint, Entity, Relation


def check_relations(blueprint: Blueprint, found: Found) -> None:
    """Targets, both sides, circles of cascades, circles of what is required."""
    known = {entity.name for entity in blueprint.entities} | found.root.names("entities")
    for entity in blueprint.entities:
        for relation in entity.relations:
            if relation.target not in known:
                fix = f"Declare `{relation.target}` below `entities`."
                trouble = f"There is no entity `{relation.target}`."
                found.unknown(_path(entity, relation), trouble, relation.target, known, fix)
    _both_sides(blueprint, found)
    _circles(blueprint, found)


def _both_sides(blueprint: Blueprint, found: Found) -> None:
    seen: dict[tuple[str, str], Relation] = {}
    for entity in blueprint.entities:
        for relation in entity.manies:
            other = seen.get((relation.target, entity.name))
            if other and relation.target != entity.name:
                trouble = f"`{relation.target}.{other.name}` is the same link, seen from the other side."
                fix = "Remove one of the two: a relation to many goes both ways."
                found.at_key(_path(entity, relation), trouble, fix)
            seen.setdefault((entity.name, relation.target), relation)


def _circles(blueprint: Blueprint, found: Found) -> None:
    ones = [(entity, relation) for entity in blueprint.entities for relation in entity.ones]
    needed = [(entity, each) for entity, each in ones if not each.optional]
    for entity, relation in _closing(needed):
        itself = "itself" if relation.target == entity.name else f"`{relation.target}`, which needs `{entity.name}`"
        fix = f"Make one of them optional: `{relation.target}?`."
        found.at(_path(entity, relation), f"`{entity.name}` needs {itself}: none could ever be the first.", fix)
    falling = [(entity, each) for entity, each in ones if each.on_delete == "cascade" and each.target != entity.name]
    told = {(entity.name, relation.name) for entity, relation in _closing(needed)}
    for entity, relation in _closing(falling):
        if (entity.name, relation.name) not in told:
            trouble = f"A delete would run in a circle through `{entity.name}` and `{relation.target}`."
            fix = "Use `restrict` or `set null` at one of them."
            found.at(_path(entity, relation), trouble, fix)


def _closing(edges: Iterable[tuple[Entity, Relation]]) -> list[tuple[Entity, Relation]]:
    """The relations that close a circle: a walk from each entity that comes back to where it has just been."""
    leaving: dict[str, list[tuple[Entity, Relation]]] = {}
    for entity, relation in edges:
        leaving.setdefault(entity.name, []).append((entity, relation))
    closing: list[tuple[Entity, Relation]] = []
    done: set[str] = set()
    for start in leaving:
        if start not in done:
            _walk(start, leaving, done, closing)
    return closing


def _walk(
    start: str,
    leaving: dict[str, list[tuple[Entity, Relation]]],
    done: set[str],
    closing: list[tuple[Entity, Relation]],
) -> None:
    way = {start: iter(leaving[start])}
    while way:
        here = next(reversed(way))
        edge = next(way[here], None)
        if edge is None:
            way.pop(here)
            done.add(here)
        elif edge[1].target in way:
            closing.append(edge)
        elif edge[1].target not in done:
            way[edge[1].target] = iter(leaving.get(edge[1].target, ()))


def _path(entity: Entity, relation: Relation) -> tuple[str, ...]:
    return ("entities", entity.name, "fields", relation.name)
