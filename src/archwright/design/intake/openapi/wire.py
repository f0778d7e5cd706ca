"""The contract on the wire, as one word each."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.openapi.calls import Call
from archwright.design.intake.openapi.document import Document, listed
from archwright.design.intake.openapi.resources import Resource, paging_of
from archwright.design.intake.openapi.shapes import bare, properties
from archwright.kit.names import snake
from archwright.model.blueprint import Wire

_MARK = re.compile(r"api|v\d+(\.\d+)?|rest|rpc", re.IGNORECASE)
Errors = Literal["envelope", "problem", "data", "fields", "detail", "message", "error"]


def prefix_of(document: Document, ledger: Ledger) -> tuple[str, str]:
    """What all paths begin with, and the part of it that the paths themselves have."""
    servers = listed(document.data.get("servers"))
    url = str(servers[0].get("url") or "") if servers and isinstance(servers[0], Mapping) else ""
    if len(servers) > 1:
        ledger.tell(document.line("servers"), "servers", "the path of the first one is taken")
    for name, variable in document.section("servers").items():
        url = url.replace(f"{{{name}}}", str(variable))
    path = re.sub(r"\{[^}]*\}", "", urlsplit(url).path).rstrip("/")
    shared = _shared([str(each) for each in document.section("paths")])
    whole = re.sub(r"/+", "/", path + shared)
    return (whole if re.fullmatch(r"(/[a-zA-Z0-9._~-]+)*", whole) else ""), shared


def _shared(paths: list[str]) -> str:
    """`/api/v1` of /api/v1/tasks and /api/v1/users."""
    parts: list[str] = []
    while paths:
        heads = {
            path.strip("/").split("/")[len(parts)] if path.strip("/").count("/") > len(parts) else "" for path in paths
        }
        head = next(iter(heads))
        if len(heads) != 1 or not _MARK.fullmatch(head):
            break
        parts.append(head)
    return "".join(f"/{part}" for part in parts)


def wire_of(
    document: Document, calls: tuple[Call, ...], found: Mapping[str, Resource], prefix: str, ledger: Ledger
) -> Wire:
    """What the calls have in common; where they differ, the most frequent."""
    own = [(action, call) for each in found.values() for action, call in each.calls.items()]
    deletes = Counter(call.status for call in calls if call.method == "DELETE" and call.status in {200, 204})
    lists = Counter(
        call.answer.style for call in calls if call.answer.many and call.method == "GET" and call.answer.style
    )
    pages = Counter(paging_of(call) for call in calls if paging_of(call))
    single = [call for _, call in own if not call.answer.many and not call.answer.empty]
    wrapped = Counter(bool(call.answer.wrapper) and call.answer.wrapper != "data" for call in single)
    for call in single:
        if call.answer.wrapper == "data":
            ledger.tell_common(call.line, f"{call.label} (`data`)", "one thing is sent as it is, and not within `data`")
    errors = _errors(document, ledger)
    style = _most(lists, "page")
    _tell_lists(style, [call for _, call in own], ledger)
    paths = [str(path) for path in document.section("paths")]
    return Wire(
        prefix=prefix,
        slash="always" if paths and sum(path.endswith("/") for path in paths) * 2 > len(paths) else "never",
        invalid=_invalid(calls),
        errors=errors,
        lists=style,
        case=_case(document, calls, [call for _, call in own], ledger),
        wrap=wrapped[True] > wrapped[False],
        delete=200 if deletes[200] > deletes[204] else 204,
        pages=_most(pages, "keyset"),
        ids=_ids(calls),
        unknown="refuse" if _strict(document) else "ignore",
    )


def _most(counted: Counter[Any], otherwise: Any) -> Any:
    return counted.most_common(1)[0][0] if counted else otherwise


def _tell_lists(style: str, calls: list[Call], ledger: Ledger) -> None:
    for call in calls:
        if call.answer.many and call.answer.style and call.answer.style != style:
            ledger.tell_common(call.line, call.label, f"its list has another shape than most: all are `{style}`")
        elif call.answer.many and call.answer.style == "data" and call.answer.wrapper != "data":
            ledger.tell_common(call.line, f"{call.label} (`{call.answer.wrapper}`)", "the list is called `data` here")


def _invalid(calls: tuple[Call, ...]) -> Literal[400, 422]:
    said = Counter(code for call in calls if call.method in {"POST", "PUT", "PATCH"} for code in call.statuses)
    return 400 if said[400] > said[422] else 422


def _ids(calls: tuple[Call, ...]) -> Literal["uuid", "int"]:
    kinds: Counter[str] = Counter()
    for call in calls:
        for each in call.of("path"):
            schema = each.get("schema")
            if isinstance(schema, Mapping) and re.search(r"(^|_)id$|uuid", snake(str(each.get("name")))):
                kinds["int" if schema.get("type") == "integer" else "uuid"] += 1
    return "int" if kinds["int"] > kinds["uuid"] else "uuid"


def case_of(document: Document, calls: tuple[Call, ...]) -> Literal["snake", "camel"]:
    """How most names are spelled."""
    names = [name for node in document.schemas().values() for name in properties(node, document)]
    names += [name for call in calls for each in (call.body, call.answer) for name in properties(each.schema, document)]
    camels = [name for name in names if re.fullmatch(r"[a-z]+\w*[A-Z]\w*", name)]
    snakes = [name for name in names if "_" in name]
    return "camel" if len(camels) > len(snakes) else "snake"


def _case(document: Document, calls: tuple[Call, ...], own: list[Call], ledger: Ledger) -> Literal["snake", "camel"]:
    """Operations say themselves what is spelled in another way."""
    case = case_of(document, calls)
    names = [name for call in own for each in (call.body, call.answer) for name in properties(each.schema, document)]
    strange = [name for name in dict.fromkeys(names) if name != _spelled(name, case)]
    for name in strange:
        ledger.tell_common(0, f"`{name}` as `{_spelled(name, case)}`", f"names are in {case} case on the wire")
    return case


def _spelled(name: str, case: str) -> str:
    head, *rest = snake(name).split("_") or [""]
    return head + "".join(part.capitalize() for part in rest) if case == "camel" else snake(name)


def _strict(document: Document) -> bool:
    return any(node.get("additionalProperties") is False for node in document.schemas().values())


def _errors(document: Document, ledger: Ledger) -> Errors:
    shapes: Counter[Errors] = Counter()
    for path, item in document.section("paths").items():
        for method, node in document.follow(item).items():
            responses = node.get("responses") if isinstance(node, Mapping) and method != "parameters" else None
            for code, response in responses.items() if isinstance(responses, Mapping) else ():
                if not re.fullmatch(r"[45](\d\d|XX)|default", str(code)):
                    continue
                shape = _error_shape(document, document.follow(response), ledger, document.line("paths", str(path)))
                if shape:
                    shapes[shape] += 1
    return _most(shapes, "envelope") if shapes else "envelope"


def _error_shape(document: Document, response: Mapping[str, Any], ledger: Ledger, line: int) -> Errors | None:
    content = response.get("content")
    if not isinstance(content, Mapping) or not content:
        return None
    if any("problem+json" in kind for kind in content):
        return "problem"
    media = next(iter(content.values()))
    node, name, _ = bare(media.get("schema") if isinstance(media, Mapping) else None, document)
    inside = properties(node, document)
    names = {snake(each) for each in inside}
    if not names:
        return None
    if "errors" in names:
        return "fields"
    if {"title", "detail"} <= names or {"type", "title", "status"} <= names:
        return "problem"
    if "error" in names:
        deeper = properties(bare(inside["error"].schema, document)[0], document)
        return ("data" if "data" in names else "envelope") if deeper else "error"
    if "detail" in names:
        return "detail"
    if "message" in names:
        if names - {"message"}:
            beside = ", ".join(sorted(names - {"message"}))
            ledger.tell_common(line, f"`{name or 'an error'}`: {beside}", "an error says `message` and nothing else")
        return "message"
    ledger.tell_common(line, f"`{name or 'an error'}`: {', '.join(sorted(names))}", "errors have another shape here")
    return None
