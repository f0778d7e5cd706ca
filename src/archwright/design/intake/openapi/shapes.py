"""Schemas -> properties and payloads: allOf is merged, wrappers and pages are opened."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from archwright.design.intake.nouns import singular
from archwright.design.intake.openapi.document import Document, Node, listed, ref_name
from archwright.kit.names import snake
from archwright.model.blueprint import ShapeKind

ListStyle = Literal["", "plain", "named", "page", "data"]
_BESIDE = re.compile(
    r"(.*_)?(count|total|total_\w+|next|prev|previous|meta|metadata|pagination|page|pages|size|limit|offset|cursor"
    r"|has_more|has_next|links|per_page|page_size|success|status|message|code|first|last|next_\w+|page_\w+)",
)
_DEEPEST = 12


@dataclass(frozen=True)
class Property:
    """One property: its schema as written, and whether it must be there."""

    name: str
    schema: Node
    required: bool


@dataclass(frozen=True)
class Payload:
    """What a body holds. `name` is the schema's, "" when it has none; `wrapper` the key it is sent under.

    `whole` is the schema as it is written, with wrapper and page. `kind`: no JSON, but a page, a text or bytes;
    `other`: what may be there in its place.
    """

    name: str = ""
    schema: Node = field(default_factory=dict)
    many: bool = False
    wrapper: str = ""
    style: ListStyle = ""
    beside: tuple[str, ...] = ()
    whole: Any = None
    kind: ShapeKind | Literal[""] = ""
    other: ShapeKind | Literal[""] = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing that has a schema."""
        return not self.schema


def properties(schema: Any, document: Document, depth: int = 0) -> dict[str, Property]:
    """The properties of an object, those of allOf included."""
    node = document.follow(schema)
    found: dict[str, Property] = {}
    if depth > _DEEPEST:
        return found
    for part in listed(node.get("allOf")):
        found.update(properties(part, document, depth + 1))
    required = {str(each) for each in listed(node.get("required"))}
    inner = node.get("properties")
    for name, each in (inner if isinstance(inner, Mapping) else {}).items():
        found[str(name)] = Property(str(name), each if isinstance(each, Mapping) else {}, str(name) in required)
    return {name: Property(name, each.schema, each.required or name in required) for name, each in found.items()}


def bare(schema: Any, document: Document) -> tuple[Node, str, bool]:
    """The schema without what only says that it may be null: its node, its name, whether it may be."""
    name, node, null = ref_name(schema), document.follow(schema), False
    for _ in range(_DEEPEST):
        branches = listed(node.get("anyOf")) or listed(node.get("oneOf"))
        others = [each for each in branches if document.follow(each).get("type") != "null"]
        alone = others if branches else listed(node.get("allOf")) if "properties" not in node else []
        null = null or node.get("nullable") is True or len(others) < len(branches)
        if len(alone) != 1:
            break
        name, node = ref_name(alone[0]) or name, document.follow(alone[0])
    kinds = listed(node.get("type"))
    return node, name, null or "null" in kinds or node.get("nullable") is True


def kind_of(node: Node) -> str:
    """The JSON type of a schema, without null."""
    given = node.get("type")
    kinds = [str(each) for each in listed(given) if each != "null"] if not isinstance(given, str) else [given]
    if kinds:
        return kinds[0] if len(kinds) == 1 else ""
    return "object" if "properties" in node or "allOf" in node else "array" if "items" in node else ""


def payload(schema: Any, document: Document) -> Payload:
    """One thing, or many, without wrapper and page around it."""
    node, name, _ = bare(schema, document)
    if kind_of(node) == "array":
        item, item_name, _ = bare(node.get("items"), document)
        return Payload(item_name, item, many=True, style="plain")
    inside = properties(node, document)
    lists = [each for each in inside.values() if kind_of(bare(each.schema, document)[0]) == "array"]
    rest = [each.name for each in inside.values() if each not in lists]
    if len(lists) == 1 and all(_BESIDE.fullmatch(snake(each)) for each in rest) and _things(lists[0], document):
        return _page(lists[0], tuple(rest), document)
    if len(inside) == 1 and (alone := _alone(next(iter(inside.values())), document)):
        inner = payload(alone.schema, document) if alone.wrapper == "data" else alone
        return replace(inner, style="data") if inner.many else alone
    return Payload(name, node)


def _things(each: Property, document: Document) -> bool:
    """Whether a list holds objects."""
    items = bare(each.schema, document)[0].get("items")
    return bool(properties(bare(items, document)[0], document))


def _page(each: Property, rest: tuple[str, ...], document: Document) -> Payload:
    items = bare(each.schema, document)[0].get("items")
    node, name, _ = bare(items, document)
    key = snake(each.name)
    style: ListStyle = (
        "page" if key == "items" else "data" if key in {"data", "results", "content", "records"} else "named"
    )
    return Payload(name or _title(each.name), node, many=True, wrapper=each.name, style=style, beside=rest)


def _alone(each: Property, document: Document) -> Payload | None:
    """{"article": {...}}: one thing under its name."""
    node, name, _ = bare(each.schema, document)
    if not properties(node, document):
        return None
    return Payload(name or _title(each.name), node, wrapper=each.name)


def _title(key: str) -> str:
    return "".join(part.capitalize() for part in singular(snake(key)).split("_"))
