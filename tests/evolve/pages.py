"""Small blueprints, said shortly."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from archwright import evolve
from archwright.model.blueprint import (
    Blueprint,
    Bounds,
    Default,
    Entity,
    Evolution,
    Field,
    FieldType,
    Listing,
    Relation,
    Wire,
)
from archwright.model.schema import Schema


def field(name: str, kind: FieldType = "str", low: int | None = None, high: int | None = None, **more: Any) -> Field:
    """A field; `was`, `backfill`, `loss`, `using` and `renamed` are of its evolution, `default` is a literal."""
    bounds = Bounds(None if low is None else Decimal(low), None if high is None else Decimal(high))
    if "default" in more:
        more["default"] = Default("literal", more["default"])
    return Field(name, kind, bounds=bounds, evolution=_evolution(more), **more)


def one(name: str, target: str, **more: Any) -> Relation:
    """A relation to one."""
    return Relation(name, target, evolution=_evolution(more), **more)


def many(name: str, target: str, **more: Any) -> Relation:
    """A relation to many."""
    return Relation(name, target, many=True, evolution=_evolution(more), **more)


def entity(name: str, *parts: Field | Relation, **more: Any) -> Entity:
    """An entity without anything that is not said."""
    fields = tuple(part for part in parts if isinstance(part, Field))
    relations = tuple(part for part in parts if isinstance(part, Relation))
    slug = name.lower()
    table = more.pop("table", f"{slug}s")
    evolution = _evolution(more)
    told = {"timestamps": False, **more}
    return Entity(name, slug, table, table, fields, relations, evolution=evolution, **told)


def page(*entities: Entity, ids: Any = "uuid", tenant: str = "") -> Blueprint:
    return Blueprint("things", entities=entities, tenant=tenant, wire=Wire(ids=ids))


def schema(blueprint: Blueprint) -> Schema:
    return evolve.schema(evolve.entity_tables(blueprint))


def key(number: int) -> str:
    return f"{number:032x}"


def listed(**more: Any) -> Listing:
    return replace(Listing(), **more)


def _evolution(more: dict[str, Any]) -> Evolution:
    return Evolution(
        was=more.pop("was", ""),
        backfill=more.pop("backfill", None),
        allow_data_loss=more.pop("loss", False),
        using=more.pop("using", ""),
        renamed_values=more.pop("renamed", ()),
    )
