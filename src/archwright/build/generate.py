"""Parts of a blueprint in, tree out."""

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
    """The whole backend as a tree. Raises InternalError when two parts disagree about a file."""
    backend = Backend(blueprint.name, given, DatabaseNeed("async"))
    for resource in resources(backend, blueprint.wire):
        for writer in FOR_EACH:
            backend = backend.plus(*writer.write(resource, backend))
    backend = backend.plus(*operations.write(backend, blueprint))
    backend = backend.plus(*models.write(backend, blueprint.stack.orm))
    for merger in FOR_ALL:
        backend = backend.plus(*merger.write(backend))
    backend = backend.plus(*package_files(backend), *reference.write(backend, blueprint))
    backend = backend.plus(*around.write(backend, blueprint))
    texts = trimmed(collected(given, backend.parts), _spare(backend.parts.of(TextFile)))
    return tidied(arranged(texts, blueprint), carried(backend.parts), frozenset())


def _spare(files: tuple[TextFile, ...]) -> frozenset[str]:
    """Of which the backend gets what it uses; where there are slots, nobody knows yet what they will use."""
    lent = LENT if any(file.path.startswith(SLOTS) for file in files) else ()
    return frozenset(file.path for file in files if file.spare and not file.path.startswith(lent))
