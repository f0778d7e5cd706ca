"""Operations: routes of their own, over entities that are there."""

import re

from archwright.language.complete.operations import PARAMETER, PLAIN
from archwright.language.found import Found
from archwright.language.words import entity_trouble, operation_trouble, parameter_trouble
from archwright.model.blueprint import PLATFORM_ERRORS, Blueprint, Entity, NamedShape, Operation, Shape

_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
# Answers that a slot gives as a `str`; any JSON may be one, too.
_LETTERS = {"json", "html", "text"}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,47}")
_BODY = ("POST", "PUT", "PATCH", "DELETE")


def check_operations(blueprint: Blueprint, found: Found) -> None:
    """Each by itself, then the routes against each other."""
    for operation in blueprint.operations:
        _one(operation, blueprint, found)
    for shape in blueprint.shapes:
        _named(shape, blueprint, found)
    _twice(blueprint, found)
    _errors(blueprint, found)


def routes(blueprint: Blueprint) -> dict[str, str]:
    """Method and path of every route of entities and operations -> what it belongs to."""
    known: dict[str, str] = {}
    for entity in blueprint.entities:
        for route in _of_entity(entity):
            known.setdefault(route, f"`{entity.name}`")
    for operation in blueprint.operations:
        known.setdefault(f"{operation.method} {operation.path}", f"`{operation.name}`")
    return known


def _of_entity(entity: Entity) -> list[str]:
    many, one = f"/{entity.plural}", f"/{entity.plural}/{{{entity.slug}}}"
    every = {
        "list": [f"GET {many}"],
        "create": [f"POST {many}"],
        "read": [f"GET {one}"],
        "update": [f"PATCH {one}"] + ([f"PUT {one}"] if entity.put else []),
        "delete": [f"DELETE {one}"],
    }
    return [route for action in entity.actions for route in every[action]]


def _one(operation: Operation, blueprint: Blueprint, found: Found) -> None:
    path = ("operations", operation.name)
    trouble, fix = operation_trouble(operation.name)
    if trouble:
        found.at_key(path, trouble, fix)
    _parameters(operation, blueprint, found)
    for key in ("input", "output"):
        _shape(getattr(operation, key), (*path, key), blueprint, found)
    if operation.method not in _BODY and not operation.input.empty:
        found.at_key((*path, "input"), f"A {operation.method} has no body.", "Use `query`.")
    if operation.status == 204 and not operation.output.empty:
        found.at((*path, "status"), "A 204 has no body.", "Remove `output`, or the status.")
    for error in operation.errors:
        if not _CODE.fullmatch(error.code):
            fix = "Use lower case letters, digits and underscores, as `already_done`."
            found.at_key((*path, "errors", error.code), f"`{error.code}` cannot be the code of an error.", fix)
    _plain(operation, found)
    if operation.emits and not _EVENT.fullmatch(operation.emits):
        found.at((*path, "emits"), f"`{operation.emits}` cannot be an event.", "Write it as `task.completed`.")


def _plain(operation: Operation, found: Found) -> None:
    """Values that come without a body, and bodies without fields."""
    path = ("operations", operation.name)
    if operation.form and not (operation.input.fields or operation.input.entity):
        found.at((*path, "form"), "A form has fields.", "Write them below `input`, or remove `form`.")
    if operation.input.other:
        found.at((*path, "input"), "What is sent has one shape.", "Write `input: json`, and look at it in the slot.")
    if operation.output.other and {operation.output.kind, operation.output.other} <= _LETTERS:
        fix = "Name a shape before `|`, or `file` behind it."
        found.at((*path, "output"), "The one cannot be told from the other: both are letters.", fix)
    if operation.input.kind == "html":
        found.at((*path, "input"), "Nobody sends a page.", "Write `input: text`.")
    for key in ("query", "headers", "cookies"):
        for field in getattr(operation, key):
            if field.type in ("file", "json"):
                found.at((*path, key, field.name), f"A `{field.type}` has no place here.", "Put it into `input`.")


def _parameters(operation: Operation, blueprint: Blueprint, found: Found) -> None:
    path = ("operations", operation.name, "route")
    text = str(found.root.value_of(path).value)
    slugs = {entity.slug for entity in blueprint.entities}
    names = PARAMETER.findall(operation.path)
    for index, name in enumerate(names):
        offset = max(text.find(f"{{{name}}}"), 0)
        if PLAIN.fullmatch(name):
            _value(name.split(":")[0], path, found, offset)
            continue
        if name not in slugs:
            bare = name.split(":")[0].removesuffix("_id")
            meant = bare if bare in slugs else ""
            fix = "A parameter names an entity in small letters, as {task}; a plain value says its type, as {code:str}."
            found.at(path, f"`{{{name}}}` names no entity.", fix, offset=offset, meant=f"{{{meant}}}" if meant else "")
        elif name in names[:index]:
            fix = "Take the second one from `input`."
            found.at(path, f"`{{{name}}}` is there twice.", fix, offset=text.rfind(f"{{{name}}}"))


def _value(name: str, path: tuple[str, ...], found: Found, offset: int) -> None:
    trouble, fix = parameter_trouble(name)
    if trouble:
        found.at(path, trouble, fix, offset=offset)


def _shape(shape: Shape, path: tuple[str, ...], blueprint: Blueprint, found: Found) -> None:
    known = {entity.name for entity in blueprint.entities} | found.root.names("entities") | found.root.names("shapes")
    if shape.entity and shape.entity not in known:
        fix = "Name an entity, or write fields: `{total: int}`."
        found.unknown(path, f"There is no entity `{shape.entity}`.", shape.entity, known, fix)
    for relation in shape.relations:
        place = (*path, relation.name)
        if relation.target not in known:
            trouble = f"There is no entity `{relation.target}`."
            found.unknown(place, trouble, relation.target, known, "Name an entity that is declared.")


def _named(shape: NamedShape, blueprint: Blueprint, found: Found) -> None:
    path = ("shapes", shape.name)
    trouble, fix = entity_trouble(shape.name)
    if trouble:
        found.at_key(path, trouble, fix)
    if blueprint.has(shape.name):
        found.at_key(path, f"`{shape.name}` is an entity already.", "Rename the shape.")
    _shape(Shape(fields=shape.fields, relations=shape.relations), path, blueprint, found)


def _twice(blueprint: Blueprint, found: Found) -> None:
    taken = {_shapeless(route): f"`{entity.name}`" for entity in blueprint.entities for route in _of_entity(entity)}
    for operation in blueprint.operations:
        route = _shapeless(f"{operation.method} {operation.path}")
        if owner := taken.get(route):
            fix = "Choose another path or method; or leave that action out of the entity's `actions`."
            trouble = f"{operation.method} {operation.path} is a route of {owner} already."
            found.at(("operations", operation.name, "route"), trouble, fix)
        taken.setdefault(route, f"`{operation.name}`")


def _errors(blueprint: Blueprint, found: Found) -> None:
    """An error is one class: it has one status and one message."""
    known = {code: (status, "") for code, status in PLATFORM_ERRORS.items()}
    for operation in blueprint.operations:
        for error in operation.errors:
            first = known.setdefault(error.code, (error.status, error.message))
            if first != (error.status, error.message):
                place = ("operations", operation.name, "errors", error.code)
                there = f"{first[0]} {first[1]}".strip()
                found.at(place, f"`{error.code}` is `{there}` already.", "Say the same here, or choose another word.")


def _shapeless(route: str) -> str:
    return PARAMETER.sub("{}", route)
