"""Parts of a blueprint in, tree out."""

from collections.abc import Iterable, Mapping

from archwright.build.arrange import arranged
from archwright.build.backend import Backend
from archwright.build.collect import carried, collected
from archwright.build.packages import package_files
from archwright.build.resources import around, base, config, conftest, errors, main, models, reference
from archwright.build.resources.entity import repositories, routes, schemas, services, tests
from archwright.build.resources.entity.shape import resources
from archwright.build.resources.operations import write as operations
from archwright.build.tidy import tidied
from archwright.build.trim import trimmed
from archwright.build.writers import project
from archwright.kit.errors import ArchwrightError
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Parts, TextFile
from archwright.model.platform import DatabaseNeed
from archwright.model.tree import Tree

FOR_ALL = (base, config, conftest, errors, main, project)
FOR_EACH = (schemas, repositories, services, routes, tests)
SLOTS = "tests/slots/"
# What the user's own code in a slot may import.
LENT = ("app/core/", "app/models/", "app/schemas/base.py")


def generate(blueprint: Blueprint, given: Parts) -> Tree:
    """The whole backend as a tree.

    Raises ArchwrightError for an entity whose file is there already, InternalError when two parts disagree about one.
    """
    backend = Backend(blueprint.name, given, DatabaseNeed("async"))
    owners: dict[str, str] = {}
    for resource in resources(backend, blueprint.wire):
        for writer in FOR_EACH:
            files = list(writer.write(resource, backend))
            owners |= {file.path: resource.entity.name for file in files}
            backend = backend.plus(*files)
    beside = given.plus(*operations.write(backend, blueprint))
    _keep_apart(beside.of(TextFile), owners)
    backend = backend.plus(*beside.items[len(given.items) :])
    backend = backend.plus(*models.write(backend, blueprint.stack.orm))
    for merger in FOR_ALL:
        backend = backend.plus(*merger.write(backend))
    backend = backend.plus(*package_files(backend), *reference.write(backend, blueprint))
    backend = backend.plus(*around.write(backend, blueprint))
    texts = trimmed(collected(given, backend.parts), _spare(backend.parts.of(TextFile)))
    return tidied(arranged(texts, blueprint), carried(backend.parts), frozenset())


def _keep_apart(files: Iterable[TextFile], owners: Mapping[str, str]) -> None:
    """None of the files is one of an entity (path -> entity)."""
    for entity, path in ((owners[each.path], each.path) for each in files if each.path in owners):
        raise ArchwrightError(
            f"`{entity}` would be in {path}, where the backend has something of its own.",
            hint=f"Say more, e.g. `{entity}Record`.",
            where=f"entities: {entity}",
        )


def _spare(files: tuple[TextFile, ...]) -> frozenset[str]:
    """Of which the backend gets what it uses; where there are slots, nobody knows yet what they will use."""
    lent = LENT if any(file.path.startswith(SLOTS) for file in files) else ()
    return frozenset(file.path for file in files if file.spare and not file.path.startswith(lent))
