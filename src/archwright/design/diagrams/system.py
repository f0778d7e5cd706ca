"""The system: clients, layers of the backend, what lies outside."""

import re
from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.words import count, unique
from archwright.model.blueprint import BlueprintDraft

_ENGINES = {
    "sqlite": "SQLite",
    "postgres": "PostgreSQL",
    "mysql": "MySQL",
    "mssql": "SQL Server",
    "mongodb": "MongoDB",
    "memory": "in process",
}
_MOST = 8
_SKIPPED = re.compile(r"<|api$|v\d+$")


def system_diagram(survey: Survey, draft: BlueprintDraft) -> str:
    """Mermaid flowchart with subgraphs; "" when there is no route."""
    if not survey.facts.routes:
        return ""
    lines = ["flowchart LR", *_clients(survey), "    subgraph backend", *_routes(survey)]
    lines += [*_services(survey), *_repositories(draft), *_legacy(survey), "    end", *_outside(survey, draft)]
    return "\n".join([*lines, *_arrows(survey, draft)]) + "\n"


def _clients(survey: Survey) -> Iterator[str]:
    browser = survey.answering("template") or survey.answering("redirect")
    yield f'    client["{"browser" if browser else "client"}"]'


def _moved(survey: Survey) -> bool:
    return any(each.rung != "mounted" for each in survey.moved) or not survey.moved


def _routes(survey: Survey) -> Iterator[str]:
    mounted = {each.endpoint for each in survey.mounted}
    groups: dict[str, int] = {}
    for route in survey.facts.routes:
        if route.endpoint not in mounted:
            group = group_of(survey, route.endpoint, route.rule, route.blueprint)
            groups[group] = groups.get(group, 0) + 1
    if groups:
        yield from _subgraph("api", [f"{name}: {count(number, 'route')}" for name, number in groups.items()])


def group_of(survey: Survey, endpoint: str, rule: str, blueprint: str) -> str:
    """The module it went to, else its blueprint, else the first word of its path."""
    moved = survey.outcome(endpoint)
    if moved and moved.module:
        return moved.module.removesuffix(".py").replace("/", ".").rpartition(".")[2]
    return blueprint or next((part for part in rule.split("/") if part and not _SKIPPED.match(part)), "pages")


def _services(survey: Survey) -> Iterator[str]:
    if _moved(survey):
        yield '        services["services"]'


def _repositories(draft: BlueprintDraft) -> Iterator[str]:
    if draft.entities:
        yield from _subgraph("repositories", [entity.name for entity in draft.entities])


def _legacy(survey: Survey) -> Iterator[str]:
    if survey.mounted:
        yield f'        legacy["Flask, mounted: {count(len(survey.mounted), "view")}"]'


def _subgraph(name: str, labels: list[str]) -> Iterator[str]:
    shown = labels if len(labels) <= _MOST else [*labels[: _MOST - 1], f"{len(labels) - _MOST + 1} more"]
    yield f"        subgraph {name}"
    for number, label in enumerate(shown):
        yield f'            {name}{number}["{_quoted(label)}"]'
    yield "        end"


def _outside(survey: Survey, draft: BlueprintDraft) -> Iterator[str]:
    if draft.stack.database in _ENGINES and (draft.entities or survey.facts.queries):
        yield f'    data[("{_ENGINES[draft.stack.database]}")]'
    libraries = unique(call.library for call in survey.outside_calls)
    if libraries:
        yield "    subgraph outside"
        for number, library in enumerate(libraries[:_MOST]):
            yield f'        outside{number}["{_quoted(library)}"]'
        yield "    end"


def _arrows(survey: Survey, draft: BlueprintDraft) -> Iterator[str]:
    data = draft.stack.database in _ENGINES and (draft.entities or survey.facts.queries)
    if _moved(survey):
        yield "    client --> api --> services"
        if draft.entities:
            yield "    services --> repositories"
        if data:
            yield f"    {'repositories' if draft.entities else 'services'} --> data"
        if survey.outside_calls:
            yield "    services --> outside"
    if survey.mounted:
        yield "    client --> legacy"


def _quoted(text: str) -> str:
    return re.sub(r'["<>{}|]', "", text)
