"""A resource: an entity with everything that capabilities added to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.kit.names import title
from archwright.model.blueprint import Entity, Relation, Wire
from archwright.model.resources import (
    AnswerPart,
    ArgumentPart,
    CodePart,
    ContextPart,
    ReadFieldPart,
    ResourcePart,
    RouteGuardPart,
    RouteStepPart,
    TraitPart,
    Verb,
)


@dataclass(frozen=True)
class Resource:
    """`id_type`: of its id in Python. `traits`, `arguments` and so on are those of this entity, in order."""

    entity: Entity
    wire: Wire
    context: tuple[ContextPart, ...] = ()
    traits: tuple[TraitPart, ...] = ()
    arguments: tuple[ArgumentPart, ...] = ()
    steps: tuple[RouteStepPart, ...] = ()
    guards: tuple[RouteGuardPart, ...] = ()
    answers: tuple[AnswerPart, ...] = ()
    codes: tuple[CodePart, ...] = ()
    read_fields: tuple[ReadFieldPart, ...] = ()

    @property
    def id_type(self) -> str:
        """Python's type of the id."""
        return {"uuid": "UUID", "int": "int"}[self.wire.ids]

    @property
    def words(self) -> str:
        """The entity's name in a sentence."""
        return title(self.entity.name)

    @property
    def sorts(self) -> tuple[str, ...]:
        """Columns it may be sorted by."""
        return self.entity.listing.sort or (("created_at",) if self.entity.timestamps else ())

    def wire_name(self, relation: Relation) -> str:
        """What a relation is called on the wire."""
        return f"{relation.name.removesuffix('s')}_ids" if relation.many else relation.column

    def code(self, layer: str) -> list[str]:
        """Code that capabilities add to one of its files."""
        found = sorted((part for part in self.codes if part.layer == layer), key=lambda part: part.order)
        return [part.text.strip("\n") for part in found]

    def code_imports(self, layer: str) -> set[str]:
        """What that code imports."""
        return {line for part in self.codes if part.layer == layer for line in part.imports}

    def arguments_of(self, verb: Verb) -> tuple[ArgumentPart, ...]:
        """Parameters that are handed from the route to the repository."""
        return tuple(part for part in self.arguments if verb in part.actions)

    def steps_of(self, verb: Verb) -> tuple[RouteStepPart, ...]:
        """Statements after the service has answered."""
        return tuple(part for part in self.steps if verb in part.actions)

    def guards_of(self, verb: Verb) -> tuple[str, ...]:
        """Dependencies beside the parameters."""
        return tuple(part.dependency for part in self.guards if verb in part.actions)

    def answers_of(self, verb: Verb, always: Iterable[int] = ()) -> tuple[int, ...]:
        """Statuses that are documented beside the plain answer."""
        return tuple(sorted({*always, *(part.status for part in self.answers if verb in part.actions)}))


def resources(backend: Backend, wire: Wire) -> tuple[Resource, ...]:
    """All resources of a backend, with what was added to each."""
    parts = backend.parts
    context = tuple(sorted(parts.of(ContextPart), key=lambda part: part.order))
    return tuple(
        Resource(
            entity,
            wire,
            context,
            tuple(sorted((part for part in parts.of(TraitPart) if part.entity == entity.name), key=_order)),
            tuple(part for part in parts.of(ArgumentPart) if part.entity == entity.name),
            tuple(part for part in parts.of(RouteStepPart) if part.entity == entity.name),
            tuple(part for part in parts.of(RouteGuardPart) if part.entity == entity.name),
            tuple(part for part in parts.of(AnswerPart) if part.entity == entity.name),
            tuple(part for part in parts.of(CodePart) if part.entity == entity.name),
            tuple(part for part in parts.of(ReadFieldPart) if part.entity == entity.name),
        )
        for entity in (part.entity for part in parts.of(ResourcePart))
    )


def _order(part: TraitPart) -> int:
    return part.order
