"""Roles: named once, and the hierarchy has no circle."""

from archwright.language.found import Found
from archwright.language.words import word_trouble
from archwright.model.blueprint import Blueprint

RESERVED = ("public", "anyone", "user", "owner")


def check_roles(blueprint: Blueprint, found: Found) -> None:
    """Names, what each includes, circles; and nobody has a role without login."""
    if blueprint.roles and not blueprint.auth:
        found.at_key(("roles",), "Nobody can have a role: there is no login.", "Add `auth: true`.")
    includes = {role.name: role.includes for role in blueprint.roles}
    for name, others in includes.items():
        trouble, fix = word_trouble(name)
        if name in RESERVED:
            trouble, fix = f"`{name}` is a word of `access` already.", "Choose another word for the role."
        if trouble:
            found.at_key(("roles", name), trouble, fix)
        for index, other in enumerate(others):
            if other not in includes:
                known = [each for each in includes if each != name]
                found.unknown(("roles", name, index), f"There is no role `{other}`.", other, known)
            elif name in _below(other, includes):
                trouble = f"`{name}` and `{other}` include each other."
                found.at(("roles", name, index), trouble, "Remove one of the two: a hierarchy has a top.")


def _below(name: str, includes: dict[str, tuple[str, ...]]) -> set[str]:
    seen, waiting = {name}, [name]
    while waiting:
        for other in includes.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
