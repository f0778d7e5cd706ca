"""Who may: every word of `access` must mean something where it stands."""

from dataclasses import dataclass

from archwright.language.complete.operations import loaded
from archwright.language.found import Found
from archwright.language.nodes import Path
from archwright.model.blueprint import ACTIONS, Access, Blueprint, Entity, Operation


def check_access(blueprint: Blueprint, found: Found) -> None:
    """Access of entities and of operations."""
    roles = {role.name for role in blueprint.roles} | found.root.names("roles")
    for entity in blueprint.entities:
        written = found.root.names("entities", entity.name, "access")
        for action, access in entity.access:
            path: Path = ("entities", entity.name, "access", *([action] if written else []))
            words = _words(entity, blueprint)
            _Words(roles, words, bool(blueprint.auth), ("public", "user")).check(access, path, found)
            if action == "create":
                _no_row_yet(access, path, words, found, every=not written)
        _without_route(entity, written, found)
        _owner(entity, blueprint, found)
    for operation in blueprint.operations:
        _operation(operation, roles, blueprint, found)


def _words(entity: Entity, blueprint: Blueprint) -> set[str]:
    user = blueprint.auth.entity if blueprint.auth else ""
    return {each.name for each in entity.ones if each.target == user or not blueprint.has(each.target)}


@dataclass(frozen=True)
class _Words:
    """What may be said of who may."""

    roles: set[str]
    relations: set[str]
    login: bool
    wide: tuple[str, ...]

    def check(self, access: Access, path: Path, found: Found) -> None:
        known = {*self.wide, *self.roles, *self.relations}
        if len(set(access.anyone_of)) < len(access.anyone_of):
            found.at(path, "A word is there twice.", "Remove one of the two.")
        for word in access.anyone_of:
            if not self.login and word != "public":
                fix = "Add `auth: true`, or write `public`."
                found.at(path, f"`{word}` has no meaning: there is no login.", fix, offset=found.place(path, word))
            elif word not in known:
                trouble = f"`{word}` is neither a role nor a relation to the user."
                there = ", ".join(f"`{each}`" for each in sorted(known | {"owner"}))
                fix = f"There is {there}, with ` | ` between them; a role stands below `roles: {{{word}: []}}`."
                found.unknown(path, trouble, word, known, fix)
        wide = next((each for each in self.wide if each in access.anyone_of), "")
        if wide and len(access.anyone_of) > 1 and set(access.anyone_of) <= known:
            found.at(path, f"`{wide}` leaves nothing for the others to add.", f"Write `{wide}` alone, or leave it out.",
                     offset=found.place(path, wide))  # fmt: skip


def _no_row_yet(access: Access, path: Path, relations: set[str], found: Found, *, every: bool) -> None:
    own = [word for word in access.anyone_of if word in relations]
    if own:
        fix = "Write `user`, or a role."
        if every:
            fix = "Say it for each action: `access: {create: user, update: owner, ...}`."
        found.at(path, f"`{own[0]}` cannot create: there is no row yet that would name them.", fix,
                 offset=found.place(path, own[0]))  # fmt: skip


def _without_route(entity: Entity, written: frozenset[str], found: Found) -> None:
    for action in ACTIONS:
        if action in written and action not in entity.actions:
            trouble = f"`{entity.name}` has no {action} that access could be asked for."
            fix = f"Remove it, or write `actions: [{', '.join([*entity.actions, action])}]`."
            found.at_key(("entities", entity.name, "access", action), trouble, fix)


def _owner(entity: Entity, blueprint: Blueprint, found: Found) -> None:
    path: Path = ("entities", entity.name, "owner")
    if not entity.owner or entity.name not in found.root.names("entities"):
        return
    if not blueprint.auth:
        found.at(path, "Nobody can own a row: there is no login.", "Add `auth: true`.")
    elif entity.owner not in _words(entity, blueprint):
        if entity.owner in found.root.names("entities", entity.name, "fields"):
            path = ("entities", entity.name, "fields", entity.owner)
        known = _words(entity, blueprint)
        trouble = f"The owner `{entity.owner}` is not a relation to one {blueprint.auth.entity}."
        fix = f"Write `{entity.owner}: {blueprint.auth.entity}, readonly` below `fields`."
        found.unknown(path, trouble, entity.owner, known, fix)


def _operation(operation: Operation, roles: set[str], blueprint: Blueprint, found: Found) -> None:
    path = ("operations", operation.name, "access")
    entities = loaded(operation.path, blueprint.entities)
    relations = {word for entity in entities for word in _words(entity, blueprint)}
    if "owner" in operation.access.anyone_of and "owner" not in relations and blueprint.auth:
        if entities:
            fix = f"Add `owner: {blueprint.auth.entity}, readonly` to `{entities[-1].name}`, and `owner: owner`."
            found.at(path, f"`{entities[-1].name}` has no owner.", fix)
        else:
            found.at(path, "There is no row that could have an owner.", "Put one into the path: `/tasks/{task}/...`.")
        return
    _Words(roles, relations, bool(blueprint.auth), ("public", "anyone", "user")).check(operation.access, path, found)
