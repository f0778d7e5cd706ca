"""Steps of the new contract, and of async last."""

from archwright.design.ladder.answers import MakeStep
from archwright.design.survey import Survey
from archwright.design.words import codes, count, unique
from archwright.model.design import Evidence, Step

_PAGING = frozenset({"page", "per_page", "limit", "offset", "cursor", "size"})


def typed_api(survey: Survey) -> Step | None:
    """JSON routes get models and a version in the path."""
    json = tuple(deed.evidence for deed in survey.answering("json"))
    if not json:
        return None
    return Step(
        "typed-api",
        f"{count(len(json), 'JSON route')} under `/api/v1` with request and response models",
        "shapes are what the code happens to answer",
        "the OpenAPI document says it, and old paths answer 308 for a while",
        json,
    )


def pages(survey: Survey) -> Step | None:
    """JSON lists that answer every row."""
    found = tuple(
        deed.evidence
        for deed in survey.answering("json")
        if deed.view and deed.route.methods == ("GET",) and not deed.route.params and deed.entities
        if not _PAGING & {read.key for read in deed.view.reads}
    )
    if not found:
        return None
    return Step(
        "keyset-pages",
        "Lists come in pages",
        "every row in one answer",
        "`?cursor=` and `limit`, next cursor in the answer",
        found,
    )


def tokens(survey: Survey) -> Step | None:
    """JSON routes in an app whose only proof of login is a browser's cookie."""
    json = tuple(deed.evidence for deed in survey.answering("json") if deed.guards)
    if not json or survey.login.kind not in {"session", "flask-login"}:
        return None
    return Step(
        "bearer-tokens",
        "JSON routes take a bearer token beside the cookie",
        "only a browser session",
        "`Authorization: Bearer`, 15 minutes, with refresh",
        json,
    )


def async_calls(survey: Survey) -> Step | None:
    """Views that wait on something outside."""
    calls = [
        call
        for call in survey.outside_calls
        if call.library in {"requests", "httpx", "urllib", "urllib3", "aiohttp", "openai", "boto3"}
    ]
    if not calls:
        return None
    names = codes(unique(call.library for call in calls))
    return Step(
        "async-outside-calls",
        f"Views that wait on {names} become async",
        "one thread of the pool for each waiting request",
        "the wait holds no thread",
        tuple(Evidence(call.call, call.place) for call in calls),
    )


CONTRACT_STEPS: tuple[MakeStep, ...] = (typed_api, pages, tokens)
ASYNC_STEPS: tuple[MakeStep, ...] = (async_calls,)
