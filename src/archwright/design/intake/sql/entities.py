"""Tables -> entities."""

from dataclasses import replace
from functools import partial

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import field_name
from archwright.design.intake.settle import lawful
from archwright.design.intake.sql import policies
from archwright.design.intake.sql.checks import apply, columns_in, limits, rule
from archwright.design.intake.sql.fields import field_of
from archwright.design.intake.sql.keys import natural, surrogate
from archwright.design.intake.sql.relations import Naming, references, to_one
from archwright.design.intake.sql.tables import SourceCheck, SourceColumn, SourceSchema, SourceTable
from archwright.design.intake.sql.types import SEARCHED, typed
from archwright.kit.names import snake
from archwright.model.blueprint import Check, Entity, Field, Listing, Relation

_OURS = {"timestamps": ("created_at", "updated_at"), "soft delete": ("deleted_at",), "lock": ("version",)}


class Drafting:
    """One table on its way to an entity."""

    def __init__(self, table: SourceTable, naming: Naming, schema: SourceSchema, ledger: Ledger) -> None:
        self.table, self.naming, self.schema, self.ledger = table, naming, schema, ledger
        self.names = naming.of(table.name.lower())
        self.moments, self.deletion = policies.moments(table), policies.deletion(table)
        self.version = policies.version(table)
        self.fields: dict[str, Field] = {}
        self.relations: dict[str, Relation] = {}
        self.rules: list[Check] = []

    def entity(self, left_out: set[str]) -> Entity:
        """The entity, without the columns that are left out."""
        dropped = self.moments | self.deletion | self.version | {surrogate(self.table)} | left_out
        keys = references(self.table, self.naming, self.schema, self.ledger)
        for column, each in keys.items():
            if column not in dropped:
                self.relations[column] = to_one(self.table, column, each, self.naming, self.ledger)
        for key, source in self.table.columns.items():
            if typed(source.type, self.schema).loss == SEARCHED:
                self._common(source, f"`{self.table.name}.{source.name}`", SEARCHED)
            elif key not in dropped and key not in keys:
                self.fields[key] = self._field(key, source)
        for check in self.table.checks:
            self._check(check, dropped)
        self._settle()
        self._tell_policies()
        return self._made()

    def _field(self, key: str, column: SourceColumn) -> Field:
        rules = self.naming.rules
        taken = {*self.names.values(), *(f"{each.name}_id" for each in self.relations.values())}
        name = field_name(column.name, rules, taken)
        self.names[key] = name
        if name != snake(column.name):
            self._common(
                column, f"`{self.table.name}.{column.name}` as `{name}`", "the language does not take the name"
            )
        elif name != column.name.lower():
            self._common(column, f"`{self.table.name}.{column.name}` as `{name}`", "names are in snake case")
        if column.indexed and key == natural(self.table):
            column.indexed = False
        made = field_of(column, name, self.table, self.schema, self.ledger)
        return replace(made, unique="all", optional=False, fixed=True) if key == natural(self.table) else made

    def _check(self, check: SourceCheck, dropped: set[str]) -> None:
        found = limits(check.expression)
        fields = [apply(each, self.fields[each.column]) if each.column in self.fields else None for each in found or ()]
        if found and all(fields):
            for each in found:
                self.fields[each.column] = apply(each, self.fields[each.column]) or self.fields[each.column]
            return
        columns = {key: each.column for key, each in self.fields.items()}
        columns |= {key: each.column for key, each in self.relations.items()}
        text = rule(check.expression, columns) if not set(columns_in(check.expression)) & dropped else ""
        if text:
            self.rules.append(Check(self._check_name(check), text))
            return
        shown = str(check.expression.sql(dialect="postgres"))[:80]
        self.ledger.tell(
            check.line, f"`{self.table.name}`: CHECK ({shown})", "a rule that not every database can check"
        )

    def _check_name(self, check: SourceCheck) -> str:
        taken = {each.name for each in self.rules}
        columns = "_".join(columns_in(check.expression)[:2])
        return field_name(check.name or f"{columns}_rule", self.naming.rules, taken)

    def _settle(self) -> None:
        for key, each in self.fields.items():
            column, label = self.table.columns[key], f"`{self.table.name}.{self.table.columns[key].name}`"
            self.fields[key] = lawful(each, partial(self.ledger.tell, column.line, label))

    def _tell_policies(self) -> None:
        for policy, columns in (("timestamps", self.moments), ("soft delete", self.deletion), ("lock", self.version)):
            for key in sorted(columns):
                column, ours = self.table.columns[key], _OURS[policy]
                if snake(column.name) not in ours:
                    reason = f"the policy `{policy}` keeps it in {' and '.join(f'`{each}`' for each in ours)}"
                    self._common(column, f"`{self.table.name}.{column.name}`", reason)
        if self.moments and len(self.moments) < 2:
            reason = "timestamps are kept in a pair: the other of `created_at` and `updated_at` is added"
            self.ledger.tell_common(self.table.line, f"`{self.table.name}`", reason)

    def _made(self) -> Entity:
        table, name = self.table, self.naming.entities[self.table.name.lower()]
        slug = self.naming.rules.slug(name)
        plural = self._plural(slug)
        fields, relations = tuple(self.fields.values()), tuple(self.relations.values())
        timestamps = bool(self.moments)
        return Entity(
            name=name,
            slug=slug,
            plural=plural,
            table=self._table_name(),
            fields=fields,
            relations=relations,
            listing=_listing(fields, relations, timestamps=timestamps),
            unique=self._groups([table.primary, *table.uniques]),
            index=self._groups(table.indexes),
            checks=tuple(self.rules),
            timestamps=timestamps,
            soft_delete=bool(self.deletion),
            versioned=bool(self.version),
            external_key=self._external(),
            doc=" ".join(table.doc.split())[:300],
        )

    def _plural(self, slug: str) -> str:
        """The table's own name when it is a plural that ours differs from."""
        own = snake(self.table.name)
        return own if own.endswith("s") and own[:3] == slug[:3] and own != slug else self.naming.rules.plural(slug)

    def _table_name(self) -> str:
        name = field_name(self.table.name, self.naming.rules)
        if name != self.table.name.lower():
            self.ledger.tell_common(
                self.table.line, f"`{self.table.name}` as `{name}`", "names of tables are in snake case"
            )
        return name

    def _external(self) -> str:
        """The natural key, by which routes find the row."""
        key = natural(self.table)
        kept = self.fields.get(key)
        return kept.name if kept and kept.unique and kept.type in {"str", "uuid", "int"} else ""

    def _groups(self, groups: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        """Keys over several columns, in our names; one of a column that is gone is told."""
        found: list[tuple[str, ...]] = []
        for group in groups:
            names = tuple(self._member(key) for key in group)
            if len(group) > 1 and all(names) and names not in found:
                found.append(names)
            elif len(group) > 1 and not all(names):
                reason = "a key or an index over a column that is not a field here"
                self.ledger.tell_common(self.table.line, f"`{self.table.name} ({', '.join(group)})`", reason)
        return tuple(found)

    def _member(self, key: str) -> str:
        if key in self.fields:
            return (
                "" if self.fields[key].type in {"json", "file"} or self.fields[key].computed else self.fields[key].name
            )
        if key in self.relations:
            return self.relations[key].name
        ours = {"created_at", "updated_at"} & {snake(key)}
        return next(iter(ours), "") if key in self.moments else ""

    def _common(self, column: SourceColumn, what: str, reason: str) -> None:
        self.ledger.tell_common(column.line, what, reason)


def _listing(fields: tuple[Field, ...], relations: tuple[Relation, ...], *, timestamps: bool) -> Listing:
    """Filters are what a column of few values, an index or a reference suggests."""
    filters = [each.name for each in fields if each.type in {"enum", "bool"} or each.index]
    ones = [each.name for each in relations if not each.many]
    sorts = [each.name for each in fields if (each.index or each.unique) and each.type not in {"text", "bool"}]
    moments = ["created_at"] if timestamps else []
    return Listing(tuple(filters + ones), tuple(sorts + moments), "-created_at" if timestamps else "-id")
