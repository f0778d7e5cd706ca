"""Tenancy: rows belong to a tenant; each query says of which, and PostgreSQL checks it once more."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values
from archwright.build.template import Templates
from archwright.capabilities.tenancy.testing import tenancy_tests
from archwright.evolve import entity_table
from archwright.model.blueprint import Blueprint, Entity
from archwright.model.parts import MainLine, Part
from archwright.model.resources import ContextPart, FactoryPart, LoginPart, TraitPart

_templates = Templates(__name__)

FILES = (
    "app/api/tenancy.py",
    "app/core/tenancy.py",
    "app/repositories/traits/tenancy.py",
    "docs/decisions/tenancy.md",
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `tenancy`."""
    if not blueprint.tenant or blueprint.auth is None:
        return
    values = account_values(blueprint)
    tables = [(entity.table, tenant_column(blueprint)) for entity in blueprint.entities if entity.tenant]
    yield from (_templates.file(path, tables=tables, **values) for path in FILES)
    yield _context(str(values["id_type"]))
    yield from _lines()
    yield LoginPart(_templates.text("tests/fixtures.py", **values), OUTSIDER)
    scoped = [entity for entity in blueprint.entities if entity.tenant]
    for entity in scoped:
        yield from _entity(entity, blueprint)
    test = "tests/integration/test_tenant_rows.py"
    yield from (_templates.file(test, entity=entity, column=tenant_column(blueprint)) for entity in scoped[:1])
    if values["tenant_column"]:
        yield FactoryPart(blueprint.auth.entity, str(values["tenant_column"]), "HOME", HOME)


HOME = ("from tests.identities import HOME",)
OUTSIDER = ("from tests.identities import OUTSIDER", "from tests.people import settle_outsider")


def tenant_column(blueprint: Blueprint) -> str:
    """The column that says whose a row is."""
    return f"{blueprint.entity(blueprint.tenant).slug}_id"


def _context(id_type: str) -> ContextPart:
    return ContextPart(
        "tenant_id",
        f"{id_type} | None",
        "CurrentTenant",
        ("from uuid import UUID",),
        ("from app.api.tenancy import CurrentTenant, MaybeTenant",),
        order=-90,
        public="MaybeTenant",
        bound=True,
    )


def _lines() -> Iterator[MainLine]:
    yield MainLine(
        "app.state.system = everywhere(watch(app.state.database))",
        ("from app.core.tenancy import everywhere, watch",),
        order=-950,
    )


def _entity(entity: Entity, blueprint: Blueprint) -> Iterator[Part]:
    column = tenant_column(blueprint)
    fellows, imports = _fellows(entity, blueprint)
    yield TraitPart(
        entity.name,
        "TenantScoped",
        "app.repositories.traits.tenancy",
        (f'tenant = "{column}"', *fellows),
        imports,
        order=-10,
    )
    yield FactoryPart(entity.name, column, "HOME", HOME)
    if entity.actions:
        yield from tenancy_tests(entity, blueprint, column)


def _fellows(entity: Entity, blueprint: Blueprint) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Relations to what belongs to a tenant as well, as an attribute of the repository."""
    column = tenant_column(blueprint)
    lines, imports = [], []
    for relation in entity.ones:
        target = blueprint.entity(relation.target)
        named = {each.name for each in entity_table(blueprint, target).columns}
        if column in named and relation.column != column:
            lines.append(f'        "{relation.column}": ({target.name}.__table__, "{column}"),\n')
            imports.append(f"from app.models.{target.slug} import {target.name}")
    return ((f"fellows = {{\n{''.join(lines)}    }}",) if lines else ()), tuple(imports)
