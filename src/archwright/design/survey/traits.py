"""What several of the architect's judgements rest on: dangerous reads, shared state, secrets in the code."""

import re

from archwright.design.survey.deeds import Deed
from archwright.design.survey.survey import Survey
from archwright.model.design import Evidence
from archwright.model.facts import Setting, State

COOKIE_LOGINS = frozenset({"session", "flask-login"})
_TARGET = re.compile(r"^(next|url|redirect|return|goto|continue|target)(_?(to|url|uri))?$", re.IGNORECASE)
_OBJECT_STORES = re.compile(r"^(boto3?|minio|cloudinary|pyrebase)\b|^(google|azure)\b.*storage", re.IGNORECASE)
_CSRF_KITS = frozenset({"flask_wtf", "flask_seasurf", "flask_security", "flask_user"})


def changed_by_get(survey: Survey) -> tuple[Deed, ...]:
    """Routes that write although they answer GET only."""
    return tuple(deed for deed in survey.deeds if deed.writes and set(deed.route.methods) <= {"GET", "HEAD"})


def open_deeds(survey: Survey) -> tuple[Evidence, ...]:
    """Writing routes, when neither a view, a decorator nor a hook could check who calls."""
    hooked = any(hook.kind == "before" for hook in survey.facts.hooks)
    if survey.login.kind != "none" or hooked:
        return ()
    return tuple(deed.evidence for deed in survey.deeds if deed.writes)


def written_secrets(survey: Survey) -> tuple[Setting, ...]:
    """Secrets whose value stands in the code."""
    return tuple(each for each in survey.facts.settings if each.secret and each.default and _is_text(each.default))


def server_sessions(survey: Survey) -> Evidence | None:
    """The extension that keeps sessions on the server, when there is one."""
    kits = (each for each in survey.facts.extensions if each.package.lower().replace("-", "_") == "flask_session")
    return next((Evidence(each.package, each.place) for each in kits), None)


def passwords_improved(survey: Survey) -> bool:
    """Whether porting already hashed the passwords."""
    return any("password" in improvement.name for improvement in survey.improvements)


def shared_states(survey: Survey) -> tuple[State, ...]:
    """Module-level values that functions write, other than stores."""
    stores = {
        name for entity in survey.facts.entities for name in (entity.name, entity.table) if entity.kind == "memory"
    }
    return tuple(state for state in survey.facts.states if state.writers and state.name not in stores)


def uploads(survey: Survey) -> tuple[Evidence, ...]:
    """Where a file is taken from a request."""
    return tuple(
        Evidence(f'{view.name} takes file "{read.key}"' if read.key else f"{view.name} takes files", read.place)
        for view in survey.facts.views
        for read in view.reads
        if read.source == "file"
    )


def buckets(survey: Survey) -> tuple[Evidence, ...]:
    """Calls to an object store, which is then where uploads go."""
    calls = [c for c in survey.facts.outside_calls if _OBJECT_STORES.search(f"{c.library} {c.call}")]
    return tuple(Evidence(call.call, call.place) for call in calls)


def forms_without_token(survey: Survey) -> tuple[Evidence, ...]:
    """Routes that take a form in a session, when no kit checks a token."""
    if survey.login.kind not in COOKIE_LOGINS or survey.packages & _CSRF_KITS:
        return ()
    posts = [deed for deed in survey.deeds if "POST" in deed.route.methods and deed.view]
    return tuple(
        deed.evidence
        for deed in posts
        if deed.view and any(read.source in {"form", "file"} for read in deed.view.reads)
    )


def open_redirects(survey: Survey) -> tuple[Evidence, ...]:
    """Views that redirect and read where to from the request."""
    return tuple(
        Evidence(f'{deed.route.endpoint} redirects and reads {read.source} "{read.key}"', read.place)
        for deed in survey.answering("redirect")
        if deed.view
        for read in deed.view.reads
        if read.source in {"query", "form"} and _TARGET.match(read.key)
    )


def _is_text(default: str) -> bool:
    return default.lstrip("rbfuRBFU")[:1] in {"'", '"'} and default.strip("rbfu'\"") != ""
