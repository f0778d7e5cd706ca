"""Rows that are only reached below another: /articles/{slug}/comments needs to know which article."""

from collections.abc import Mapping
from dataclasses import replace

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.nouns import singular
from archwright.design.intake.openapi.calls import Call
from archwright.design.intake.openapi.families import Families
from archwright.kit.names import camel, snake
from archwright.model.blueprint import Entity, Relation


def with_parents(entities: dict[str, Entity], families: Families, ledger: Ledger) -> dict[str, Entity]:
    """The entities, with a relation to what their paths stand below."""
    found = dict(entities)
    for call in families.calls:
        name = families.name_of(call.answer, call)
        parent = _parent(call, entities)
        if call.method != "POST" or name not in found or not parent or _above(name, families):
            continue
        child, target = found[name], entities[parent]
        if target.name == child.name or any(each.target == target.name for each in child.relations):
            continue
        if target.slug in {each.name for each in child.fields} | {each.name for each in child.relations}:
            continue
        relation = Relation(target.slug, target.name, on_delete="cascade", readonly=True)
        found[name] = replace(child, relations=(*child.relations, relation))
        reason = "a row below another remembers which: the relation is added, and is sent as well"
        ledger.tell_common(call.line, f"`{child.name}.{target.slug}` for {call.label}", reason)
    return found


def _parent(call: Call, entities: Mapping[str, Entity]) -> str:
    """The family of /articles/{slug}/comments: what the parameter before the last word finds."""
    parts = call.segments
    if len(parts) != 3 or not parts[1].startswith("{") or "{" in parts[0] + parts[2]:
        return ""
    name = camel(singular(snake(parts[0])))
    return name if name in entities else ""


def _above(name: str, families: Families) -> bool:
    """Whether the same thing is made somewhere on its own."""
    calls = (call for call in families.calls if call.method == "POST" and len(call.segments) == 1)
    return any(families.name_of(call.answer, call) == name for call in calls)
