"""What can hurt, ranked; the worst three are kept."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from archwright.design.survey import Survey
from archwright.design.survey.effects import queries_in
from archwright.design.survey.passwords import WEAK
from archwright.design.survey.traits import (
    buckets,
    forms_without_token,
    open_deeds,
    open_redirects,
    passwords_improved,
    shared_states,
    uploads,
    written_secrets,
)
from archwright.design.words import agree, codes, count, unique
from archwright.model.design import Evidence, Risk
from archwright.model.place import Place

MakeRisk = Callable[[Survey], Risk | None]

_TEST = re.compile(r"^tests?$|^test_.*\.py$|.*_tests?\.py$")
_HTTP = frozenset({"requests", "urllib", "urllib3", "http.client"})


def top_risks(survey: Survey, limit: int = 3) -> tuple[Risk, ...]:
    """The heaviest risks; of two that weigh the same, the one first in the table."""
    found = [risk for make in RISKS if (risk := make(survey))]
    return tuple(sorted(found, key=lambda risk: -risk.weight)[:limit])


def built_sql(survey: Survey) -> Risk | None:
    queries = [query for query in survey.facts.queries if query.built == "format"]
    if not queries:
        return None
    views = unique(
        view.name
        for view in survey.facts.views
        if any(query.built == "format" for query in queries_in(view, survey.facts))
    )
    where = f" in {codes(views)}" if views else ""
    return Risk(
        id="built-sql",
        title=f"{count(len(queries), 'query')} put together from text{where}",
        why="a value from a request can become SQL",
        mitigation="bound parameters in every view that is layered; a mounted view keeps it",
        weight=100,
        evidence=tuple(Evidence(f"{query.verb.upper()} built from text", query.place) for query in queries),
    )


def readable_passwords(survey: Survey) -> Risk | None:
    scheme = survey.passwords.scheme
    if scheme not in WEAK | {"plain"} or passwords_improved(survey):
        return None
    title = (
        "Passwords are stored and nothing was seen that hashes them"
        if scheme == "plain"
        else f"Passwords go through {scheme}"
    )
    return Risk(
        "readable-passwords",
        title,
        "whoever reads the table can log in as anybody",
        "step `hash-passwords` of the ladder",
        95,
        survey.passwords.evidence,
    )


def code_secrets(survey: Survey) -> Risk | None:
    secrets = written_secrets(survey)
    if not secrets:
        return None
    evidence = tuple(Evidence(secret.name, secret.place) for secret in secrets)
    return Risk(
        id="secrets-in-code",
        title=f"{codes([secret.name for secret in secrets])} written in the code",
        why="whoever can read the repository can use it, also from its history",
        mitigation="moved to `.env` with the same value; change it once after the switch",
        weight=80,
        evidence=evidence,
    )


def debug(survey: Survey) -> Risk | None:
    found = [
        s
        for s in survey.facts.settings
        if s.name.lower().split(".")[-1] in {"debug", "flask_debug"} and (s.default or "").strip("'\"") in {"True", "1"}
    ]
    if not found:
        return None
    evidence = tuple(Evidence(f"{setting.name} = {setting.default}", setting.place) for setting in found)
    return Risk(
        "debug-on",
        "Debug mode is on",
        "an error shows source and a console to whoever caused it",
        "off in the backend; a 500 has a request id to look up",
        70,
        evidence,
    )


def open_writes(survey: Survey) -> Risk | None:
    found = open_deeds(survey)
    if not found:
        return None
    return Risk(
        "open-writes",
        f"{count(len(found), 'route')} {agree(len(found), 'changes', 'change')} data and no login is checked",
        "whoever reaches the port can write and delete",
        "keep it behind a proxy with a login until the blueprint says `auth`",
        60,
        found,
    )


def missing_csrf(survey: Survey) -> Risk | None:
    found = forms_without_token(survey)
    if not found:
        return None
    return Risk(
        "missing-csrf",
        f"{count(len(found), 'form route')} without a CSRF token",
        "another site can post in a logged-in browser",
        "steps `csrf-tokens` and `cookie-flags` of the ladder",
        50,
        found,
    )


def open_redirect(survey: Survey) -> Risk | None:
    found = open_redirects(survey)
    if not found:
        return None
    return Risk(
        "open-redirect",
        "A redirect target comes from the request",
        "a link to this app can end on another site",
        "step `local-redirects` of the ladder",
        55,
        found,
    )


def shared_state(survey: Survey) -> Risk | None:
    states = shared_states(survey)
    memory = [entity for entity in survey.facts.entities if entity.kind == "memory"]
    if not states and not memory:
        return None
    names = unique([*(entity.name for entity in memory), *(state.name for state in states)])
    evidence = tuple(Evidence(each.name, each.place) for each in memory)
    evidence += tuple(Evidence(each.name, each.place) for each in states)
    return Risk(
        "state-in-process",
        f"{codes(names)} {agree(len(names), 'lives', 'live')} in the process",
        "a second worker sees other values; a restart loses them",
        "a table where the pattern is understood, else one worker",
        45,
        evidence,
    )


def threads(survey: Survey) -> Risk | None:
    places = survey.facts.threads
    if not places:
        return None
    return Risk(
        "threads",
        f"Background work at {count(len(places), 'place')}",
        "it is lost at a restart and runs once in every worker",
        "one worker now, a jobs table later",
        40,
        tuple(Evidence("starts background work", place) for place in places),
    )


def files_beside_code(survey: Survey) -> Risk | None:
    taken = uploads(survey)
    if not taken or buckets(survey):
        return None
    return Risk(
        "uploads",
        f"{count(len(taken), 'upload')} kept on local disk",
        "gone with a container that has no volume; size and type are the client's choice",
        "a volume and a size limit",
        42,
        taken,
    )


def outside_calls(survey: Survey) -> Risk | None:
    calls = [call for call in survey.outside_calls if call.library.partition(".")[0] in _HTTP]
    if not calls:
        return None
    return Risk(
        "outside-calls",
        f"{count(len(calls), 'call')} to other servers",
        "one slow answer holds a thread; `requests` and `urllib` wait for ever unless told",
        "one client with a time limit",
        38,
        tuple(Evidence(call.call, call.place) for call in calls),
    )


def no_tests(survey: Survey) -> Risk | None:
    paths = [PurePosixPath(file.path) for file in survey.facts.files]
    if not paths or any(_TEST.match(part) for path in paths for part in path.parts):
        return None
    where = survey.facts.files[0]
    return Risk(
        "no-tests",
        f"No tests in {count(len(paths), 'file')}",
        "nothing but the replay says what the app should do",
        "tests made from the recorded answers",
        20,
        (Evidence(f"{where.lines} lines", Place(where.path)),),
    )


RISKS: tuple[MakeRisk, ...] = (
    built_sql,
    readable_passwords,
    code_secrets,
    debug,
    open_writes,
    open_redirect,
    missing_csrf,
    shared_state,
    files_beside_code,
    threads,
    outside_calls,
    no_tests,
)
