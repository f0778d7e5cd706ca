"""The blueprint: everything that is decided about one backend."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.blueprint.entities import Entity, NamedShape, Operation
from archwright.model.blueprint.policies import Auth, Budgets, Limits, Role, Stack, Wire

Deploy = Literal["docker", "kubernetes", "github", "client"]


@dataclass(frozen=True)
class Blueprint:
    """The page, completed. Nothing in it is left to be guessed; capabilities read it and nothing else.

    `tenant`: the entity that rows belong to, "" without tenancy. `cors`: origins that may call from a browser.
    `idempotency`: a POST may be repeated under one `Idempotency-Key`. `deploy`: what is written for running it.
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
    budgets: Budgets = Budgets()
    allow_data_loss: bool = False

    def entity(self, name: str) -> Entity:
        """The entity of that name. Raises KeyError."""
        for entity in self.entities:
            if entity.name == name:
                return entity
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Whether there is an entity of that name."""
        return any(entity.name == name for entity in self.entities)
