"""Sample data: `python -m app.seed` fills empty tables, parents first."""

from collections.abc import Iterator

from archwright.build.resources.naming import wire_name
from archwright.build.resources.samples import sample
from archwright.build.template import Templates
from archwright.evolve import association_name, entity_tables
from archwright.kit.names import camel, snake
from archwright.model.blueprint import TEXTUAL, Blueprint, Entity, Field
from archwright.model.parts import Dependency, Part

_templates = Templates(__name__)

# What chance would make unreadable, or wrong.
SAID = TEXTUAL | {"json", "uuid"}


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """One module, and a test of it. Users come from the routes of the login: a sample has no password."""
    login = blueprint.auth.entity if blueprint.auth else ""
    order = [table.entity for table in entity_tables(blueprint) if table.entity not in ("", login)]
    entities = [blueprint.entity(name) for name in order if blueprint.entity(name).seed]
    if not entities:
        return
    yield Dependency("polyfactory>=3.5")
    yield _templates.file(
        "app/seed.py", seeds=[_seed(entity) for entity in entities], imports=sorted(set(_imports(entities)))
    )
    yield _templates.file("tests/integration/test_seed.py")


def _seed(entity: Entity) -> dict[str, object]:
    links = [f'"{wire_name(each)}": {camel(association_name(entity, each))}.__table__' for each in entity.manies]
    return {
        "name": entity.name,
        "slug": entity.slug,
        "rows": entity.seed,
        "texts": [(field.name, _text(field)) for field in entity.fields if _is_said(field)],
        "between": f"{{{', '.join(links)}}}",
    }


def _is_said(field: Field) -> bool:
    needed = (field.readonly or field.type == "file") and not field.optional and field.default is None
    said = field.type in SAID and field.type != "file"
    return not field.computed and (said or needed or bool(field.unique))


def _text(field: Field) -> str:
    return '""' if field.type == "file" else sample(field)


def _imports(entities: list[Entity]) -> Iterator[str]:
    for entity in entities:
        yield f"from app.models.{entity.slug} import {entity.name}"
        yield f"from app.schemas.{entity.slug} import {entity.name}Create"
        for relation in entity.manies:
            model = camel(association_name(entity, relation))
            yield f"from app.models.{snake(model)} import {model}"
