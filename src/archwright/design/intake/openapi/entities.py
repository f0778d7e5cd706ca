"""Families -> entities, before it is known which of their actions the paths have."""

import re
from collections.abc import Mapping
from dataclasses import replace

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, entity_name, field_name
from archwright.design.intake.openapi.document import Document
from archwright.design.intake.openapi.families import Families, Family
from archwright.design.intake.openapi.fields import Made, member
from archwright.design.intake.openapi.shapes import Property, bare
from archwright.design.intake.settle import lawful
from archwright.kit.names import snake
from archwright.model.blueprint import Entity, Field, Relation

_TIMES = {"created_at", "updated_at"}
_TIME_WORDS = {
    **dict.fromkeys(
        ("created", "create_date", "created_date", "creation_date", "date_created", "inserted_at"), "created_at"
    ),
    **dict.fromkeys(("updated", "modified_at", "updated_date", "last_modified"), "updated_at"),
}
_OWNERS = {"owner", "user", "author", "creator", "created_by"}
_MADE_HERE = re.compile(r"(is|has|can)_\w+|\w+ed|\w*_?following|.*_?count|total_\w+|num_\w+|token")


class Drafting:
    """One family on its way to an entity."""

    def __init__(
        self, family: Family, names: Mapping[str, str], families: Families, rules: Rules, ledger: Ledger
    ) -> None:
        self.family, self.names, self.families, self.rules, self.ledger = family, names, families, rules, ledger
        self.document: Document = families.document
        self.answer, self.create = families.props(family.answer), families.props(family.create)
        self.update = families.props(family.update)
        self.members: dict[str, Field | Relation] = {}

    def entity(self, keys: set[str], login: str, user: str) -> Entity:
        """`keys`: properties that paths find a row by. `login`: the property one logs in with, "" for no user.

        `user`: the entity of the user, "" without a login.
        """
        every = {**self.create, **self.update, **self.answer}
        order = [*self.answer, *(name for name in every if name not in self.answer)]
        times: set[str] = set()
        for name in order:
            word = snake(name)
            if word == "id" or (login and word in {"password", "token"}):
                continue
            if _TIME_WORDS.get(word, word) in _TIMES and self._is_time(every[name]):
                times.add(name)
                continue
            self._add(every[name], keys, login)
        self._tell_times(times)
        name = self.names[self.family.name]
        slug = self.rules.slug(name)
        plural = self.rules.plural(slug)
        fields = tuple(each for each in self.members.values() if isinstance(each, Field))
        relations = tuple(each for each in self.members.values() if isinstance(each, Relation))
        owner = next(
            (each.name for each in relations if each.readonly and each.target == user and each.name in _OWNERS), ""
        )
        return Entity(
            name=name, slug=slug, plural=plural, table=plural, fields=fields, relations=relations, actions=(),
            owner=owner,
            timestamps=bool(times) or not self.answer, doc=self._doc(),
        )  # fmt: skip

    def _add(self, prop: Property, keys: set[str], login: str) -> None:
        name = field_name(prop.name, self.rules, {each.name for each in self.members.values()})
        made = member(name, prop.schema, self.document, self._targets())
        label, line = f"`{self.family.name}.{prop.name}`", self._line(prop.name)
        if made.loss:
            self.ledger.tell_common(line, label, made.loss)
        if name != snake(prop.name) and isinstance(made.member, Field):
            self.ledger.tell_common(line, f"{label} as `{name}`", "the language does not take the name")
        if isinstance(made.member, Relation):
            self.members[prop.name] = self._relation(made.member, prop)
        else:
            field = self._flags(made, prop, keys, login)
            self.members[prop.name] = lawful(field, lambda reason: self.ledger.tell(line, label, reason))

    def _relation(self, relation: Relation, prop: Property) -> Relation:
        given = prop.name in self.create or prop.name in self.update or not (self.create or self.update)
        optional = relation.optional or not self._required(prop)
        return replace(relation, optional=optional and not relation.many, readonly=not given)

    def _flags(self, made: Made, prop: Property, keys: set[str], login: str) -> Field:
        assert isinstance(made.member, Field)
        field, name = made.member, prop.name
        sent = name in self.create or name in self.update
        only_answered = bool(self.create or self.update) and not sent and name in self.answer
        field = replace(
            field,
            optional=field.optional or not (self._required(prop) or field.default is not None),
            hidden=field.hidden or (sent and bool(self.answer) and name not in self.answer),
            fixed=bool(self.create and self.update) and name in self.create and name not in self.update,
        )
        if snake(name) in keys or (login and snake(name) == login):
            kind = "str" if field.type == "text" else field.type
            return replace(field, type=kind, unique="all", optional=False, index=False, default=None, hidden=False,
                           readonly=only_answered)  # fmt: skip
        if only_answered and not field.readonly:
            made_here = _MADE_HERE.fullmatch(snake(name)) and field.type in {"bool", "int", "float", "decimal", "str"}
            return replace(field, computed=bool(made_here), readonly=not made_here)
        return field

    def _required(self, prop: Property) -> bool:
        for part in (self.create, self.answer, self.update):
            if prop.name in part:
                return part[prop.name].required
        return False

    def _targets(self) -> dict[str, str]:
        return {schema: self.names[name] for schema, name in self.families.entities.items() if name in self.names}

    def _is_time(self, prop: Property) -> bool:
        node, _, _ = bare(prop.schema, self.document)
        return node.get("format") in {"date-time", "date", None} and node.get("type") != "boolean"

    def _tell_times(self, times: set[str]) -> None:
        for name in sorted(times):
            if snake(name) not in _TIMES:
                reason = "timestamps are called `created_at` and `updated_at`"
                self.ledger.tell_common(self._line(name), f"`{self.family.name}.{name}`", reason)
        if len(times) == 1:
            reason = "timestamps are kept in a pair: the other of `created_at` and `updated_at` is added"
            self.ledger.tell_common(self.family.line, f"`{self.family.name}`", reason)

    def _line(self, name: str) -> int:
        for schema in sorted(self.family.schemas, key=len):
            if name in self.families.props(self.document.schemas().get(schema, {})):
                return self.document.line("components", "schemas", schema, "properties", name)
        return self.family.line

    def _doc(self) -> str:
        return " ".join(str(self.family.answer.get("description") or "").split())[:300]


def entity_names(families: Families, rules: Rules) -> dict[str, str]:
    """Family -> entity."""
    names: dict[str, str] = {}
    for name in families.stored:
        names[name] = entity_name(name, rules, tuple(names.values()))
    return names
