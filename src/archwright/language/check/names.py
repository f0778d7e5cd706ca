"""Names of entities, tables and paths: legal, and no two the same."""

import re

from archwright.language.found import Found
from archwright.language.words import LONGEST, PLATFORM_TABLES, entity_trouble, plural_trouble
from archwright.model.blueprint import Blueprint, Entity

_WORD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def check_names(blueprint: Blueprint, found: Found) -> None:
    """Each name by itself, then against those before it."""
    for entity in blueprint.entities:
        trouble, fix = entity_trouble(entity.name)
        if trouble:
            found.at_key(_key(entity.name, blueprint, found), trouble, fix)
        for key, word in (("plural", entity.plural), ("table", entity.table)):
            said = key in found.root.names("entities", entity.name)
            if said and (not _WORD.fullmatch(word) or len(word) > LONGEST):
                fix = "Use lower case letters, digits and single underscores."
                found.at(("entities", entity.name, key), f"`{word}` cannot be a {key} here.", fix)
        if trouble := plural_trouble(entity.plural):
            found.at_key(_key(entity.name, blueprint, found), trouble, f"Add `plural: other_{entity.plural}`.")
        _own_columns(entity, found)
    _unlike(blueprint, found)
    _associations(blueprint, found)


def _key(name: str, blueprint: Blueprint, found: Found) -> tuple[str, ...]:
    """Where an entity gets its name from: also from `auth` or `tenancy`, which may name one that is not declared."""
    if name in found.root.names("entities"):
        return ("entities", name)
    if blueprint.auth and name == blueprint.auth.entity:
        return ("auth", "entity")
    return ("tenancy", "by")


def _unlike(blueprint: Blueprint, found: Found) -> None:
    names: dict[str, Entity] = {}
    tables: dict[str, Entity] = {}
    paths: dict[str, Entity] = {}
    for entity in blueprint.entities:
        place = _key(entity.name, blueprint, found)
        if twin := names.get(entity.slug.replace("_", "")):
            trouble = f"`{entity.name}` and `{twin.name}` are the same word."
            found.at_key(place, trouble, "Rename one of them.")
            continue
        names[entity.slug.replace("_", "")] = entity
        if twin := paths.get(entity.plural):
            trouble = f"`{entity.name}` and `{twin.name}` are both called `{entity.plural}`."
            found.at_key(place, trouble, f"Add `plural: other_{entity.plural}` to one of them.")
        elif twin := tables.get(entity.table):
            trouble = f"`{entity.name}` and `{twin.name}` have the same table `{entity.table}`."
            found.at_key(place, trouble, f"Add `table: other_{entity.table}` to one of them.")
        elif entity.table in PLATFORM_TABLES:
            trouble = f"The table `{entity.table}` is one of the backend's own."
            found.at_key(place, trouble, f"Add `table: {entity.slug}_records`.")
        tables.setdefault(entity.table, entity)
        paths.setdefault(entity.plural, entity)


def _own_columns(entity: Entity, found: Found) -> None:
    """`project` is stored as `project_id`, which then cannot be a field as well."""
    fields = {field.name for field in entity.fields}
    for relation in entity.ones:
        if relation.column in fields:
            path = ("entities", entity.name, "fields", relation.column)
            trouble = f"`{relation.column}` is the column of the relation `{relation.name}`."
            found.at_key(path, trouble, "Remove it, or rename one of the two.")


def _associations(blueprint: Blueprint, found: Found) -> None:
    """`Task.labels` is kept in `tasks_labels`, which then cannot be an entity's table."""
    tables = {entity.table: entity for entity in blueprint.entities}
    for entity in blueprint.entities:
        for relation in entity.manies:
            if twin := tables.get(f"{entity.table}_{relation.name}"):
                trouble = f"`{relation.name}` is kept in the table `{twin.table}`, which is that of `{twin.name}`."
                fix = f"Rename the relation, or make `{twin.name}` the link with two relations to one."
                found.at_key(("entities", entity.name, "fields", relation.name), trouble, fix)
