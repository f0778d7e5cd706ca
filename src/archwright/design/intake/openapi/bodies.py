"""What operations take and give, exactly: objects within objects become shapes of their own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, entity_name, sent_name
from archwright.design.intake.openapi.calls import Call
from archwright.design.intake.openapi.families import Families
from archwright.design.intake.openapi.fields import member
from archwright.design.intake.openapi.shapes import Payload, Property, bare, kind_of, properties
from archwright.design.intake.settle import lawful
from archwright.kit.names import camel, snake
from archwright.model.blueprint import Bounds, Entity, Field, NamedShape, Relation, Shape

Members = list[Field | Relation]


class Bodies:
    """Makes them; `shapes` are the named ones that they hold."""

    def __init__(
        self, entities: Mapping[str, Entity], families: Families, rules: Rules, ledger: Ledger, case: str
    ) -> None:
        self.entities, self.families, self.rules, self.ledger, self.case = entities, families, rules, ledger, case
        self.document = families.document
        self.shapes: dict[str, NamedShape] = {}
        self._known: dict[str, str] = {}

    def shape(self, payload: Payload, call: Call, *, sent: bool) -> Shape:
        """One body. Rows are answered as what they are where the contract has no wrapper around them."""
        if payload.kind:
            return Shape(kind=payload.kind, other=payload.other)
        if payload.whole is None:
            return Shape()
        if not sent and (row := self._row(payload, call)):
            return Shape(entity=row, many=payload.many, other=payload.other)
        node, name, _ = bare(payload.whole, self.document)
        if kind_of(node) == "array":
            item, item_name, _ = bare(node.get("items"), self.document)
            if not properties(item, self.document):
                return self._free(payload)
            return Shape(entity=self._shape(item_name or _word(call), item, call, sent=sent), many=True,
                         other=payload.other)  # fmt: skip
        inside = properties(node, self.document)
        if not inside:
            return self._free(payload)
        if payload.other:
            return Shape(entity=self._shape(name or _word(call), node, call, sent=sent), other=payload.other)
        members = self.members(inside.values(), call, sent=sent)
        fields = tuple(each for each in members if isinstance(each, Field))
        return Shape(fields=fields, relations=tuple(each for each in members if isinstance(each, Relation)))

    def members(self, given: Iterable[Property], call: Call, *, sent: bool, plain: bool = False) -> Members:
        """`plain`: of a query string, a header or a cookie, which hold no objects."""
        found, names, properties_ = list[Field | Relation](), set[str](), list(given)
        needed = sent or any(each.required for each in properties_)
        for each in properties_:
            name = sent_name(each.name, self.rules, names)
            names.add(name)
            made = self._member(name, each, call, sent=sent, plain=plain)
            required = each.required if needed else True
            found.append(self._settled(made, each, call, optional=not required))
        return found

    def _free(self, payload: Payload) -> Shape:
        """JSON that has no fields; no letters beside it, which it may be itself."""
        return Shape(kind="json", other=payload.other if payload.other == "file" else "")

    def _row(self, payload: Payload, call: Call) -> str:
        name = self.families.name_of(payload, call)
        if not name or payload.wrapper or name not in self.entities or name not in self.families.stored:
            return ""
        family = self.families.props(self.families.stored[name].answer)
        same = self.families.props(payload.schema).keys() == family.keys()
        return self.entities[name].name if same else ""

    def _member(self, name: str, prop: Property, call: Call, *, sent: bool, plain: bool) -> Field | Relation:
        node, own, null = bare(prop.schema, self.document)
        many = kind_of(node) == "array"
        item, own, _ = bare(node.get("items"), self.document) if many else (node, own, null)
        if not plain and properties(item, self.document):
            target = self._shape(own or camel(prop.name), item, call, sent=sent)
            return Relation(name, target, many=many, optional=null and not many) if target else Field(name, "json")
        made = member(name, item, self.document, {}).member
        assert isinstance(made, Field)
        if plain and made.type in {"json", "file"}:
            made = Field(name, "str")
        if made.type == "file" and not (call.form and sent):
            made = replace(made, type="text", bounds=Bounds())
        if many and made.type != "json":
            # What a list holds by default is not what each of it is.
            made = replace(made, many=True, default=None)
        return replace(made, optional=null)

    def _settled(self, made: Field | Relation, prop: Property, call: Call, *, optional: bool) -> Field | Relation:
        if isinstance(made, Relation):
            return replace(made, optional=made.optional or (optional and not made.many))
        node, _, _ = bare(prop.schema, self.document)
        # On the wire a number is a number, and what is no address may be sent all the same.
        kind = {"decimal": "float", "email": "str"}.get(made.type) if not node.get("format") else None
        if kind:
            made = replace(made, type=kind, precision=0, scale=0)  # type: ignore[arg-type]
        called = prop.name if self._spelled(made.name) != prop.name else ""
        optional = made.optional or (optional and made.default is None)
        plain = replace(made, optional=optional, sent_as=called, hidden=False, readonly=False)
        label = f"`{prop.name}` of {call.label}"
        return lawful(plain, lambda reason: self.ledger.tell(call.line, label, reason))

    def _spelled(self, name: str) -> str:
        head, *rest = name.split("_")
        return head + "".join(part.capitalize() for part in rest) if self.case == "camel" else name

    def _shape(self, raw: str, node: Any, call: Call, *, sent: bool) -> str:
        """The name of the shape of an object; "" where it holds itself."""
        key = f"{raw}/{sent}/{'|'.join(properties(node, self.document))}"
        if key in self._known:
            return self._known[key]
        self._known[key] = ""
        taken = [each.name for each in self.entities.values()] + list(self.shapes)
        wanted = raw if entity_name(raw, self.rules, taken) == raw else f"{raw}{'Body' if sent else 'View'}"
        name = entity_name(wanted, self.rules, taken)
        self.shapes[name] = NamedShape(name)
        members = self.members(properties(node, self.document).values(), call, sent=sent)
        fields = tuple(each for each in members if isinstance(each, Field))
        relations = tuple(each for each in members if isinstance(each, Relation))
        self.shapes[name] = NamedShape(name, fields, relations, _doc(node))
        self._known[key] = name
        return name


def _doc(node: Mapping[str, Any]) -> str:
    return " ".join(str(node.get("description") or "").split())[:200]


def _word(call: Call) -> str:
    """What the items of a call are called when their schema has no name."""
    words = [re.sub(r"\W+", "_", part) for part in call.segments if "{" not in part] or ["thing"]
    return camel(snake(words[-1])) + {"GET": "Item"}.get(call.method, "Part")
