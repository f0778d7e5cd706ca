"""Operations: routes that nobody else has, bodies where a method can have one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from archwright.design.intake.settle.fields import lawful
from archwright.model.blueprint import Blueprint, Entity, Field, Operation, Shape

Tell = Callable[[str, str, str], None]
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_BODY = {"POST", "PUT", "PATCH", "DELETE"}


def operations(blueprint: Blueprint, tell: Tell) -> tuple[Operation, ...]:
    """The operations that can stand beside the entities' own routes and each other."""
    taken = {_shapeless(route) for entity in blueprint.entities for route in _routes(entity)}
    return tuple(_kept(blueprint, taken, tell))


def _kept(blueprint: Blueprint, taken: set[str], tell: Tell) -> Iterator[Operation]:
    names: set[str] = set()
    for draft in blueprint.operations:
        route = _shapeless(f"{draft.method} {draft.path}")
        if route in taken or draft.name in names:
            tell(draft.name, f"{draft.method} {draft.path}", "another route is the same: this one is left out")
            continue
        taken.add(route)
        names.add(draft.name)
        yield _fit(draft, tell)


def _fit(operation: Operation, tell: Tell) -> Operation:
    if operation.method not in _BODY and not operation.input.empty:
        tell(operation.name, f"the body of {operation.method} {operation.path}", "a GET has no body")
        operation = replace(operation, input=Shape())
    output = operation.output if operation.status != 204 else Shape()
    return replace(operation, input=_sent(operation.input), output=_sent(output), query=_plain(operation.query))


def _sent(shape: Shape) -> Shape:
    return replace(shape, fields=_plain(shape.fields))


def _plain(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """What is only sent has no flags of what is stored."""
    return tuple(lawful(_without_flags(each), lambda _: None) for each in fields)


def _without_flags(field: Field) -> Field:
    return replace(
        field, unique="", index=False, search=False, hidden=False, readonly=False, fixed=False, computed=False
    )


def _routes(entity: Entity) -> Iterator[str]:
    many, one = f"/{entity.plural}", f"/{entity.plural}/{{{entity.slug}}}"
    of_action = {"list": f"GET {many}", "create": f"POST {many}", "read": f"GET {one}", "update": f"PATCH {one}"}
    yield from (of_action.get(action, f"DELETE {one}") for action in entity.actions)
    if entity.put and "update" in entity.actions:
        yield f"PUT {one}"


def _shapeless(route: str) -> str:
    return _PARAMETER.sub("{}", route)
