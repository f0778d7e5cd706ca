"""What nobody could give a value: read-only, and always there in the source, where code of its own fills it."""

from dataclasses import replace

from archwright.design.intake.settle.entities import Tell
from archwright.model.blueprint import Blueprint, Entity, Field


def filled(blueprint: Blueprint, tell: Tell) -> Blueprint:
    """It may be empty; only a key may not: that is given by who makes the row."""
    return replace(blueprint, entities=tuple(_entity(each, blueprint, tell) for each in blueprint.entities))


def _entity(entity: Entity, blueprint: Blueprint, tell: Tell) -> Entity:
    names = blueprint.unfilled(entity)
    for name in names:
        way = "is given with a new row" if name == entity.external_key else "may be empty"
        tell(entity.name, f"`{entity.name}.{name}`", f"what fills it in the source is not known: here it {way}")
    return replace(
        entity,
        fields=tuple(_field(each, entity) if each.name in names else each for each in entity.fields),
        relations=tuple(replace(each, optional=True) if each.name in names else each for each in entity.relations),
    )


def _field(field: Field, entity: Entity) -> Field:
    if field.name == entity.external_key:
        return replace(field, readonly=False, fixed=True)
    return replace(field, optional=True)
