"""Association tables of relations to many."""

from archwright.evolve import names
from archwright.evolve.tables.columns import key_type
from archwright.model.blueprint import Blueprint, Entity, Relation
from archwright.model.schema import Column, ForeignKey, Index, Table


def association(blueprint: Blueprint, entity: Entity, relation: Relation) -> Table:
    """The table between two entities: the first column is of the entity that has the relation."""
    target = blueprint.entity(relation.target)
    name = association_name(entity, relation)
    near, far = association_columns(blueprint, entity, relation)
    return Table(
        name,
        columns=tuple(Column(column, key_type(blueprint), primary=True) for column in (near, far)),
        foreign_keys=(
            ForeignKey(names.constraint("fk", name, near, entity.table), near, entity.table, "cascade"),
            ForeignKey(names.constraint("fk", name, far, target.table), far, target.table, "cascade"),
        ),
        indexes=(Index(names.constraint("ix", name, far), (far,)),),
        evolution=relation.evolution,
    )


def association_name(entity: Entity, relation: Relation) -> str:
    """`tasks_labels` for the relation `labels` of the table `tasks`."""
    return names.fitting(f"{entity.table}_{relation.name}")


def association_columns(blueprint: Blueprint, entity: Entity, relation: Relation) -> tuple[str, str]:
    """The columns of an association table; a relation to the same entity is told apart by its name."""
    near, far = f"{entity.slug}_id", f"{blueprint.entity(relation.target).slug}_id"
    return (near, far) if near != far else (near, f"{relation.name}_id")
