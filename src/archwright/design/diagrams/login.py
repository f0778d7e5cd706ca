"""The login flow as a sequence."""

import re
from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.survey.deeds import Deed
from archwright.design.survey.login import is_password
from archwright.design.words import unique
from archwright.model.facts import Answer, Route, View

_PROOF = {
    "session": "session cookie",
    "flask-login": "session cookie",
    "jwt": "token",
    "basic": "credentials",
    "header": "key",
}


def login_diagram(survey: Survey) -> str:
    """Mermaid `sequenceDiagram` of the login route; "" when there is none."""
    deed = _login_deed(survey)
    if deed is None or deed.view is None or survey.login.kind == "none":
        return ""
    entity = deed.entities[0] if deed.entities and deed.view.touches_database else ""
    people = ["C as client", "R as route", "S as service", *["D as database"] * bool(entity)]
    lines = [f"    participant {each}" for each in people]
    lines += [*_request(deed.route, deed.view), *_check(deed.view, entity), *_ends(survey, deed.view.answers)]
    return "\n".join(["sequenceDiagram", *lines]) + "\n"


def _login_deed(survey: Survey) -> Deed | None:
    """Of a class view the method that takes the credentials."""
    endpoint = survey.login.login.endpoint if survey.login.login else None
    deeds = [deed for deed in survey.deeds if deed.route.endpoint == endpoint]
    return next((deed for deed in deeds if "POST" in deed.route.methods), deeds[0] if deeds else None)


def _request(route: Route, view: View) -> Iterator[str]:
    method = "POST" if "POST" in route.methods else route.methods[0]
    keys = _keys(view)
    yield f"    C->>R: {method} {_plain(route.rule)}" + (f" ({', '.join(keys)})" if keys else "")
    yield "    R->>S: check the credentials"


def _check(view: View, entity: str) -> Iterator[str]:
    if entity:
        yield f"    S->>D: find {_plain(entity)}"
        yield "    D-->>S: row or nothing"
    check = next((call for call in view.calls if re.search(r"check\w*pass|verify|checkpw", call)), "")
    if check:
        yield f"    S->>S: {_plain(check)}"
    elif any(is_password(key) for key in _keys(view)):
        yield "    S->>S: compare the password"


def _keys(view: View) -> tuple[str, ...]:
    return unique(read.key for read in view.reads if read.source in {"form", "json", "query"} and read.key)


def _ends(survey: Survey, answers: tuple[Answer, ...]) -> Iterator[str]:
    good = next(
        (answer for answer in answers if answer.kind == "redirect" or (answer.kind == "json" and answer.status < 400)),
        None,
    )
    bad = next((answer for answer in answers if answer.status >= 400 or answer.kind == "template"), None)
    yield "    alt right"
    yield f"        R-->>C: {_said(good)}, {_PROOF[survey.login.kind]}"
    if bad:
        yield "    else wrong"
        yield f"        R-->>C: {_said(bad)}"
    yield "    end"


def _said(answer: Answer | None) -> str:
    if answer is None:
        return "answer"
    if answer.kind == "redirect":
        return f"redirect to {_plain(answer.target)}" if answer.target else "redirect"
    return (
        f"page {_plain(answer.target)}" if answer.kind == "template" else f"{answer.kind} {answer.status or ''}".strip()
    )


def _plain(text: str) -> str:
    return text.replace(";", " ").replace("#", " ")
