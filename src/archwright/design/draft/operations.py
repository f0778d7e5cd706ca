"""Routes that are not CRUD -> operations: one name, one method; two rules of one view share a name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archwright.design.draft.routes import route_line
from archwright.design.survey import Survey
from archwright.design.survey.deeds import Deed
from archwright.design.words import snake, unique
from archwright.model.draft import EntityDraft, OperationDraft
from archwright.model.facts import Answer, Route

_LEADING = {"GET": "get", "PUT": "replace", "PATCH": "change", "DELETE": "delete"}


@dataclass(frozen=True)
class OperationNames:
    """What every route is called. Endpoints of two blueprints that would clash keep the blueprint's name."""

    short: Mapping[str, str]
    methods: Mapping[str, frozenset[str]]

    def of(self, method: str, deed: Deed) -> str:
        """The name; of a view with several methods POST has the plain one, a page that shows the form is `_page`."""
        plain = self.short[deed.route.endpoint]
        if len(self.methods[deed.route.endpoint]) < 2 or method == "POST":
            return plain
        if method == "GET":
            return f"{plain}_page" if "template" in deed.kinds else _prefixed("get", plain)
        return _prefixed(_LEADING.get(method, method.lower()), plain)


def operation_names(routes: tuple[Route, ...]) -> OperationNames:
    """Names from endpoints: `auth.login` is `login` unless another blueprint has a `login` too."""
    endpoints = unique(route.endpoint for route in routes)
    last = {endpoint: snake(endpoint.rpartition(".")[2]) for endpoint in endpoints}
    shared = Counter(last.values())
    return OperationNames(
        short={each: last[each] if shared[last[each]] == 1 else snake(each) for each in endpoints},
        methods={
            each: frozenset(m for route in routes if route.endpoint == each for m in route.methods)
            for each in endpoints
        },
    )


def _methods(endpoint: str, routes: tuple[Route, ...]) -> frozenset[str]:
    return frozenset(method for route in routes if route.endpoint == endpoint for method in route.methods)


def draft_operations(survey: Survey, entities: tuple[EntityDraft, ...]) -> tuple[OperationDraft, ...]:
    """All routes that no entity's CRUD claims, in order of the source."""
    claimed = {crud.route for entity in entities for crud in entity.crud}
    names = operation_names(survey.facts.routes)
    found: dict[str, OperationDraft] = {}
    for deed in survey.deeds:
        for method in deed.route.methods:
            line, name = route_line(method, deed.route), names.of(method, deed)
            if line in claimed:
                continue
            held = found.get(name) or _operation(name, deed, method)
            found[name] = replace(held, routes=unique([*held.routes, line]))
    return tuple(found.values())


def _operation(name: str, deed: Deed, method: str) -> OperationDraft:
    answers = deed.view.answers if deed.view else ()
    aborts = {answer.status for answer in answers if answer.kind == "abort" or answer.status >= 400}
    return OperationDraft(
        name=name,
        routes=(),
        endpoint=deed.route.endpoint,
        place=deed.route.place,
        access=" & ".join(deed.guards),
        output=_output(answers, method, several=len(deed.route.methods) > 1),
        errors=tuple(sorted(status for status in aborts if status >= 400)),
    )


def _output(answers: tuple[Answer, ...], method: str, *, several: bool) -> str:
    good = [answer for answer in answers if answer.status < 400 and answer.kind not in {"abort", "unknown"}]
    if several and any(answer.kind == "redirect" for answer in good):
        pages = [answer for answer in good if (answer.kind == "redirect") == (method != "GET")]
        good = pages or good
    return " | ".join(unique(_said(answer) for answer in good))


def _said(answer: Answer) -> str:
    if answer.kind == "template":
        return f"page {answer.target}".strip()
    if answer.kind == "redirect":
        return f"redirect {answer.target}".strip()
    if answer.kind == "json":
        return f"json({', '.join(answer.shape)})" if answer.shape else "json"
    return answer.kind


def _prefixed(verb: str, name: str) -> str:
    return name if name.startswith(f"{verb}_") else f"{verb}_{name}"
