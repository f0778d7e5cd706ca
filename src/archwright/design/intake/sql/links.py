"""Which tables are entities, and which only hold pairs of rows."""

from archwright.design.intake.names import Rules, entity_name
from archwright.design.intake.sql.policies import moments
from archwright.design.intake.sql.tables import SourceReference, SourceSchema, SourceTable


def links(schema: SourceSchema) -> dict[str, tuple[SourceReference, SourceReference]]:
    """Pure association tables with their two references, the side that holds the relation first."""
    found: dict[str, tuple[SourceReference, SourceReference]] = {}
    for key, table in schema.tables.items():
        pair = _pair(table, schema)
        if pair:
            found[key] = pair
    return {key: pair for key, pair in found.items() if not {each.table for each in pair} & found.keys()}


def _pair(table: SourceTable, schema: SourceSchema) -> tuple[SourceReference, SourceReference] | None:
    single = [each for each in table.references if len(each.columns) == 1 and each.table in schema.tables]
    if len(single) != 2 or len(table.references) != 2:
        return None
    both = {each.columns[0] for each in single}
    unique = {frozenset(names) for names in (table.primary, *table.uniques)}
    rest = table.columns.keys() - both - moments(table)
    key = set(table.primary) - both
    # Without a unique pair it is something of its own: a rental, a visit.
    if len(both) != 2 or frozenset(both) not in unique or rest - key or len(key) > 1:
        return None
    return _ordered(table, single[0], single[1])


def _ordered(
    table: SourceTable, first: SourceReference, second: SourceReference
) -> tuple[SourceReference, SourceReference]:
    """The table named first in `film_actor` holds the relation."""
    name = table.name.lower()
    if second.table != first.table and name.startswith(_stem(second.table)) and not name.startswith(_stem(first.table)):
        return second, first
    return first, second


def _stem(table: str) -> str:
    return table.removesuffix("s")


def entity_names(schema: SourceSchema, left_out: set[str], rules: Rules) -> dict[str, str]:
    """Table -> entity, each name once; a prefix that all tables share is left off."""
    keys = [key for key in schema.tables if key not in left_out]
    prefix = _shared(keys)
    names: dict[str, str] = {}
    for key in keys:
        table = schema.tables[key]
        bare = table.name[len(prefix) :]
        name = entity_name(bare, rules)
        if name in names.values() and table.schema:
            name = entity_name(f"{table.schema}_{bare}", rules)
        names[key] = entity_name(bare, rules, set(names.values())) if name in names.values() else name
    return names


def _shared(keys: list[str]) -> str:
    """`tbl_` of tbl_user, tbl_order, tbl_item."""
    prefix = keys[0].split("_")[0] + "_" if keys else ""
    rest = {key.removeprefix(prefix) for key in keys}
    return prefix if len(keys) > 2 and all(key.startswith(prefix) for key in keys) and len(rest) == len(keys) else ""
