"""Entities: names that differ, lists and groups of what is there."""

from collections.abc import Callable, Iterable, Set
from dataclasses import replace

from archwright.model.blueprint import Entity, Field, Listing

Tell = Callable[[str, str, str], None]


def entities(drafts: Iterable[Entity], tell: Tell) -> tuple[Entity, ...]:
    """Each holds something, and shares neither table nor path with another."""
    tables: set[str] = set()
    paths: set[str] = set()
    found = []
    for draft in drafts:
        table, plural = _free(draft.table, tables), _free(draft.plural, paths)
        if table != draft.table or plural != draft.plural:
            tell(draft.name, f"`{draft.name}`", f"another entity is called so as well: it is `{plural}` here")
        tables.add(table)
        paths.add(plural)
        found.append(_one(replace(draft, table=table, plural=plural), tell))
    return tuple(found)


def _one(entity: Entity, tell: Tell) -> Entity:
    if not (entity.fields or entity.relations):
        tell(entity.name, f"`{entity.name}`", "nothing is said of what it holds: it gets a `name`")
        entity = replace(entity, fields=(Field("name", "text", optional=True),))
    usable = {each.name for each in entity.fields if not (each.hidden or each.computed or each.type == "json")}
    ones = {each.name for each in entity.ones}
    ours = {"id", "created_at", "updated_at"} if entity.timestamps else {"id"}
    base = (
        entity.listing
        if "list" in entity.actions
        else Listing(default_sort="-created_at" if entity.timestamps else "-id")
    )
    listing = replace(
        base,
        filter=_kept(base.filter, usable | ones | ours),
        sort=_kept(base.sort, usable | ours),
        default_sort=_order(replace(entity, listing=base), usable | ours),
    )
    members = {each.name for each in entity.fields if not each.computed and each.type != "json"} | ones | ours
    return replace(
        entity,
        listing=listing,
        unique=_groups(entity.unique, members),
        index=_groups(entity.index, members),
        external_key=_key(entity),
    )


def _key(entity: Entity) -> str:
    """The external key, when it is one."""
    fits = [
        each
        for each in entity.fields
        if each.unique == "all" and not (each.optional or each.hidden or each.computed)
        if each.type in {"str", "email", "int", "uuid"}
    ]
    return entity.external_key if entity.external_key in {each.name for each in fits} else ""


def _order(entity: Entity, known: Set[str]) -> str:
    order = entity.listing.default_sort
    return order if order.removeprefix("-") in known else "-created_at" if entity.timestamps else "-id"


def _kept(names: Iterable[str], known: Set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name in known))


def _groups(groups: Iterable[tuple[str, ...]], known: Set[str]) -> tuple[tuple[str, ...], ...]:
    whole = (group for group in groups if len(group) > 1 and len(set(group)) == len(group) and set(group) <= known)
    return tuple(dict.fromkeys(whole))


def _free(name: str, taken: Set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
