"""Rules over several columns: SQL that both databases take, over columns that are there."""

from archwright.language.found import Found
from archwright.language.words import word_trouble
from archwright.model.blueprint import Blueprint, Check, Entity


def check_rules(blueprint: Blueprint, found: Found) -> None:
    """Each rule is read as SQL, and its columns are looked up."""
    for entity in blueprint.entities:
        for rule in entity.checks:
            trouble, fix = word_trouble(rule.name)
            if trouble:
                found.at_key(("entities", entity.name, "checks", rule.name), trouble, fix)
            _rule(entity, rule, found)


def _rule(entity: Entity, rule: Check, found: Found) -> None:
    import sqlglot
    from sqlglot import exp

    path = ("entities", entity.name, "checks", rule.name)
    try:
        tree = sqlglot.parse_one(f"SELECT 1 WHERE {rule.expression}", dialect="postgres")
    except sqlglot.errors.SqlglotError:
        found.at(path, f"`{rule.expression}` is not a rule in SQL.", "Write an expression, as `ends_on >= starts_on`.")
        return
    where = tree.args.get("where") if isinstance(tree, exp.Select) else None
    extra = {key for key, value in tree.args.items() if value} - {"where", "expressions", "kind"}
    if where is None or extra or where.find(exp.Query) or ";" in rule.expression or "--" in rule.expression:
        found.at(path, "A rule is one expression over the columns of a row.", "Write it as `ends_on >= starts_on`.")
        return
    columns = {each.name for each in entity.fields if not each.computed}
    columns |= {each.column for each in entity.ones} | {"id", *_stamps(entity)}
    for column in where.find_all(exp.Column):
        if column.name not in columns | found.root.names("entities", entity.name, "fields"):
            found.unknown(path, f"`{entity.name}` has no column `{column.name}`.", column.name, columns)
    if not any(True for _ in where.find_all(exp.Column)):
        found.at(path, "This rule is the same for every row.", "Compare columns, as `ends_on >= starts_on`.")


def _stamps(entity: Entity) -> tuple[str, ...]:
    return ("created_at", "updated_at") if entity.timestamps else ()
