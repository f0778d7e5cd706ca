"""What things of an entity are called in the code that is written: parameters, shapes, paths."""

from collections.abc import Iterable

from archwright.model.blueprint import Entity, Relation, Wire

# What operations may have at hand beside repositories.
AT_HAND = ("accounts", "actor", "connection", "files", "reply", "tenant_id")


def key_name(entity: Entity) -> str:
    """The parameter by which one is found."""
    return entity.external_key or f"{entity.slug}_id"


def key_type(entity: Entity, wire: Wire) -> str:
    """Its type."""
    if not entity.external_key:
        return id_type(wire)
    return {"uuid": "UUID", "int": "Int32"}.get(entity.field(entity.external_key).type, "Text")


def key_parameter(entity: Entity, wire: Wire) -> str:
    """Both, as they stand in a signature."""
    return f"{key_name(entity)}: {key_type(entity, wire)}"


def id_type(wire: Wire) -> str:
    """Python's type of every id."""
    return {"uuid": "UUID", "int": "RowId"}[wire.ids]


def sent_id(wire: Wire) -> str:
    """The same in JSON that is sent."""
    return {"uuid": "UUID", "int": "SentId"}[wire.ids]


def at_hand(entity: Entity) -> str:
    """What operations call its repository; not like what else they have at hand."""
    return f"{entity.plural}_repository" if entity.plural in AT_HAND else entity.plural


def wire_name(relation: Relation) -> str:
    """What a relation is called on the wire."""
    return f"{relation.name.removesuffix('s')}_ids" if relation.many else relation.column


def read_shape(entity: Entity, wire: Wire) -> str:
    """The shape of one thing as it is answered."""
    return f"{entity.name}Body" if wire.wrap else f"{entity.name}Read"


def body_parameter(entity: Entity, wire: Wire, name: str, kind: str) -> str:
    """A body, in its wrapper where the contract has one."""
    embedded = f'Annotated[{kind}, Body(embed=True, alias="{spelled(entity.slug, wire)}")]'
    return f"{name}: {embedded if wire.wrap else kind}"


def address(entity: Entity, wire: Wire) -> str:
    """Where its routes are, without a slash at the end."""
    return f"{wire.prefix}/{entity.plural.replace('_', '-')}"


def slash(wire: Wire) -> str:
    """What stands at the end of every path."""
    return "/" if wire.slash == "always" else ""


def spelled(name: str, wire: Wire) -> str:
    """A name as it goes over the wire."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest) if wire.case == "camel" else name


def tuple_of(names: Iterable[str]) -> str:
    """A tuple of texts as an expression."""
    inner = [f'"{name}"' for name in names]
    return f"({inner[0]},)" if len(inner) == 1 else f"({', '.join(inner)})"
