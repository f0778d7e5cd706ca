"""Which schemas are one thing: `Pet`, `NewPet` and `PetUpdate` are the entity Pet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from archwright.design.intake.nouns import singular
from archwright.design.intake.openapi.calls import Call
from archwright.design.intake.openapi.document import Document, Node
from archwright.design.intake.openapi.fields import refers
from archwright.design.intake.openapi.shapes import Payload, Property, properties
from archwright.kit.names import camel, snake

_BEFORE = re.compile(r"^(New|Create|Update|Edit|Add|Patch|Upsert|Insert)(?=[A-Z])")
_BEHIND = re.compile(
    r"(?<=[a-z0-9])(Create|Update|In|Out|Input|Output|Request|Response|Dto|DTO|Read|Base|Payload|Body|InDB|Public|Patch"
    r"|Write|Params|Entity|Resource|Details?)$"
)
_NO_THING = re.compile(
    r"(.*_)?(errors?|error_model|problem|problem_details|api_response|message|validation_\w+|token|status"
    r"|log_?in|log_?out|sign_?(in|up|out)|auth|register|health|me|search)"
)
_SERVER_MADE = re.compile(r"(is|has|can)_\w+|\w+ed|\w+ing|.*_?count|total_\w+|num_\w+")


@dataclass
class Family:
    """One thing: the schema it is answered by, and those it is created and changed by."""

    name: str
    answer: Node = field(default_factory=dict)
    create: Node = field(default_factory=dict)
    update: Node = field(default_factory=dict)
    schemas: set[str] = field(default_factory=set)
    line: int = 0


def base(name: str) -> str:
    """`NewPetRequest` is "Pet"."""
    before = ""
    while name != before:
        before = name
        shorter = _BEHIND.sub("", _BEFORE.sub("", name))
        name = shorter or name
    return camel(name) if name else ""


class Families:
    """All things of a document. `entities`: schema -> the name of its family, for those that are stored."""

    def __init__(self, document: Document, calls: tuple[Call, ...]) -> None:
        self.document, self.calls = document, calls
        self.all: dict[str, Family] = {}
        self.views: dict[str, str] = {}
        self._collect()
        self.stored = self._stored()
        self.entities = {schema: name for name, each in self.stored.items() for schema in each.schemas}
        self.entities |= {schema: of for view, of in self.views.items() for schema in self.all[view].schemas}

    def name_of(self, payload: Payload, call: Call) -> str:
        """The family of a payload, "" when it is none that is stored; what has no name is called as its path."""
        name = self._named(payload, call)
        return name if name in self.stored else ""

    def props(self, node: Node) -> dict[str, Property]:
        """The properties of one of its schemas."""
        return properties(node, self.document)

    def _collect(self) -> None:
        for name, node in self.document.schemas().items():
            if properties(node, self.document):
                family = self._family(base(name))
                family.schemas.add(name)
                if name == family.name or not family.answer:
                    family.answer = node
                    family.line = self.document.line("components", "schemas", name)
        for call in self.calls:
            self._answered(call)
            self._sent(call)

    def _family(self, name: str) -> Family:
        return self.all.setdefault(name, Family(name))

    def _answered(self, call: Call) -> None:
        payload = call.answer
        if payload.empty or not self.props(payload.schema):
            return
        family = self._family(self._named(payload, call))
        family.line = family.line or call.line
        exact = payload.name == family.name and payload.name in self.document.schemas()
        if not family.answer or (len(self.props(payload.schema)) > len(self.props(family.answer)) and not exact):
            family.answer = payload.schema

    def _sent(self, call: Call) -> None:
        payload = call.body
        name = self._named(payload, call)
        if payload.empty or name not in self.all or not self.props(payload.schema):
            return
        family = self.all[name]
        if call.method == "POST" and not family.create and (base(payload.name) or not call.of("path")):
            family.create = payload.schema
        elif call.method in {"PUT", "PATCH"} and not family.update:
            family.update = payload.schema

    def _stored(self) -> dict[str, Family]:
        kept = {self._named(call.answer, call) for call in self.calls if self._keeps(call)}
        found = {
            name: each
            for name, each in self.all.items()
            if (each.answer and name in kept) or not self.calls
            if not _NO_THING.fullmatch(snake(name))
        }
        found = self._without_views(found)
        ahead = list(found.values())
        while ahead:
            for name in self._referred(ahead.pop()):
                if name in self.all and name not in found and name not in self.views and self._has_id(name):
                    found[name] = self.all[name]
                    ahead.append(self.all[name])
        self._view_of_referred(found)
        return {name: each for name, each in self.all.items() if name in found}

    def _named(self, payload: Payload, call: Call) -> str:
        return base(payload.name) or camel(singular(snake(_last_word(call))))

    def _keeps(self, call: Call) -> bool:
        """Whether its answer is something kept: it is listed, found by a key, or answered to what was sent."""
        if call.answer.empty or not self.props(call.answer.schema):
            return False
        if call.method == "GET":
            return call.answer.many or (bool(call.segments) and call.segments[-1].startswith("{"))
        name = self._named(call.answer, call)
        if call.method != "POST" or call.form or call.body.empty or self._named(call.body, call) != name:
            return False
        return bool(call.answer.name or call.body.name) or "id" in self.props(call.answer.schema)

    def _referred(self, family: Family) -> list[str]:
        """In the order of the properties."""
        props = {**self.props(family.answer), **self.props(family.create)}
        return [base(name) for each in props.values() for name in sorted(refers(each.schema, self.document))]

    def _has_id(self, name: str) -> bool:
        return "id" in self.props(self.all[name].answer)

    def _without_views(self, found: Mapping[str, Family]) -> dict[str, Family]:
        """A thing that is never created and shows only what another has is a view of that."""
        for name, each in found.items():
            of = next((other for other in found if other != name and self._shows(name, other)), "")
            if of and not each.create:
                self.views[name] = of
        return {name: each for name, each in found.items() if name not in self.views}

    def _view_of_referred(self, found: Mapping[str, Family]) -> None:
        for family in list(found.values()):
            for name in self._referred(family):
                if name in self.all and name not in found and name not in self.views:
                    of = next((other for other in found if self._shows(name, other)), "")
                    if of:
                        self.views[name] = of

    def _shows(self, name: str, other: str) -> bool:
        own, others = self.props(self.all[name].answer), self.props(self.all[other].answer)
        plain = {each for each in own if not _SERVER_MADE.fullmatch(snake(each))}
        return len(plain) > 1 and plain <= others.keys() and len(plain) <= len(others)


def _last_word(call: Call) -> str:
    return next((part.replace("-", "_") for part in reversed(call.segments) if "{" not in part), "")
