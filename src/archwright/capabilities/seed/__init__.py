"""Sample data: `python -m app.seed` fills empty tables, parents first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from archwright.build.resources.accounts import account_values
from archwright.build.resources.naming import tuple_of, wire_name
from archwright.build.resources.samples import distinct, places, sample
from archwright.build.template import Templates
from archwright.evolve import association_name, entity_table, entity_tables
from archwright.kit.names import camel, snake
from archwright.model.blueprint import TEXTUAL, Blueprint, Entity, Field
from archwright.model.parts import Dependency, Part, SettingPart

_templates = Templates(__name__)

PARENTS = 3
PRODUCTION = SettingPart("production", "bool", "False", "Where it is, samples of users get no password.")
# What chance would make unreadable, or wrong.
SAID = TEXTUAL | {"json", "uuid"}


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """One module, and a test of it; another for those who log in, whom the samples belong to."""
    counts = _counts(blueprint)
    order = [table.entity for table in entity_tables(blueprint) if table.entity in counts]
    if not order:
        return
    entities = [blueprint.entity(name) for name in order]
    yield Dependency("polyfactory>=3.5")
    seeds = [_seed(entity, counts[entity.name]) for entity in entities]
    imports = {*_imports(entities), *(["from app.core.tenancy import everywhere"] if blueprint.tenant else [])}
    logins = _logins(blueprint)
    yield from logins
    after = [f'await let_in(database, settings, made.get("{_user(blueprint).table}", 0))'] if logins else []
    imports |= {"from app.services.sample_logins import let_in"} if logins else set()
    column = f"{blueprint.entity(blueprint.tenant).slug}_id" if blueprint.tenant else ""
    values: dict[str, Any] = {"opened": _opened(blueprint), "column": column, "after": after}
    yield _templates.file("app/seed.py", seeds=seeds, imports=sorted(imports), **values)
    there = {blueprint.auth.entity, blueprint.tenant} if blueprint.auth else set()
    plain = [entity for entity in entities if entity.name not in there]
    sure = [each.table for each in plain if not each.checks and not _needed(each, blueprint) - set(order)]
    tables: dict[str, Any] = {"filled": _tuple(each.table for each in plain), "sure": _tuple(sure)}
    yield _templates.file("tests/integration/test_seed.py", **tables, tenant=blueprint.tenant)


def _tuple(names: Iterable[str]) -> str:
    return tuple_of(found) if (found := list(names)) else "()"


def _opened(blueprint: Blueprint) -> str:
    plain = "open_database(settings.database_url)"
    return f"everywhere({plain})" if blueprint.tenant else plain


def _counts(blueprint: Blueprint) -> dict[str, int]:
    """How many rows of which entity: as many as is said, and some of what these refer to."""
    counts = {entity.name: entity.seed for entity in blueprint.entities if entity.seed}
    waiting = list(counts)
    if blueprint.auth and waiting and blueprint.auth.entity not in counts:
        counts[blueprint.auth.entity] = PARENTS
        waiting.append(blueprint.auth.entity)
    while waiting:
        more = _needed(blueprint.entity(waiting.pop()), blueprint) - set(counts)
        counts |= dict.fromkeys(sorted(more), PARENTS)
        waiting += more
    return counts


def _needed(entity: Entity, blueprint: Blueprint) -> set[str]:
    """What a row has to refer to; also its owner and its tenant, when the page does not say them."""
    table = entity_table(blueprint, entity)
    names = {each.table: each.name for each in blueprint.entities}
    return {names[key.table] for key in table.foreign_keys if not table.column(key.column).nullable}


def _user(blueprint: Blueprint) -> Entity:
    assert blueprint.auth
    return blueprint.entity(blueprint.auth.entity)


def _logins(blueprint: Blueprint) -> list[Part]:
    """Nothing without passwords of our own."""
    auth = blueprint.auth
    if auth is None or not auth.passwords:
        return []
    values = account_values(blueprint)
    found: list[Part] = [_templates.file("app/services/sample_logins.py", **values), PRODUCTION]
    alone = _needed(_user(blueprint), blueprint) <= {blueprint.tenant}
    if auth.routes and alone and not (blueprint.tenant and _needed(blueprint.entity(blueprint.tenant), blueprint)):
        found.append(_templates.file("tests/integration/test_sample_logins.py", **values))
    return found


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
