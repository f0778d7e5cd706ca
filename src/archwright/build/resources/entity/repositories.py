"""app/repositories/<entity>.py: the queries of an entity, as a base class and the traits that capabilities add."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.resources.entity.schemas import ORDERED
from archwright.build.resources.entity.shape import Resource
from archwright.build.resources.naming import tuple_of
from archwright.build.template import file
from archwright.model.parts import TextFile


def write(resource: Resource, _backend: Backend) -> Iterator[TextFile]:
    """One module: its table, what it is sorted and filtered by, its traits."""
    entity = resource.entity
    yield file(
        f"app/repositories/{entity.slug}.py",
        "resources/repository.py",
        resource=resource,
        bases=[*(trait.name for trait in resource.traits), "Repository"],
        attributes=[*_attributes(resource), *(line for trait in resource.traits for line in trait.attributes)],
        imports=sorted(_imports(resource)),
        code=resource.code("repository"),
    )


def _attributes(resource: Resource) -> Iterator[str]:
    entity = resource.entity
    yield f"table = {entity.name}.__table__"
    yield f'noun = "{resource.words}"'
    if entity.external_key:
        yield f'key = "{entity.external_key}"'
    if resource.sorts:
        yield f"sortable = {tuple_of(resource.sorts)}"
    equal, ranges = _filters(resource)
    if equal:
        yield f"filters = {tuple_of(equal)}"
    if ranges:
        yield f"ranges = {tuple_of(ranges)}"
    searched = [field.name for field in entity.fields if field.search]
    if searched:
        yield f"searched = {tuple_of(searched)}"


def _filters(resource: Resource) -> tuple[list[str], list[str]]:
    """Columns filtered by a value, and those also filtered by an interval."""
    entity = resource.entity
    relations = {relation.name: relation for relation in entity.ones}
    manies = {relation.name for relation in entity.manies}
    wanted = [name for name in entity.listing.filter if name not in manies]
    equal = [relations[name].column if name in relations else name for name in wanted]
    kinds = {field.name: field.type for field in entity.fields}
    return equal, [name for name in equal if kinds.get(name) in ORDERED]


def _imports(resource: Resource) -> set[str]:
    entity = resource.entity
    traits = {f"from {trait.module} import {trait.name}" for trait in resource.traits}
    more = {line for trait in resource.traits for line in trait.imports} | resource.code_imports("repository")
    own = {
        f"from app.models.{entity.slug} import {entity.name}",
        "from app.repositories.base import Repository",
    }
    return traits | more | own
