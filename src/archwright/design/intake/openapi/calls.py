"""Paths -> calls: method, parameters, bodies, answers and who may, each in one place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.openapi.document import Document, Node, listed
from archwright.design.intake.openapi.shapes import Payload, payload

METHODS = ("get", "post", "put", "patch", "delete")
_JSON = re.compile(r"application/(.*\+)?json|\*/\*", re.IGNORECASE)
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True)
class Call:
    """One operation. `path` is below the prefix. `statuses` are all it may answer with."""

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
    upload: bool = False

    @property
    def label(self) -> str:
        """How it is said in a gap."""
        return f"{self.method} {self.path}"

    def of(self, place: str) -> list[Node]:
        """The parameters in "path" or "query"."""
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
    for each in named.values():
        if each.get("in") in {"header", "cookie"}:
            ledger.tell_common(
                line, f"`{each.get('name')}` of {label}", "a header or cookie is read in the slot by hand"
            )
    for key in ("callbacks", "links"):
        if node.get(key):
            ledger.tell_common(line, f"{label}", f"{key} are not part of a blueprint")
    body, upload = _body(document, node, label, line, ledger)
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
        upload=upload,
    )


def _body(document: Document, node: Node, label: str, line: int, ledger: Ledger) -> tuple[Payload, bool]:
    content = document.follow(node.get("requestBody")).get("content")
    if not isinstance(content, Mapping) or not content:
        return Payload(), False
    schema, kind = _schema(content)
    if schema is None:
        ledger.tell_common(
            line, f"{label} takes {', '.join(content)}", "a body of that type is read in the slot by hand"
        )
        return Payload(), False
    others = [each for each in content if each != kind]
    if others:
        ledger.tell_common(line, label, f"JSON is taken, and not {', '.join(others)}")
    return payload(schema, document), kind == _FORMS[0]


def _answer(document: Document, node: Node, label: str, line: int, ledger: Ledger) -> tuple[int, Payload]:
    good = sorted(str(code) for code in _responses(node) if re.fullmatch(r"2\d\d|2XX|default", str(code)))
    if not good:
        moved = [str(code) for code in _responses(node) if str(code).startswith("3")]
        if moved:
            ledger.tell_common(line, f"{label} ({', '.join(moved)})", "a redirect is answered in the slot by hand")
        return 204, Payload()
    response = document.follow(_responses(node)[good[0]])
    headers = response.get("headers")
    if isinstance(headers, Mapping) and headers:
        ledger.tell_common(line, f"{label}: {', '.join(headers)}", "headers of an answer are set in the slot by hand")
    content = response.get("content")
    status = int(good[0]) if good[0].isdigit() else 200
    if not isinstance(content, Mapping) or not content:
        return status, Payload()
    schema, kind = _schema(content)
    others = [each for each in content if each != kind]
    if schema is None and others:
        ledger.tell_common(
            line, f"{label} gives {', '.join(others)}", "an answer of that type is made in the slot by hand"
        )
    elif others:
        ledger.tell_common(line, label, f"JSON is answered, and not {', '.join(others)}")
    return status, payload(schema, document) if schema is not None else Payload()


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
