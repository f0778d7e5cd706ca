"""Access: who may do what, as predicates of the queries; what nobody allowed is refused."""

import re
from collections.abc import Iterator

from archwright.build.resources.rules import IMPORTS, PUBLIC, guarded, named_by, of_everyone, rule, written_rules
from archwright.build.template import Templates
from archwright.capabilities.access.testing import access_tests
from archwright.kit.names import title
from archwright.model.blueprint import ACTIONS, Action, Blueprint, Entity, Operation
from archwright.model.parts import MainLine, Part
from archwright.model.resources import (
    AnswerPart,
    FactoryPart,
    OperationGuardPart,
    OperationStepPart,
    RouteGuardPart,
    TraitPart,
    Verb,
)

_templates = Templates(__name__)

# What is done under another name needs the same right.
ALIKE: dict[Action, tuple[Verb, ...]] = {"create": ("create", "bulk"), "update": ("update", "replace")}
# For the contract; FastAPI takes every login that it sees for one that is needed.
OPTIONAL = MainLine(
    'describe(app, maybe_actor, {"security": [{}]}, unless=required_actor)',
    ("from app.api.identity import maybe_actor, required_actor", "from app.api.routing import describe"),
)
GUARD = ("from app.api.identity import required_actor", "from fastapi import Depends")
LENIENT = ("Depends(lenient)", ("from app.api.identity import lenient", "from fastapi import Depends"))


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without a login."""
    if blueprint.auth is None:
        return
    yield _templates.spare("app/core/access.py")
    yield _templates.file("app/repositories/traits/guarded.py")
    yield _templates.file("docs/decisions/access.md")
    for entity in blueprint.entities:
        if entity.actions:
            yield from _entity(entity)
            yield from access_tests(entity, blueprint)
    if any(PUBLIC in written_rules(entity).values() for entity in blueprint.entities) or _open(blueprint):
        yield OPTIONAL
    entities = {entity.slug: entity for entity in blueprint.entities}
    mixed = _open(blueprint)
    for operation in blueprint.operations:
        yield from _operation(operation, entities, mixed=mixed)


def _open(blueprint: Blueprint) -> bool:
    return any(operation.access.public for operation in blueprint.operations)


def _entity(entity: Entity) -> Iterator[Part]:
    if not guarded(entity):
        return
    rules = written_rules(entity)
    yield TraitPart(
        entity.name, "Guarded", "app.repositories.traits.guarded", _attributes(entity), IMPORTS, -20, single=True
    )
    closed = tuple(action for action in entity.actions if rules[action] != PUBLIC)
    verbs = _verbs(closed)
    # A login that is not good is refused where none is needed, too.
    yield AnswerPart(entity.name, _verbs(entity.actions), 401)
    yield AnswerPart(entity.name, tuple(verb for verb in verbs if verb != "read"), 403)
    if len(closed) < len(entity.actions):
        yield RouteGuardPart(entity.name, verbs, "Depends(required_actor)", GUARD)
    for column in sorted(_naming(entity)):
        yield FactoryPart(entity.name, column, "ME", ("from tests.identities import ME",))


def _verbs(actions: tuple[Action, ...]) -> tuple[Verb, ...]:
    return tuple(verb for action in actions for verb in ALIKE.get(action, (action,)))


def _attributes(entity: Entity) -> tuple[str, ...]:
    """An action without a route is what the code of an operation does, and that says itself who may."""
    rules = {action: written_rules(entity).get(action, PUBLIC) for action in ACTIONS}
    lines = "".join(f'        "{action}": {text},\n' for action, text in rules.items())
    owner = _owner(entity)
    return (f"rules = {{\n{lines}    }}", *([f'owner = "{owner}"'] if owner else []))


def _owner(entity: Entity) -> str:
    return next((each.column for each in entity.ones if each.name == entity.owner), "")


def _naming(entity: Entity) -> set[str]:
    """Columns that name who may; where only one row can name me, the others name somebody else."""
    found = {column for action in entity.actions for column in named_by(entity.access_of(action), entity)}
    found |= {_owner(entity)} - {""}
    return found - {each.column for each in entity.ones if each.unique}


def _operation(operation: Operation, entities: dict[str, Entity], *, mixed: bool) -> Iterator[Part]:
    """A login before the body is read, then the right, with the rows of the path at hand."""
    if operation.access.public:
        free = operation.access.lenient
        yield OperationGuardPart(operation.name, *((*LENIENT, ()) if free else ("", (), (401,))))
        return
    guard, imports = ("Depends(required_actor)", GUARD) if mixed else ("", ())
    narrow = not of_everyone(operation.access)
    yield OperationGuardPart(operation.name, guard, imports, (401, 403) if narrow else (401,))
    if narrow:
        loaded = [entities[word] for word in re.findall(r"\{(\w+)\}", operation.path) if word in entities]
        named = [each for each in loaded if named_by(operation.access, each)][-1:]
        noun = [f'noun="{title(each.name)}"' for each in named]
        given = ", ".join(["work.actor", rule(operation.access, *loaded), *(each.slug for each in named), *noun])
        yield OperationStepPart(operation.name, f"require({given})", (*IMPORTS, "from app.core.access import require"))
