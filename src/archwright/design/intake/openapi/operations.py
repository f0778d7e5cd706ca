"""Calls that are no action of an entity -> operations."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, sent_name, word_name
from archwright.design.intake.nouns import singular
from archwright.design.intake.openapi.calls import Call
from archwright.design.intake.openapi.families import Families
from archwright.design.intake.openapi.fields import member
from archwright.design.intake.openapi.shapes import Payload, Property
from archwright.design.intake.settle import lawful
from archwright.kit.names import snake
from archwright.model.blueprint import Access, Declared, Entity, Field, Operation, Relation, Shape

_EVERYWHERE = {400, 401, 403, 404, 405, 406, 415, 422, 429, 500}
_BODY = {"POST", "PUT", "PATCH"}


class Operations:
    """Makes them, each name once."""

    def __init__(
        self, entities: Mapping[str, Entity], families: Families, rules: Rules, ledger: Ledger, access: Access
    ) -> None:
        self.entities, self.families, self.rules, self.ledger, self.access = entities, families, rules, ledger, access
        self.taken: set[str] = set()

    def operation(self, call: Call) -> Operation:
        """One call."""
        name = word_name(
            call.id or f"{call.method}_{'_'.join(p for p in call.segments if '{' not in p)}", self.rules, self.taken
        )
        self.taken.add(name)
        path, loose = self._path(call)
        query = self._query(call, loose if call.method not in _BODY else [])
        given = self._input(call, loose if call.method in _BODY else [])
        output = self._shape(call.answer, call, "answer")
        return Operation(
            name=name,
            method=call.method,
            path=path,
            access=Access(("public",)) if call.public else self.access,
            input=given,
            query=query,
            output=output,
            status=call.status if not (call.status == 204 and not output.empty) else 200,
            errors=self._errors(call),
            doc=call.doc,
        )

    def _path(self, call: Call) -> tuple[str, list[Property]]:
        """The path with entities as parameters, and the parameters that are none."""
        parts: list[str] = []
        loose: list[Property] = []
        used: set[str] = set()
        for part in call.segments:
            name = re.fullmatch(r"\{([^}]+)\}", part)
            if not name:
                parts.append(re.sub(r"[^\w.~-]+", "-", part).strip("-"))
                continue
            slug = self._entity_of(name[1], parts) or (self._found(call, name[1]) if part == call.segments[-1] else "")
            if slug and slug not in used:
                parts.append(f"{{{slug}}}")
                used.add(slug)
            else:
                loose.append(Property(name[1], self._schema(call, name[1]), required=True))
                where = "body" if call.method in _BODY else "query string"
                self.ledger.tell_common(call.line, f"`{{{name[1]}}}` of {call.label}",
                                        f"a parameter of a path names an entity: it is in the {where} "
                                        f"here")  # fmt: skip
        return "/" + "/".join(part for part in parts if part), loose

    def _entity_of(self, parameter: str, before: list[str]) -> str:
        """The slug of the entity that a parameter names: by its own name, or by the word before it."""
        own = re.sub(r"_?(id|uuid|slug|key|name|number|code)$", "", snake(parameter))
        words = [own, *([singular(snake(before[-1]))] if before and "{" not in before[-1] else [])]
        slugs = {word: each.slug for name, each in self.entities.items() for word in (each.slug, snake(name))}
        for word in words:
            if word in slugs:
                return slugs[word]
        keyed = [each.slug for each in self.entities.values() if each.external_key == snake(parameter)]
        return keyed[0] if keyed else ""

    def _found(self, call: Call, parameter: str) -> str:
        """What the last parameter of a path finds: what is answered, when that has such a field."""
        entity = self.entities.get(self.families.name_of(call.answer, call)) if not call.answer.many else None
        return entity.slug if entity and snake(parameter) in {"id", *(each.name for each in entity.fields)} else ""

    def _schema(self, call: Call, name: str) -> Mapping[str, object]:
        found = next((each for each in call.of("path") if each.get("name") == name), {})
        schema = found.get("schema")
        return schema if isinstance(schema, Mapping) else {"type": "string"}

    def _query(self, call: Call, loose: list[Property]) -> tuple[Field, ...]:
        given = [
            Property(str(each.get("name")), each.get("schema") or {"type": "string"}, bool(each.get("required")))
            for each in call.of("query")
        ]
        return tuple(each for each in self._members([*loose, *given], call, query=True) if isinstance(each, Field))

    def _input(self, call: Call, loose: list[Property]) -> Shape:
        if call.method not in _BODY:
            return Shape()
        shape = self._shape(call.body, call, "body", as_fields=True)
        extra = tuple(each for each in self._members(loose, call) if isinstance(each, Field))
        return Shape(fields=(*extra, *shape.fields), relations=shape.relations)

    def _shape(self, payload: Payload, call: Call, what: str, *, as_fields: bool = False) -> Shape:
        if payload.empty:
            return Shape()
        entity = self.entities.get(self.families.name_of(payload, call))
        if entity and not as_fields:
            return Shape(entity=entity.name, many=payload.many)
        inside = list(self.families.props(payload.schema).values())
        label = f"the {what} of {call.label}"
        if payload.many and inside:
            self.ledger.tell_common(call.line, label, "a list of what is no entity: its items are JSON")
            return Shape(fields=(Field(sent_name(payload.wrapper or "items", self.rules), "json"),))
        if not inside:
            self.ledger.tell_common(call.line, label, "it is no object: it is sent as a field of its own")
            made = member("value", payload.schema, self.families.document, {}).member
            return Shape(fields=(self._lawful(made, call),)) if isinstance(made, Field) else Shape()
        if payload.wrapper:
            self.ledger.tell_common(call.line, f"{label} (`{payload.wrapper}`)", "what it is wrapped in is left off")
        members = self._members(inside, call)
        fields = tuple(each for each in members if isinstance(each, Field))
        return Shape(fields=fields, relations=tuple(each for each in members if isinstance(each, Relation)))

    def _members(self, given: list[Property], call: Call, *, query: bool = False) -> list[Field | Relation]:
        names: set[str] = set()
        found: list[Field | Relation] = []
        targets = (
            {} if query else {s: self.entities[n].name for s, n in self.families.entities.items() if n in self.entities}
        )
        for each in given:
            name = sent_name(each.name, self.rules, names)
            names.add(name)
            made = member(name, each.schema, self.families.document, targets)
            if made.loss:
                self.ledger.tell_common(call.line, f"`{each.name}` of {call.label}", made.loss)
            if isinstance(made.member, Relation):
                found.append(made.member)
                continue
            optional = made.member.optional or not (each.required or made.member.default is not None)
            found.append(self._lawful(made.member, call, optional=optional))
        return found

    def _lawful(self, field: Field, call: Call, *, optional: bool = False) -> Field:
        plain = Field(field.name, field.type, optional, field.bounds, field.precision, field.scale, field.choices,
                      field.pattern, field.default, doc=field.doc)  # fmt: skip
        label = f"`{field.name}` of {call.label}"
        return lawful(plain, lambda reason: self.ledger.tell(call.line, label, reason))

    def _errors(self, call: Call) -> tuple[Declared, ...]:
        """What an operation may answer beside what every route may."""
        found = [code for code in call.statuses if code >= 400 and code not in _EVERYWHERE and code <= 599]
        return tuple(Declared(_code(code), code) for code in dict.fromkeys(found))


def _code(status: int) -> str:
    try:
        return HTTPStatus(status).name.lower()
    except ValueError:
        return f"status_{status}"
