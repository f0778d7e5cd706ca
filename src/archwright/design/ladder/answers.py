"""Steps that change what is answered: bad input, errors, dates, statuses."""

import re
from collections.abc import Callable

from archwright.design.survey import Survey
from archwright.design.survey.deeds import Deed
from archwright.design.words import capital, count, listing
from archwright.model.design import Evidence, Step

MakeStep = Callable[[Survey], Step | None]

_CASTS = frozenset({"int", "float", "Decimal", "date", "datetime", "strptime", "fromisoformat", "UUID"})
_DATES = re.compile(r"date|time", re.IGNORECASE)


def bad_input(survey: Survey) -> Step | None:
    """Reads that fail on a missing or malformed value."""
    found = tuple(
        Evidence(
            f'{view.name}: {read.source} "{read.key}"' + (f" through {read.cast}()" if read.cast in _CASTS else ""),
            read.place,
        )
        for view in survey.facts.views
        for read in view.reads
        if read.source in {"form", "json", "query"} and read.key and (read.required or read.cast in _CASTS)
    )
    if not found:
        return None
    return Step(
        id="bad-input-422",
        title=f"Bad input answers 422 with the field's name ({count(len(found), 'value')})",
        before="400 page for a missing form field, 500 for a missing JSON key or a value that does not convert",
        after='422 `{"error": {"code": "validation", "details": [...]}}`',
        evidence=found,
    )


def json_errors(survey: Survey) -> Step | None:
    """JSON routes whose 404, 405 and 500 are HTML pages."""
    handled = {hook.argument for hook in survey.facts.hooks if hook.kind == "error"}
    json = tuple(deed for deed in survey.deeds if "json" in deed.kinds and deed.kinds <= {"json", "abort"})
    if not json or {"404", "500"} <= handled:
        return None
    return Step(
        id="json-errors",
        title=f"Errors of {count(len(json), 'JSON route')} are JSON",
        before="the framework's HTML page",
        after='`{"error": {"code", "message", "request_id"}}` with the same status',
        evidence=tuple(deed.evidence for deed in json),
    )


def iso_dates(survey: Survey) -> Step | None:
    """Date columns of entities that JSON routes answer with."""
    shown = {name for deed in survey.answering("json") for name in deed.entities}
    found = tuple(
        Evidence(f"{entity.name}.{field.name} is {field.type}", field.place)
        for entity in survey.facts.entities
        for field in entity.fields
        if shown & {entity.name, entity.table} and entity.kind == "orm" and _DATES.search(field.type)
    )
    if not found:
        return None
    return Step(
        id="iso-dates",
        title="Dates in JSON are ISO 8601",
        before="where a date object is answered: `Sat, 21 Nov 2026 10:00:00 GMT`",
        after="`2026-11-21T10:00:00Z`",
        evidence=found,
    )


def exact_statuses(survey: Survey) -> Step | None:
    """JSON creates and deletes that answer 200."""
    plain = tuple(deed for deed in survey.answering("json") if _good_statuses(deed) == {200})
    creates = tuple(d.evidence for d in plain if d.route.methods == ("POST",) and "insert" in d.effects)
    deletes = tuple(d.evidence for d in plain if "DELETE" in d.route.methods)
    if not creates and not deletes:
        return None
    said = [text for text, found in (("a create answers 201", creates), ("a delete answers 204", deletes)) if found]
    title = listing(said)
    after = [text for text, found in (("201 with the new row", creates), ("204 without a body", deletes)) if found]
    return Step("exact-statuses", capital(title), "200 with a body", listing(after), (*creates, *deletes))


def _good_statuses(deed: Deed) -> set[int]:
    answers = deed.view.answers if deed.view else ()
    return {answer.status for answer in answers if answer.kind == "json" and answer.status < 400}


ANSWER_STEPS: tuple[MakeStep, ...] = (bad_input, json_errors, iso_dates, exact_statuses)
