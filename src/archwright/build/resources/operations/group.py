"""Operations that belong together: those whose paths begin with the same word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.build.resources.naming import id_type
from archwright.kit.names import camel, snake
from archwright.model.blueprint import Blueprint, Entity, Operation, Shape
from archwright.model.resources import OperationEndPart, OperationGuardPart, OperationPart, OperationStepPart

_PARAMETER = re.compile(r"\{(\w+)(?::(\w+))?\}")
# What is read from a path as it stands: its type in Python.
PLAIN = {"int": "PathNumber", "float": "PathFloat", "str": "Text", "uuid": "UUID", "path": "PathBelow"}


@dataclass(frozen=True)
class Group:
    """`name` is the module's, e.g. "task_operations"."""

    name: str
    blueprint: Blueprint
    operations: tuple[Operation, ...]
    steps: tuple[OperationStepPart, ...] = ()
    guards: tuple[OperationGuardPart, ...] = ()
    ends: tuple[OperationEndPart, ...] = ()

    @property
    def words(self) -> str:
        """What they are about."""
        return self.name.removesuffix("_operations").replace("_", " ")

    @property
    def id_type(self) -> str:
        """Python's type of an id."""
        return id_type(self.blueprint.wire)

    def parameters(self, operation: Operation) -> tuple["Parameter", ...]:
        """What the path takes, in order."""
        entities = {entity.slug: entity for entity in self.blueprint.entities}
        found = _PARAMETER.findall(operation.path)
        return tuple(self._parameter(name, kind, entities.get(name)) for name, kind in found)

    def path(self, operation: Operation) -> str:
        """The path with the names of the route's own parameters."""
        names = {parameter.word: parameter.name for parameter in self.parameters(operation)}
        slash = {"always": "/"}.get(self.blueprint.wire.slash, "")
        rest = {"path": ":path"}
        return _PARAMETER.sub(lambda found: f"{{{names[found[1]]}{rest.get(found[2], '')}}}", operation.path) + slash

    def steps_of(self, operation: Operation) -> tuple[OperationStepPart, ...]:
        """What other capabilities want done before the slot is called."""
        return tuple(step for step in self.steps if step.operation == operation.name)

    def guards_of(self, operation: Operation) -> tuple[OperationGuardPart, ...]:
        """What other capabilities ask of the request."""
        return tuple(guard for guard in self.guards if guard.operation == operation.name)

    def ends_of(self, operation: Operation) -> tuple[OperationEndPart, ...]:
        """What other capabilities want done with the answer."""
        return tuple(end for end in self.ends if end.operation == operation.name)

    def _parameter(self, word: str, kind: str, entity: Entity | None) -> "Parameter":
        if kind or entity is None:
            return Parameter(word, word, PLAIN.get(kind, "Text"))
        if entity.external_key:
            return Parameter(word, entity.external_key, "Text", entity)
        # A number that no row has is not found, rather than invalid.
        return Parameter(word, f"{word}_id", self.id_type.replace("RowId", "SoughtId"), entity)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a path. `word` is the page's; with an `entity`, the row is loaded and handed to the slot."""

    word: str
    name: str
    type: str
    entity: Entity | None = None


def groups(backend: Backend, blueprint: Blueprint) -> Iterator[Group]:
    """All of them, by name."""
    found: dict[str, list[Operation]] = {}
    # What takes the rest of a path takes what the others are for, too: it is asked last.
    for part in sorted(backend.parts.of(OperationPart), key=lambda each: ":path}" in each.operation.path):
        found.setdefault(_name(part.operation, blueprint), []).append(part.operation)
    steps, guards = backend.parts.of(OperationStepPart), backend.parts.of(OperationGuardPart)
    ends = backend.parts.of(OperationEndPart)
    for name in sorted(found):
        yield Group(name, blueprint, tuple(found[name]), steps, guards, ends)


def input_name(operation: Operation) -> str:
    """The class of what is sent."""
    return operation.input.entity or f"{camel(operation.name)}Input"


def output_name(operation: Operation, shape: Shape) -> str:
    """The class of what is answered."""
    return shape.entity or f"{camel(operation.name)}Output"


def _name(operation: Operation, blueprint: Blueprint) -> str:
    first = next((word for word in operation.path.split("/") if word and not word.startswith("{")), "root")
    slugs = {entity.plural.replace("_", "-"): entity.slug for entity in blueprint.entities}
    return f"{slugs.get(first, snake(first)) or 'root'}_operations"
