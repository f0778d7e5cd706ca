"""What the tests of an entity's access say: who gets which answer."""

from collections.abc import Iterator

from archwright.build.resources.naming import address, slash, spelled
from archwright.build.resources.rules import always_owned, named_by, of_everyone
from archwright.build.resources.samples import compared, places
from archwright.build.template import Templates
from archwright.model.blueprint import Action, Blueprint, Entity
from archwright.model.parts import TextFile

_templates = Templates("archwright.capabilities.access")


def access_tests(entity: Entity, blueprint: Blueprint) -> Iterator[TextFile]:
    """One module for each entity that is not open to everybody."""
    if all(entity.access_of(action).public for action in entity.actions) and not entity.owner:
        return
    wire = blueprint.wire
    yield _templates.file(
        f"tests/integration/test_access_{entity.plural}.py",
        "tests/integration/test_access.py",
        entity=entity,
        key=entity.external_key or "id",
        address=address(entity, wire),
        slash=slash(wire),
        nobody=[(action, _nobody(entity, action, wire.delete)) for action in entity.actions],
        stranger=[(action, _stranger(entity, action, wire.delete)) for action in entity.actions],
        named=[] if _alone(entity) else list(_named(entity, wire.delete)),
        opening=f'{{"{spelled(entity.slug, wire)}": ' if wire.wrap else "",
        closing="}" if wire.wrap else "",
        change=spelled(_change(entity), wire),
        foreign=", ".join(f"{column}=ME" for column in _columns(entity)),
    )


def _passing(action: Action, delete: int) -> int:
    return {"create": 201, "delete": delete}.get(action, 200)


def _nobody(entity: Entity, action: Action, delete: int) -> int:
    return _passing(action, delete) if _open(entity, action) else 401


def _open(entity: Entity, action: Action) -> bool:
    """A public create of something owned needs somebody who owns it."""
    return entity.access_of(action).public and not (action == "create" and always_owned(entity))


def _stranger(entity: Entity, action: Action, delete: int) -> int:
    """What somebody without a role gets for a row that names somebody else."""
    access = entity.access_of(action)
    if of_everyone(access) or (action == "list" and named_by(access, entity)):
        return _passing(action, delete)
    if action in ("list", "create"):
        return 403
    readable = "read" not in entity.actions or of_everyone(entity.access_of("read"))
    return 403 if action != "read" and readable else 404


def _named(entity: Entity, delete: int) -> Iterator[tuple[str, str, int]]:
    """Column, action, status: what somebody gets who is named by the row."""
    for action in entity.actions:
        if action not in ("list", "create"):
            for column in named_by(entity.access_of(action), entity):
                yield column, action, _passing(action, delete)


def _columns(entity: Entity) -> list[str]:
    found = {column for action in entity.actions for column in named_by(entity.access_of(action), entity)}
    return sorted(found)


def _alone(entity: Entity) -> bool:
    """Whether there can be no second row for somebody."""
    return any(each.unique and each.column in _columns(entity) for each in entity.ones)


def _change(entity: Entity) -> str:
    """A field that may be changed, "" without one. Where all have rules, the hindmost: its value only grows."""
    ruled, behind = compared(entity), places(entity)
    names = [each.name for each in entity.fields if not (each.readonly or each.computed or each.fixed or each.hidden)]
    return min(names, key=lambda name: (name in ruled, -behind.get(name, 0)), default="")
