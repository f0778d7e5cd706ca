"""Foreign keys -> relations to one, association tables -> relations to many."""

import re
from dataclasses import dataclass, field

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, field_name
from archwright.design.intake.sql.keys import natural
from archwright.design.intake.sql.policies import moments
from archwright.design.intake.sql.tables import SourceReference, SourceSchema, SourceTable
from archwright.kit.names import snake
from archwright.model.blueprint import OnDelete, Relation

_DELETES: dict[str, OnDelete] = {"cascade": "cascade", "set null": "set null"}
_ID = re.compile(r"_(id|fk|uuid|key|ref)$|^(id|fk)_")


@dataclass
class Naming:
    """What tables and columns are called: `entities` by table, `members` by table and column, in lower case."""

    rules: Rules
    entities: dict[str, str]
    members: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, table: str) -> dict[str, str]:
        """The names of one table's columns so far."""
        return self.members.setdefault(table, {})


def references(table: SourceTable, naming: Naming, schema: SourceSchema, ledger: Ledger) -> dict[str, SourceReference]:
    """The foreign keys that become relations, by column; the others are told."""
    found: dict[str, SourceReference] = {}
    for each in table.references:
        label = f"`{table.name}.{', '.join(each.columns)}`"
        if len(each.columns) != 1:
            ledger.tell_common(each.line, label, "a foreign key of several columns: they stay as plain fields")
        elif each.table not in naming.entities:
            ledger.tell_common(
                each.line, f"{label} to `{each.table}`", "a foreign key to a table that is no entity here"
            )
        elif each.columns[0] in found or each.columns[0] not in table.columns:
            ledger.tell_common(each.line, label, "a second foreign key of the same column")
        else:
            found[each.columns[0]] = each
            _tell_target(each, label, schema.tables[each.table], ledger)
    return found


def _tell_target(each: SourceReference, label: str, target: SourceTable, ledger: Ledger) -> None:
    if each.targets and each.targets != target.primary:
        ledger.tell_common(each.line, label, "it refers to another column than the key: relations go by the key")
    if each.on_update == "cascade" and natural(target):
        ledger.tell_common(each.line, label, "ON UPDATE is not needed: an `id` never changes")
    if each.on_delete == "set default":
        ledger.tell_common(each.line, label, "ON DELETE SET DEFAULT: a delete is refused instead")


def to_one(table: SourceTable, column: str, each: SourceReference, naming: Naming, ledger: Ledger) -> Relation:
    """The relation of one foreign key."""
    source, names = table.columns[column], naming.of(table.name.lower())
    target = naming.entities[each.table]
    name = _name(source.name, target, set(names.values()), naming.rules)
    names[column] = name
    if snake(source.name) != f"{name}_id":
        ledger.tell_common(
            source.line, f"`{table.name}.{source.name}`", "the column of a relation is its name and `_id`"
        )
    key = table.primary == (column,)
    delete = _DELETES.get(each.on_delete, "restrict")
    if delete == "set null" and not source.nullable:
        reason = "ON DELETE SET NULL of a required column: refused instead"
        ledger.tell_common(source.line, f"`{table.name}.{source.name}`", reason)
        delete = "restrict"
    if source.default is not None and source.default.sql().upper() != "NULL":
        ledger.tell_common(source.line, f"`{table.name}.{source.name}`", "a relation has no default")
    return Relation(
        name=name,
        target=target,
        optional=source.nullable,
        on_delete=delete,
        unique="all" if source.unique or key else "",
        doc=source.doc,
    )


def _name(column: str, target: str, taken: set[str], rules: Rules) -> str:
    bare = _ID.sub("", snake(column)) or snake(target)
    name = field_name(bare, rules)
    if name in taken and snake(target) != name:
        name = field_name(f"{bare}_{snake(target)}", rules)
    return field_name(name, rules, taken)


def to_many(
    key: str, pair: tuple[SourceReference, SourceReference], naming: Naming, schema: SourceSchema, ledger: Ledger
) -> tuple[str, Relation]:
    """The table that holds the relation, and the relation."""
    holder, other = pair
    link, names = schema.tables[key], naming.of(holder.table)
    target = naming.entities[other.table]
    bare = _ID.sub("", snake(other.columns[0])) if holder.table == other.table else snake(target)
    name = field_name(naming.rules.plural(bare or snake(target)), naming.rules, set(names.values()))
    names[f"{key}[]"] = name
    ledger.tell_common(link.line, f"`{link.name}` as `{naming.entities[holder.table]}.{name}`",
                       "a table of pairs is a relation to many: the backend names its table and columns")  # fmt: skip
    extra = [link.columns[each].name for each in sorted(moments(link))]
    if extra:
        ledger.tell_common(link.line, f"`{link.name}.{', '.join(extra)}`", "a pair keeps no time of its own")
    return holder.table, Relation(name=name, target=target, many=True, doc=link.doc)
