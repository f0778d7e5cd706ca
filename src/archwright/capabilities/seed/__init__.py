"""Sample data: `python -m app.seed` fills empty tables, parents first."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from archwright.build.resources.naming import tuple_of, wire_name
from archwright.build.resources.samples import distinct, places, sample
from archwright.build.template import Templates
from archwright.evolve import association_name, entity_tables
from archwright.kit.names import camel, snake
from archwright.model.blueprint import TEXTUAL, Blueprint, Entity, Field
from archwright.model.parts import Dependency, Part

_templates = Templates(__name__)

PARENTS = 3
# What chance would make unreadable, or wrong.
SAID = TEXTUAL | {"json", "uuid"}


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """One module, and a test of it. Users come from the routes of the login: a sample has no password."""
    counts = _counts(blueprint)
    order = [table.entity for table in entity_tables(blueprint) if table.entity in counts]
    if not order:
        return
    entities = [blueprint.entity(name) for name in order]
    yield Dependency("polyfactory>=3.5")
    seeds = [_seed(entity, counts[entity.name]) for entity in entities]
    imports = {*_imports(entities), *(["from app.core.tenancy import everywhere"] if blueprint.tenant else [])}
    yield _templates.file("app/seed.py", seeds=seeds, imports=sorted(imports), tenant=blueprint.tenant)
    sure = [entity.table for entity in entities if not entity.checks and not _needed(entity) - set(order)]
    yield _templates.file(
        "tests/integration/test_seed.py", sure=tuple_of(sure) if sure else "()", tenant=blueprint.tenant
    )


def _counts(blueprint: Blueprint) -> dict[str, int]:
    """How many rows of which entity: as many as is said, and some of what these refer to."""
    counts = {entity.name: entity.seed for entity in blueprint.entities if entity.seed}
    waiting = list(counts)
    while waiting:
        more = _needed(blueprint.entity(waiting.pop())) - set(counts)
        counts |= dict.fromkeys(more, PARENTS)
        waiting += more
    return {name: count for name, count in counts.items() if not blueprint.auth or name != blueprint.auth.entity}


def _needed(entity: Entity) -> set[str]:
    return {relation.target for relation in entity.ones if not relation.optional}


def _seed(entity: Entity, rows: int) -> dict[str, object]:
    links = [f'"{wire_name(each)}": {camel(association_name(entity, each))}.__table__' for each in entity.manies]
    behind, alone = places(entity), distinct(entity)
    said = {field.name: replace(field, unique="all") if field.name in alone else field for field in entity.fields}
    texts = [(name, _text(field, behind.get(name, 0))) for name, field in said.items() if _is_said(field, behind)]
    return {
        "name": entity.name,
        "slug": entity.slug,
        "rows": rows,
        "texts": texts,
        "between": f"{{{', '.join(links)}}}",
    }


def _is_said(field: Field, behind: Mapping[str, int]) -> bool:
    needed = (field.readonly or field.type == "file") and not field.optional and field.default is None
    said = field.type in SAID and field.type != "file"
    return not field.computed and (said or needed or bool(field.unique) or field.name in behind)


def _text(field: Field, place: int) -> str:
    return '""' if field.type == "file" else sample(field, place=place)


def _imports(entities: list[Entity]) -> Iterator[str]:
    for entity in entities:
        yield f"from app.models.{entity.slug} import {entity.name}"
        yield f"from app.schemas.{entity.slug} import {entity.name}Create"
        for relation in entity.manies:
            model = camel(association_name(entity, relation))
            yield f"from app.models.{snake(model)} import {model}"
