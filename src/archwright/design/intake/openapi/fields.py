"""Properties -> fields and relations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from archwright.design.intake.openapi.document import Document, Node, listed, ref_name
from archwright.design.intake.openapi.shapes import bare, kind_of, properties
from archwright.model.blueprint import Bounds, Default, Field, FieldType, Relation

_FORMATS: dict[str, FieldType] = {
    "date-time": "datetime", "date": "date", "time": "time", "uuid": "uuid", "email": "email", "idn-email": "email",
    "uri": "url", "url": "url", "iri": "url", "uri-reference": "str", "binary": "file", "byte": "file",
    "decimal": "decimal",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """What a property became. `loss` is why something of it is not carried over."""

    member: Field | Relation
    loss: str = ""


def member(name: str, schema: Any, document: Document, entities: Mapping[str, str]) -> Made:
    """`entities`: schema -> entity. What refers to one is a relation."""
    node, own, null = bare(schema, document)
    target = entities.get(own)
    if target:
        return Made(Relation(name, target, optional=null))
    kind = kind_of(node)
    if kind == "array":
        _, item, _ = bare(node.get("items"), document)
        if entities.get(item):
            return Made(Relation(name, entities[item], many=True))
        return Made(_described(Field(name, "json", optional=null), node), "a list in one field is kept as JSON")
    if kind in {"object", ""}:
        return Made(_described(Field(name, "json", optional=null), node), _why(node, document))
    return _plain(name, node, kind, null=null)


def _why(node: Node, document: Document) -> str:
    if listed(node.get("oneOf")) or listed(node.get("anyOf")):
        return "one of several shapes: kept as JSON"
    inside = properties(node, document)
    return (
        f"an object within ({', '.join(list(inside)[:6])}): kept as JSON" if inside else "it has no type: kept as JSON"
    )


def _plain(name: str, node: Node, kind: str, *, null: bool) -> Made:
    choices = tuple(str(each) for each in listed(node.get("enum") or []) if each is not None)
    if "const" in node:
        choices = (str(node["const"]),)
    if kind == "string" and choices:
        made = Field(name, "enum", optional=null, choices=choices)
    elif kind == "boolean":
        made = Field(name, "bool", optional=null)
    elif kind in {"integer", "number"}:
        made = _number(name, node, kind, null=null)
    else:
        made = _text(name, node, null=null)
    loss = "numbers to choose from are bounded, not listed" if choices and kind != "string" else ""
    loss = loss or (f"the format `{node['format']}` is kept as text" if _unknown_format(node, kind) else "")
    return Made(_described(_defaulted(made, node), node), loss)


def _unknown_format(node: Node, kind: str) -> bool:
    form = node.get("format")
    return kind == "string" and bool(form) and form not in {*_FORMATS, "password", "string", "phone", "slug"}


def _text(name: str, node: Node, *, null: bool) -> Field:
    kind = _FORMATS.get(str(node.get("format")), "str")
    if kind == "str" and re.fullmatch(r"(.*_)?e?mail", name):
        kind = "email"
    bounds = Bounds(_decimal(node.get("minLength")), _decimal(node.get("maxLength")))
    if kind == "str" and bounds.high is None and not node.get("format"):
        kind = (
            "text"
            if re.search(r"body|content|description|text|notes?$|comment|bio|message|summary|details", name)
            else "str"
        )
    if kind not in {"str", "text", "file"}:
        bounds = Bounds()
    field = Field(name, kind, optional=null, bounds=bounds, hidden=node.get("format") == "password")
    pattern = str(node.get("pattern") or "")
    return replace(field, pattern=pattern) if pattern and kind in {"str", "text"} and _compiles(pattern) else field


def _number(name: str, node: Node, kind: str, *, null: bool) -> Field:
    low, above = _limit(node, "minimum", "exclusiveMinimum")
    high, below = _limit(node, "maximum", "exclusiveMaximum")
    bounds = Bounds(low, high, above, below)
    if kind == "integer":
        return Field(name, "int", optional=null, bounds=bounds)
    step = _decimal(node.get("multipleOf"))
    exponent = step.as_tuple().exponent if step is not None else 0
    if isinstance(exponent, int) and exponent < 0:
        return Field(name, "decimal", optional=null, bounds=bounds, precision=12, scale=-exponent)
    money = re.search(r"price|amount|cost|total|balance|budget|salary|fee|tax", name)
    if money and node.get("format") not in {"float", "double"}:
        return Field(name, "decimal", optional=null, bounds=bounds, precision=12, scale=2)
    return Field(name, "float", optional=null, bounds=bounds)


def _limit(node: Node, key: str, exclusive: str) -> tuple[Decimal | None, bool]:
    """3.0 says that a limit is exclusive, 3.1 gives it as a number."""
    said = node.get(exclusive)
    if isinstance(said, bool) or said is None:
        return _decimal(node.get(key)), bool(said) and node.get(key) is not None
    return _decimal(said), True


def _defaulted(field: Field, node: Node) -> Field:
    value = node.get("default")
    if value is None or isinstance(value, dict | list):
        return field
    if field.type in {"int", "float"} and isinstance(value, int | float) and not isinstance(value, bool):
        literal: str | int | float | bool = int(value) if field.type == "int" else float(value)
    elif field.type == "decimal":
        literal = str(value)
    elif field.type == "bool":
        if not isinstance(value, bool):
            return field
        literal = value
    else:
        literal = str(value)
    return replace(field, default=Default("literal", literal))


def _described(field: Field, node: Node) -> Field:
    doc = " ".join(str(node.get("description") or "").split())[:300]
    return replace(
        field, doc=doc, readonly=node.get("readOnly") is True, hidden=field.hidden or node.get("writeOnly") is True
    )


def _decimal(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def refers(schema: Any, document: Document) -> set[str]:
    """The named schemas that a property refers to, itself or by its items."""
    node, name, _ = bare(schema, document)
    names = {name, ref_name(schema)}
    return (names | refers(node.get("items"), document) if kind_of(node) == "array" else names) - {""}
