"""Calls that are no action of an entity -> operations."""

import re
from collections.abc import Mapping
from decimal import Decimal

from archwright.design.intake.names import place_name, word_name
from archwright.design.intake.nouns import singular
from archwright.design.intake.openapi.bodies import Bodies
from archwright.design.intake.openapi.calls import Call, platform, whole
from archwright.design.intake.openapi.shapes import Property
from archwright.kit.names import snake
from archwright.model.blueprint import PLATFORM_ERRORS, Access, Bounds, Declared, Default, Field, Operation, Shape

_BODY = {"POST", "PUT", "PATCH", "DELETE"}
# What is answered for an operation without its doing; 400 and 422 are what is told of a wrong request.
_EVERYWHERE = {400, 405, 406, 422, 429, 500}
_CODES = {code: word for word, code in PLATFORM_ERRORS.items()} | {
    408: "too_slow", 410: "gone", 412: "not_as_known", 413: "too_large", 415: "unsupported_type", 418: "teapot",
    423: "locked", 424: "failed_before", 501: "not_made", 502: "bad_gateway", 503: "unavailable", 504: "no_answer",
}  # fmt: skip
_WANTED = Field("accept", "str", default=Default("literal", "*/*"), bounds=Bounds(high=Decimal(255)))
_KINDS = {"integer": "int", "number": "float"}


class Operations:
    """Makes them, each name once."""

    def __init__(self, bodies: Bodies, access: Access) -> None:
        self.entities, self.families, self.rules = bodies.entities, bodies.families, bodies.rules
        self.bodies, self.access = bodies, access
        self.taken: set[str] = set()

    def operation(self, call: Call) -> Operation:
        """One call."""
        name = word_name(self._called(call), self.rules, self.taken)
        self.taken.add(name)
        output = self.bodies.shape(call.answer, call, sent=False)
        given = self.bodies.shape(call.body, call, sent=True) if call.method in _BODY else Shape()
        return Operation(
            name=name,
            method=call.method,
            path=self._path(call),
            access=Access(("public",)) if call.public else self.access,
            input=given,
            form=call.form and bool(given.fields),
            query=self._plain(call, "query"),
            headers=(*self._plain(call, "header"), *([_WANTED] if output.other else [])),
            cookies=self._plain(call, "cookie"),
            output=output,
            status=call.status if not (call.status == 204 and not output.empty) else 200,
            errors=self._errors(call),
            doc=call.doc,
        )

    def _called(self, call: Call) -> str:
        """What the document calls it, or its path; where that is taken, what it is found by is said as well."""
        called = call.id or f"{call.method}_{'_'.join(part for part in call.segments if '{' not in part)}"
        found_by = re.findall(r"\{([^}]+)\}", call.path)[-1:]
        again = word_name(called, self.rules) in self.taken and found_by
        return f"{called}_by_{found_by[0]}" if again else called

    def _path(self, call: Call) -> str:
        """The path: parameters that find a row name its entity, the others say their type."""
        parts: list[str] = []
        used: set[str] = set()
        for part in call.segments:
            alone = re.fullmatch(r"\{([^}]+)\}", part)
            slug = self._row(call, alone[1], parts, last=part == call.segments[-1]) if alone else ""
            if slug and slug not in used:
                used.add(slug)
                parts.append(f"{{{slug}}}")
                continue
            pieces = re.split(r"\{([^}]+)\}", part)
            texts = [re.sub(r"[^\w.~@:!$+,;=-]+", "-", text) for text in pieces[::2]]
            values = [self._value(call, name, used) for name in pieces[1::2]] + [""]
            parts.append("".join(text + value for text, value in zip(texts, values, strict=True)))
        return "/" + "/".join(part for part in parts if part)

    def _row(self, call: Call, name: str, before: list[str], *, last: bool) -> str:
        """The slug of the row that is found; what a PUT makes need not be there."""
        if last and call.method == "PUT" and 201 in call.statuses:
            return ""
        slug = self._entity_of(name, before) or (self._found(call, name) if last else "")
        keys = {each.slug: each.external_key or "id" for each in self.entities.values()}
        key = re.sub(rf"^{slug}_", "", snake(name))
        return slug if slug and key in {keys[slug], "id", slug, "uuid"} and not whole(name) else ""

    def _value(self, call: Call, name: str, used: set[str]) -> str:
        schema = self._schema(call, name)
        kind = "uuid" if schema.get("format") == "uuid" else _KINDS.get(str(schema.get("type")), "str")
        if kind == "str" and whole(name) and call.path.endswith(f"{{{name}}}"):
            kind = "path"
        word = place_name(name, self.rules, used)
        used.add(word)
        return f"{{{word}:{kind}}}"

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

    def _plain(self, call: Call, place: str) -> tuple[Field, ...]:
        """The header of a name has its own way to be written; nobody sends the type of a body or a login so."""
        given = [
            Property(name, each.get("schema") or {"type": "string"}, bool(each.get("required")))
            for each in call.of(place)
            if (name := _spelled(str(each.get("name") or "it"), place)) and not (place == "header" and platform(each))
        ]
        members = self.bodies.members(given, call, sent=True, plain=True)
        return tuple(each for each in members if isinstance(each, Field))

    def _errors(self, call: Call) -> tuple[Declared, ...]:
        """What a slot may raise."""
        found = [code for code in dict.fromkeys(call.statuses) if 400 <= code <= 599 and code not in _EVERYWHERE]
        return tuple(Declared(_code(code), code) for code in found if code != 401 or call.public)


def _spelled(name: str, place: str) -> str:
    return re.sub(r"\W", "_", name.lower()) if place == "header" else name


def _code(status: int) -> str:
    return _CODES.get(status, f"status_{status}")
