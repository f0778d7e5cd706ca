"""Paths -> calls: method, parameters, bodies, answers and who may, each in one place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.openapi.document import Document, Node, listed
from archwright.design.intake.openapi.shapes import Payload, payload
from archwright.model.blueprint import ShapeKind

METHODS = ("get", "post", "put", "patch", "delete")
_JSON = re.compile(r"application/(.*\+)?json|\*/\*", re.IGNORECASE)
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_REST = re.compile(r"(.*[_-])?(file_?path|path|sub_?path|rest|object_?key)", re.IGNORECASE)
_SAID = dict.fromkeys(_FORMS, "a form")


@dataclass(frozen=True)
class Call:
    """One operation. `path` is below the prefix. `statuses` are all it may answer with.

    `form`: its body is one. `told`: it reads headers or cookies, which no route of an entity does.
    """

    id: str
    method: str
    path: str
    line: int
    doc: str
    parameters: tuple[Node, ...]
    body: Payload
    answer: Payload
    status: int
    statuses: tuple[int, ...]
    public: bool
    form: bool = False
    told: bool = False

    @property
    def label(self) -> str:
        """How it is said in a gap."""
        return f"{self.method} {self.path}"

    def of(self, place: str) -> list[Node]:
        """The parameters in "path", "query", "header" or "cookie"."""
        return [each for each in self.parameters if each.get("in") == place]

    @property
    def segments(self) -> list[str]:
        """The parts of the path."""
        return [part for part in self.path.split("/") if part]


def calls(document: Document, prefix: str, ledger: Ledger) -> tuple[Call, ...]:
    """Every operation of the document."""
    return tuple(_calls(document, prefix, ledger))


def _calls(document: Document, prefix: str, ledger: Ledger) -> Iterator[Call]:
    for path, found in document.section("paths").items():
        item = document.follow(found)
        shared = [document.follow(each) for each in listed(item.get("parameters"))]
        for method, node in item.items():
            line = document.line("paths", str(path), str(method))
            if method in METHODS and isinstance(node, Mapping):
                short = str(path).removeprefix(prefix).rstrip("/") or "/"
                yield _call(document, (str(method), short, line), node, shared, ledger)
            elif method in {"head", "options", "trace"}:
                ledger.tell_common(
                    line, f"{str(method).upper()} {path}", "HEAD and OPTIONS are answered by the backend itself"
                )


def _call(document: Document, route: tuple[str, str, int], node: Node, shared: list[Node], ledger: Ledger) -> Call:
    """`route`: method, path and line."""
    method, path, line = route
    label = f"{method.upper()} {path}"
    own = [document.follow(each) for each in listed(node.get("parameters"))]
    named = {(each.get("name"), each.get("in")): each for each in [*shared, *own]}
    for key in ("callbacks", "links"):
        if node.get(key):
            ledger.tell_common(line, f"{label}", f"{key} are not part of a blueprint")
    body, form = _body(document, node, label, line, ledger)
    status, answer = _answer(document, node, label, line, ledger)
    return Call(
        id=str(node.get("operationId") or ""),
        method=method.upper(),
        path=path,
        line=line,
        doc=" ".join(str(node.get("summary") or node.get("description") or "").split())[:200],
        parameters=tuple(named.values()),
        body=body,
        answer=answer,
        status=status,
        statuses=tuple(int(code) for code in map(str, _responses(node)) if code.isdigit()),
        public=_public(document, node),
        form=form,
        told=any(each.get("in") in {"header", "cookie"} and not platform(each) for each in named.values()),
    )


def _body(document: Document, node: Node, label: str, line: int, ledger: Ledger) -> tuple[Payload, bool]:
    content = document.follow(node.get("requestBody")).get("content")
    if not isinstance(content, Mapping) or not content:
        return Payload(), False
    schema, kind = _schema(content)
    if schema is None:
        return Payload(kind=next((found for found in map(_sent_as, content) if found == "file"), "text")), False
    others = [each for each in content if each != kind]
    if others:
        ledger.tell_common(line, label, f"{_SAID.get(kind, 'JSON')} is taken, and not {', '.join(others)}")
    return replace(payload(schema, document), whole=schema), kind in _FORMS


def _answer(document: Document, node: Node, label: str, line: int, ledger: Ledger) -> tuple[int, Payload]:
    good = sorted(str(code) for code in _responses(node) if re.fullmatch(r"2\d\d|2XX|default", str(code)))
    if not good:
        moved = sorted(code for code in _responses(node) if re.fullmatch(r"30[1-378]", code))
        return int(moved[0]) if moved else 204, Payload()
    also = [code for code in _responses(node) if re.fullmatch(r"[23]\d\d", code) and code != good[0]]
    if also:
        ledger.tell_common(line, f"{label} ({', '.join(also)})", "another status is said in the slot: `work.reply`")
    response = document.follow(_responses(node)[good[0]])
    headers = response.get("headers")
    if isinstance(headers, Mapping) and headers:
        ledger.tell_common(line, f"{label}: {', '.join(headers)}", "headers of an answer are set in the slot by hand")
    content = response.get("content")
    status = int(good[0]) if good[0].isdigit() else 200
    if not isinstance(content, Mapping) or not content:
        return status, Payload()
    schema, kind = _schema(content)
    others = list(dict.fromkeys(_given_as(each) for each in content if each != kind))
    found = replace(payload(schema, document), whole=schema) if schema is not None else Payload(kind=others.pop(0))
    if not others or found.kind == others[0]:
        return status, found
    if len(others) > 1 or {found.kind, others[0]} == {"html", "text"}:
        ledger.tell_common(line, label, f"an answer has two shapes, and not {', '.join(content)}")
        return status, replace(found, kind="file") if found.kind else replace(found, other="file")
    # What is written as letters stands first: bytes are told from it.
    return status, Payload(kind=others[0], other="file") if found.kind == "file" else replace(found, other=others[0])


def platform(parameter: Node) -> bool:
    """What OpenAPI passes over: media types and security say it."""
    return str(parameter.get("name")).lower() in {"accept", "authorization", "content-type"}


def whole(parameter: str) -> bool:
    """Whether its name says that it is the rest of a path, slashes and all."""
    return _REST.fullmatch(parameter) is not None


def _sent_as(kind: str) -> ShapeKind:
    """XML says itself in which letters it is written."""
    return "text" if kind.lower().startswith("text/") and "xml" not in kind else "file"


def _given_as(kind: str) -> ShapeKind:
    found: dict[str, ShapeKind] = {"text/html": "html", "text/plain": "text"}
    return found.get(kind.lower().partition(";")[0].strip(), "file")


def _schema(content: Mapping[str, Any]) -> tuple[Any, str]:
    """The schema of the JSON, or of a form, and its type."""
    for wanted in (*[kind for kind in content if _JSON.match(kind)], *[kind for kind in _FORMS if kind in content]):
        media = content[wanted]
        if isinstance(media, Mapping) and media.get("schema") is not None:
            return media["schema"], wanted
    return None, ""


def _responses(node: Node) -> dict[str, Any]:
    responses = node.get("responses")
    return {str(code): each for code, each in responses.items()} if isinstance(responses, Mapping) else {}


def _public(document: Document, node: Node) -> bool:
    needs = node.get("security", document.data.get("security"))
    return not listed(needs) or any(not each for each in listed(needs))
