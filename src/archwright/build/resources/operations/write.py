"""All files of operations."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.resources.operations.group import groups
from archwright.build.resources.operations.routes import write_routes
from archwright.build.resources.operations.shapes import write_group, write_named
from archwright.build.resources.operations.slots import write_slots, write_work
from archwright.build.resources.operations.tests import write_shared, write_tests
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Part, RouterPart

# Before the resources: /articles/feed is no article.
FIRST = -10


def write(backend: Backend, blueprint: Blueprint) -> Iterator[Part]:
    """Nothing when there are none."""
    found = tuple(groups(backend, blueprint))
    for group in found:
        yield from (*write_group(group), *write_slots(group), *write_routes(group), *write_tests(group))
        yield RouterPart(f"app.api.routes.v1.{group.name}", order=FIRST)
    if found:
        yield from (*write_named(blueprint), *write_work(backend, blueprint), *write_shared())
