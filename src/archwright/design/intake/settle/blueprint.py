"""The whole draft, each part after what it rests on."""

from collections.abc import Mapping
from dataclasses import replace

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.settle.entities import entities
from archwright.design.intake.settle.filled import filled
from archwright.design.intake.settle.operations import operations
from archwright.design.intake.settle.relations import relations
from archwright.model.blueprint import Blueprint


def settled(blueprint: Blueprint, lines: Mapping[str, int], ledger: Ledger) -> Blueprint:
    """`lines` says where an entity or an operation stands in the source."""

    def tell(name: str, what: str, reason: str) -> None:
        ledger.tell(lines.get(name, 0), what, reason)

    wire = blueprint.wire
    if wire.wrap and wire.lists == "plain":
        ledger.tell_common(0, "plain lists", "what is wrapped by its name has lists that are named as well")
        wire = replace(wire, lists="named")
    user = blueprint.auth.entity if blueprint.auth else ""
    found = relations(entities(blueprint.entities, tell), user, tell)
    made = replace(blueprint, wire=wire, entities=found)
    return filled(replace(made, operations=operations(made, tell)), tell)
