"""What the sentences of entities say of each other -> relations, each on the side that holds it."""

import re
from dataclasses import replace

from archwright.design.intake.names import Rules, field_name
from archwright.design.intake.spec.attributes import Described
from archwright.design.intake.spec.language import Things, sentences
from archwright.kit.names import snake
from archwright.model.blueprint import Relation

_TO_ONE = re.compile(
    r"\b(?:belong(?:s|ing)? to|owned by|created by|assigned to|associated with|links? to|linked to|relat(?:ed"
    r"|es) to|tied to"
    r"|references?|referencing|part of|made by|placed by|submitted by|posted by|written by|attached to"
    r"|connected to|within)\s+",
    re.IGNORECASE,
)
_TO_MANY = re.compile(
    r"\b(?:ha(?:s|ve)|contains?|owns?|includes?|holds?|groups?|consists? of|made up of|comprises?)\s+"
    r"(?:zero or more|one or more|many|multiple|several|a (?:list|collection|set) of|any number of)\s+"
    r"|\bone-to-many (?:relationship )?(?:with|to)\s+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"^(?:zero or more|one or more|many|multiple|several|any number of|a (?:list|collection|set) of)\b", re.I
)
_WITHIN = 60
Links = dict[str, set[str]]


class Linking:
    """Collects from all entities, and then decides."""

    def __init__(self, things: Things, rules: Rules) -> None:
        self.things, self.rules = things, rules
        self.many: Links = {}
        self.both: list[tuple[str, str]] = []

    def hear(self, entity: str, body: str, described: Described) -> None:
        """The sentences of one entity."""
        for target in described.backward:
            self._many(entity, target)
        for sentence in sentences(body):
            both = re.search(r"many[- ]to[- ]many", sentence, re.IGNORECASE)
            for found in _TO_MANY.finditer(sentence):
                for target, _ in self._near(sentence[found.end() :]):
                    self._many(entity, target)
            for found in _TO_ONE.finditer(sentence):
                self._one(entity, found[0].strip().lower(), sentence[found.end() :], described, both=bool(both))

    def _one(self, entity: str, verb: str, rest: str, described: Described, *, both: bool) -> None:
        for target, plural in self._near(rest):
            if both and target != entity:
                self.both.append((entity, target))
            elif plural or _SEVERAL.match(rest):
                self._many(entity, target)
            elif all(each.target != target for each in described.relations.values()) and target != entity:
                by = {"created by": "creator", "owned by": "owner", "assigned to": "assignee", "written by": "author"}
                name = field_name(by.get(verb, snake(target)), self.rules, described.fields)
                described.relations[name] = Relation(name, target, optional="optional" in rest[:_WITHIN])

    def _near(self, rest: str) -> list[tuple[str, bool]]:
        """The entity that is named right behind a verb."""
        near = re.split(r"[,.;(]", rest[:_WITHIN])[0]
        return [(name, many) for name, at, many in self.things.spoken(near) if at < 30][:1]

    def _many(self, entity: str, target: str) -> None:
        if entity != target:
            self.many.setdefault(entity, set()).add(target)

    def decide(self, all_: dict[str, Described]) -> None:
        """Puts each relation where its foreign key or its pairs belong."""
        for entity, target in self.both:
            self._pair(entity, target, all_)
        for entity, targets in self.many.items():
            for target in sorted(targets):
                if entity in self.many.get(target, set()):
                    self._pair(entity, target, all_)
                else:
                    self._back(entity, target, all_)

    def _pair(self, entity: str, target: str, all_: dict[str, Described]) -> None:
        there = [*all_[entity].relations.values(), *all_[target].relations.values()]
        if any(each.many and each.target in {entity, target} for each in there):
            return
        for one, other in ((entity, target), (target, entity)):
            kept = {name: each for name, each in all_[one].relations.items() if each.target != other}
            all_[one].relations = kept
        name = field_name(self.rules.plural(snake(target)), self.rules, all_[entity].fields)
        all_[entity].relations[name] = Relation(name, target, many=True)

    def _back(self, entity: str, target: str, all_: dict[str, Described]) -> None:
        """`Order has many lines`: the line refers to its order."""
        described = all_[target]
        if any(each.target == entity for each in (*described.relations.values(),)):
            return
        if any(each.target == target and each.many for each in all_[entity].relations.values()):
            return
        name = field_name(snake(entity), self.rules, {*described.fields, *described.relations})
        described.relations[name] = replace(Relation(name, entity), on_delete="restrict")
