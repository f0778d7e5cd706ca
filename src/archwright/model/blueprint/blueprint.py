"""The blueprint: everything that is decided about one backend."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.blueprint.entities import Entity, NamedShape, Operation
from archwright.model.blueprint.policies import Auth, Budgets, Limits, Role, Stack, Wire

Deploy = Literal["docker", "kubernetes", "github", "client"]
Tool = Literal["archives", "commands", "fetch", "folders", "xml"]


@dataclass(frozen=True)
class Blueprint:
    """The page, completed. Nothing in it is left to be guessed; capabilities read it and nothing else.

    `tenant`: the entity that rows belong to, "" without tenancy. `cors`: origins that may call from a browser.
    `idempotency`: a POST may be repeated under one `Idempotency-Key`. `deploy`: what is written for running it.
    `tools`: what operations find beside the platform.
    `allow_data_loss`: tables that go may take their data along.
    """

    name: str
    stack: Stack = Stack()
    auth: Auth | None = None
    roles: tuple[Role, ...] = ()
    tenant: str = ""
    entities: tuple[Entity, ...] = ()
    shapes: tuple[NamedShape, ...] = ()
    operations: tuple[Operation, ...] = ()
    wire: Wire = Wire()
    limits: Limits = Limits()
    cors: tuple[str, ...] = ()
    idempotency: bool = False
    metrics: bool = True
    traces: bool = False
    deploy: tuple[Deploy, ...] = ("docker", "github")
    tools: tuple[Tool, ...] = ()
    budgets: Budgets = Budgets()
    allow_data_loss: bool = False

    def entity(self, name: str) -> Entity:
        """The entity of that name. Raises KeyError."""
        for entity in self.entities:
            if entity.name == name:
                return entity
        raise KeyError(name)

    def unfilled(self, entity: Entity) -> tuple[str, ...]:
        """Fields and relations that must hold something, while nothing that makes a row gives them a value.

        An operation that takes or answers the entity may do so: its body is the user's own code.
        """
        joins = self.auth is not None and self.auth.routes and entity.name in (self.auth.entity, self.tenant)
        made = "create" in entity.actions or joins
        if not made or any(entity.name in (each.input.entity, each.output.entity) for each in self.operations):
            return ()
        fields = [each.name for each in entity.fields if each.readonly and not (each.optional or each.default)]
        given = {entity.owner, *(each.name for each in entity.ones if each.target == self.tenant)}
        return (
            *fields,
            *(each.name for each in entity.ones if each.readonly and not each.optional and each.name not in given),
        )

    def has(self, name: str) -> bool:
        """Whether there is an entity of that name."""
        return any(entity.name == name for entity in self.entities)
