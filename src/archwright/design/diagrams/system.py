"""The system: clients, layers of the backend, what lies outside."""

import re
from collections import Counter
from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.survey.deeds import Deed
from archwright.design.words import count, unique
from archwright.model.draft import BlueprintDraft

_ENGINES = {
    "sqlite": "SQLite",
    "postgres": "PostgreSQL",
    "mysql": "MySQL",
    "mssql": "SQL Server",
    "mongodb": "MongoDB",
    "memory": "in process",
}
_MOST = 8


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
    seen = {(deed.route.rule, deed.route.endpoint): _group(survey, deed) for deed in reversed(survey.deeds)}
    groups = Counter(group for (_, endpoint), group in reversed(seen.items()) if endpoint not in mounted)
    if groups:
        yield from _subgraph("api", [f"{name}: {count(number, 'route')}" for name, number in groups.items()])


def _group(survey: Survey, deed: Deed) -> str:
    """The module it went to, else its blueprint, else what it is about."""
    moved = survey.outcome(deed.route.endpoint, deed.view.name if deed.view else "")
    if moved and moved.module:
        return moved.module.rpartition(".")[2]
    if deed.route.blueprint or deed.route.endpoint in survey.login.endpoints:
        return deed.route.blueprint or "login"
    return deed.entities[0] if deed.entities else "pages" if "template" in deed.kinds else "other"


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
    if draft.stack.database in _ENGINES and (draft.entities or survey.store.access in {"sql", "driver"}):
        yield f'    data[("{_ENGINES[draft.stack.database]}")]'
    libraries = unique(call.library for call in survey.outside_calls)
    if libraries:
        yield "    subgraph outside"
        for number, library in enumerate(libraries[:_MOST]):
            yield f'        outside{number}["{_quoted(library)}"]'
        yield "    end"


def _arrows(survey: Survey, draft: BlueprintDraft) -> Iterator[str]:
    data = draft.stack.database in _ENGINES and (draft.entities or survey.store.access in {"sql", "driver"})
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
