"""The tables of a blueprint's entities."""

from archwright.evolve import order
from archwright.evolve.tables.associations import association
from archwright.evolve.tables.columns import columns, tenant_column
from archwright.evolve.tables.keys import foreign_keys, indexes, uniques
from archwright.evolve.tables.rules import checks
from archwright.model.blueprint import Blueprint, Entity
from archwright.model.schema import Table


def entity_tables(blueprint: Blueprint) -> tuple[Table, ...]:
    """One for each entity and for each relation to many, in an order in which they can be made."""
    entities = [entity_table(blueprint, entity) for entity in blueprint.entities]
    between = [association(blueprint, entity, relation) for entity in blueprint.entities for relation in entity.manies]
    return order.schema([*entities, *between]).tables


def entity_table(blueprint: Blueprint, entity: Entity) -> Table:
    """The table of one entity."""
    keys = tuple(uniques(blueprint, entity))
    return Table(
        entity.table,
        columns=tuple(columns(blueprint, entity)),
        foreign_keys=tuple(foreign_keys(blueprint, entity)),
        uniques=keys,
        checks=tuple(checks(entity)),
        indexes=tuple(indexes(blueprint, entity, keys)),
        entity=entity.name,
        row_level=tenant_column(blueprint) if entity.tenant else "",
        split_from=blueprint.entity(entity.split_from).table if blueprint.has(entity.split_from) else "",
        evolution=entity.evolution,
    )
