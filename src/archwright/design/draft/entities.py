"""Stored things -> entities of the draft, one for each table."""

import re

from archwright.design.draft.fields import draft_field
from archwright.model.draft import EntityDraft, FieldDraft
from archwright.model.facts import Entity, Facts, Field

_KEEP_S = re.compile(r"(ss|us|is|news|series)$", re.IGNORECASE)


def draft_entities(facts: Facts) -> tuple[EntityDraft, ...]:
    """In order of the source; of two that are one table the fuller; a link table is the list field of its relation."""
    best: dict[str, Entity] = {}
    links = {relation.secondary for entity in facts.entities for relation in entity.relations} - {""}
    for entity in facts.entities:
        if links & {entity.name, entity.table}:
            continue
        name = entity_name(entity)
        if name not in best or len(entity.fields) > len(best[name].fields):
            best[name] = entity
    tables = {entity.table.lower(): name for name, entity in best.items()}
    return tuple(EntityDraft(name, e.table, e.place, _fields(e, tables)) for name, e in best.items())


def entity_name(entity: Entity) -> str:
    """A mapped class keeps its name; a table `order_items` is the entity `OrderItem`."""
    if entity.kind == "orm":
        return entity.name
    words = [word for word in re.split(r"[^A-Za-z0-9]+", entity.table or entity.name) if word]
    if not words:
        return entity.name
    words = [word.lower() if word.isupper() else word for word in words]
    words[-1] = singular(words[-1])
    return "".join(word[:1].upper() + word[1:] for word in words)


def singular(noun: str) -> str:
    """The singular of a regular English plural; anything else is left as it is."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if re.search(r"(sh|ch|x|ss)es$", noun):
        return noun[:-2]
    return noun if _KEEP_S.search(noun) else noun.removesuffix("s")


def _fields(entity: Entity, tables: dict[str, str]) -> tuple[FieldDraft, ...]:
    columns = tuple(draft_field(field, tables) for field in entity.fields if not _is_plain_id(field, entity))
    lists = tuple(
        FieldDraft(relation.name, f"{relation.target}[]", relation.place)
        for relation in entity.relations
        if relation.secondary
    )
    return columns + lists


def _is_plain_id(field: Field, entity: Entity) -> bool:
    """`id` as an integer key is what every entity has, so the language does not say it."""
    key = field.primary_key or entity.kind == "memory"
    return key and field.name == "id" and not re.search(r"char|str|text|uuid", field.type, re.IGNORECASE)
