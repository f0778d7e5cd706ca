"""A schema -> its blueprint."""

from dataclasses import replace
from pathlib import PurePath

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, app_name
from archwright.design.intake.settle import settled
from archwright.design.intake.sql.entities import Drafting
from archwright.design.intake.sql.keys import ids_of, tell_keys
from archwright.design.intake.sql.links import entity_names, links
from archwright.design.intake.sql.login import guarded, login_of, with_login
from archwright.design.intake.sql.policies import passwords
from archwright.design.intake.sql.questions import questions
from archwright.design.intake.sql.reading import read_schema
from archwright.design.intake.sql.relations import Naming, to_many
from archwright.design.intake.sql.tables import SourceSchema
from archwright.kit.errors import ArchwrightError
from archwright.model.blueprint import Blueprint, Database, Entity, Stack, Wire
from archwright.model.intake import Intake, Source
from archwright.model.place import Place

_DATABASES: dict[str, Database] = {"postgres": "postgres", "mysql": "postgres", "sqlite": "sqlite"}


def draft_schema(source: Source, rules: Rules, dialect: str = "") -> Intake:
    """Every table as an entity or a relation. Raises ArchwrightError when there is no table."""
    ledger = Ledger(source.name)
    schema = read_schema(source.text, ledger, dialect)
    if not schema.tables:
        raise _no_tables(source, ledger)
    _note_indexes(schema)
    if schema.dialect == "mysql":
        ledger.tell(0, "MySQL", "Backends are written for PostgreSQL and SQLite: the rows have to move.")
    pairs = links(schema)
    naming = Naming(rules, entity_names(schema, set(pairs), rules))
    login = login_of(schema, naming.entities)
    entities = {key: _entity(key, schema, naming, ledger, login[0] if login else "") for key in naming.entities}
    for key, pair in pairs.items():
        holder, relation = to_many(key, pair, naming, schema, ledger)
        entities[holder] = replace(entities[holder], relations=(*entities[holder].relations, relation))
    if login:
        entities[login[0]] = with_login(entities[login[0]], login[1], schema.tables[login[0]].line, ledger)
    tell_keys(schema, naming.entities, ledger)
    auth = login[1] if login else None
    drafted = Blueprint(
        name=app_name(PurePath(source.name.partition("?")[0]).stem),
        stack=Stack(_DATABASES[schema.dialect]),
        auth=auth,
        entities=tuple(guarded(each, auth) for each in entities.values()),
        wire=Wire(ids="uuid" if ids_of(schema) == "uuid" else "int"),
    )
    lines = {each.name: schema.tables[key].line for key, each in entities.items()}
    blueprint = settled(drafted, lines, ledger)
    places = {name: Place(source.name, line) for name, line in lines.items()}
    return Intake(blueprint, ledger.gaps(), questions(blueprint, places), _carried(schema, entities))


def _entity(key: str, schema: SourceSchema, naming: Naming, ledger: Ledger, user: str) -> Entity:
    table = schema.tables[key]
    return Drafting(table, naming, schema, ledger).entity(passwords(table) if key == user else set())


def _note_indexes(schema: SourceSchema) -> None:
    """An index over one column belongs to the column."""
    for table in schema.tables.values():
        for group in table.indexes:
            if len(group) == 1 and group[0] in table.columns:
                table.columns[group[0]].indexed = True


def _carried(schema: SourceSchema, entities: dict[str, Entity]) -> tuple[tuple[str, int], ...]:
    relations = sum(len(each.relations) for each in entities.values())
    fields = sum(len(each.fields) for each in entities.values())
    return (("tables", len(schema.tables)), ("entities", len(entities)), ("fields", fields), ("relations", relations))


def _no_tables(source: Source, ledger: Ledger) -> ArchwrightError:
    first = next((gap for gap in ledger.gaps() if "cannot be read" in gap.reason), None)
    if first:
        return ArchwrightError(f"This cannot be read as SQL: {first.what}", where=str(first.place),
                               hint="The dialects of PostgreSQL, MySQL and SQLite are read.")  # fmt: skip
    return ArchwrightError(
        "There is no CREATE TABLE here.", where=source.name, hint="Dump the schema, with its tables."
    )
