"""A resource: an entity with everything that capabilities added to it."""

from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from archwright.build.backend import Backend
from archwright.build.resources import naming
from archwright.kit.names import title
from archwright.model.blueprint import Entity, Relation, Wire
from archwright.model.parts import Parts
from archwright.model.resources import (
    AnswerPart,
    ArgumentPart,
    CodePart,
    ContextPart,
    MethodPart,
    OperationPart,
    QueryFieldPart,
    ReadFieldPart,
    ResidentPart,
    ResourcePart,
    RouteGuardPart,
    RoutePart,
    RouteStepPart,
    SentHeaderPart,
    TraitPart,
    Verb,
)


class OfEntity(Protocol):
    """A part that belongs to one entity."""

    @property
    def entity(self) -> str:
        """Its name."""


P = TypeVar("P", bound=OfEntity)


@dataclass(frozen=True)
class Resource:
    """`traits`, `arguments` and so on are those of this entity, in order. `sent`: clients send what makes one."""

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
    query_fields: tuple[QueryFieldPart, ...] = ()
    routes: tuple[RoutePart, ...] = ()
    methods: tuple[MethodPart, ...] = ()
    headers: tuple[SentHeaderPart, ...] = ()
    sent: bool = True

    @property
    def routed(self) -> bool:
        """Whether it has routes; without, it is what operations work with."""
        return bool(self.entity.actions or self.routes)

    @property
    def id_type(self) -> str:
        """Python's type of the id."""
        return naming.id_type(self.wire)

    @property
    def words(self) -> str:
        """The entity's name in a sentence."""
        return title(self.entity.name)

    @property
    def sorts(self) -> tuple[str, ...]:
        """Columns it may be sorted by."""
        listing = self.entity.listing
        return tuple(dict.fromkeys(filter(None, (*listing.sort, listing.default_sort.removeprefix("-")))))

    def wire_name(self, relation: Relation) -> str:
        """What a relation is called on the wire."""
        return naming.wire_name(relation)

    @property
    def single(self) -> bool:
        """Whether each of its routes writes by one statement, so that it needs no transaction around it."""
        more = (*self.methods, *self.steps, *(part for part in self.codes if part.layer != "tests"))
        return not more and all(part.single for part in self.traits) and not self.bound

    @property
    def served(self) -> str:
        """What makes one dependency of all that its service needs of a request."""
        return self.context[0].served if len(self.context) == 1 else ""

    @property
    def bound(self) -> bool:
        """Whether all statements of a request have to run on one connection."""
        return any(part.bound for part in self.context)

    def code(self, layer: str) -> list[str]:
        """Code that capabilities add to one of its files."""
        found = sorted((part for part in self.codes if part.layer == layer), key=lambda part: part.order)
        return [part.text.strip("\n") for part in found]

    def code_imports(self, layer: str) -> set[str]:
        """What that code imports."""
        return {line for part in self.codes if part.layer == layer for line in part.imports}

    def arguments_of(self, verb: Verb | None) -> tuple[ArgumentPart, ...]:
        """Parameters that are handed from the route to the repository."""
        return tuple(part for part in self.arguments if verb in part.actions)

    def steps_of(self, verb: Verb | None) -> tuple[RouteStepPart, ...]:
        """Statements after the service has answered."""
        return tuple(part for part in self.steps if verb in part.actions)

    def guards_of(self, verb: Verb | None) -> tuple[str, ...]:
        """Dependencies beside the parameters."""
        return tuple(part.dependency for part in self.guards if verb in part.actions)

    def answers_of(self, verb: Verb | None) -> tuple[int, ...]:
        """Statuses that are documented beside those of the plain route."""
        return tuple(part.status for part in self.answers if verb in part.actions)

    def headers_of(self, verb: Verb) -> dict[str, str]:
        """Headers without which a route refuses its request."""
        return {part.name: part.value for part in self.headers if verb in part.actions}


def resources(backend: Backend, wire: Wire) -> tuple[Resource, ...]:
    """All resources of a backend, with what was added to each."""
    parts = backend.parts
    return tuple(
        _resource(part.entity, wire, context(parts, public=_public(part.entity)), parts)
        for part in parts.of(ResourcePart)
    )


def context(parts: Parts, *, public: bool = False) -> tuple[ContextPart, ...]:
    """What repositories are made with beside their connection; on `public` routes a login may be missing."""
    found = sorted(parts.of(ContextPart), key=lambda part: part.order)
    return tuple(replace(part, dependency=part.public, served="") if public and part.public else part for part in found)


def _resource(entity: Entity, wire: Wire, context: tuple[ContextPart, ...], parts: Parts) -> Resource:
    def mine(kind: type[P]) -> tuple[P, ...]:
        return tuple(part for part in parts.of(kind) if part.entity == entity.name)

    return Resource(
        entity,
        wire,
        context,
        traits=tuple(sorted(mine(TraitPart), key=_order)),
        arguments=mine(ArgumentPart),
        steps=tuple(sorted(mine(RouteStepPart), key=_order)),
        guards=mine(RouteGuardPart),
        answers=mine(AnswerPart),
        codes=mine(CodePart),
        read_fields=mine(ReadFieldPart),
        query_fields=mine(QueryFieldPart),
        routes=mine(RoutePart),
        methods=mine(MethodPart),
        headers=mine(SentHeaderPart),
        sent=bool(entity.actions or mine(ResidentPart)) or any(entity.name == name for name in _inputs(parts)),
    )


def _order(part: TraitPart | RouteStepPart) -> int:
    return part.order


def _inputs(parts: Parts) -> set[str]:
    return {part.operation.input.entity for part in parts.of(OperationPart)}


def _public(entity: Entity) -> bool:
    return any(entity.access_of(action).public for action in entity.actions)
