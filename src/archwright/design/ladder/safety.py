"""Steps that close a hole and are visible to a client."""

from archwright.design.ladder.answers import MakeStep
from archwright.design.survey import Survey
from archwright.design.survey.passwords import WEAK
from archwright.design.survey.traits import (
    COOKIE_LOGINS,
    changed_by_get,
    forms_without_token,
    open_redirects,
    passwords_improved,
)
from archwright.design.words import agree, count
from archwright.model.design import Evidence, Step


def post_only(survey: Survey) -> Step | None:
    """GET routes that change data."""
    found = tuple(deed.evidence for deed in changed_by_get(survey))
    if not found:
        return None
    return Step(
        "post-only-changes",
        f"{count(len(found), 'route')} that {agree(len(found), 'changes', 'change')} data by GET take POST only",
        "a link changes data",
        "405 for GET; the link is a form",
        found,
    )


def cookie_flags(survey: Survey) -> Step | None:
    """The session cookie without SameSite, and the app's own cookies."""
    configured = {setting.name.upper() for setting in survey.facts.settings}
    own = tuple(
        Evidence(f"{view.name} sets a cookie", view.place)
        for view in survey.facts.views
        if any(call.endswith("set_cookie") for call in view.calls)
    )
    session = (
        survey.login.evidence[:1]
        if survey.login.kind in COOKIE_LOGINS and "SESSION_COOKIE_SAMESITE" not in configured
        else ()
    )
    if not own and not session:
        return None
    before = (
        "the session cookie is HttpOnly without SameSite or Secure"
        if session
        else "the app's own cookies go without flags"
    )
    return Step(
        "cookie-flags",
        "Cookies carry HttpOnly, SameSite=Lax and, over HTTPS, Secure",
        before,
        "`HttpOnly; SameSite=Lax; Secure`",
        (*session, *own),
    )


def csrf(survey: Survey) -> Step | None:
    """Forms behind a login cookie without a token."""
    found = forms_without_token(survey)
    if not found:
        return None
    return Step(
        "csrf-tokens",
        f"{count(len(found), 'form')} carry a CSRF token",
        "any site can post to them in a logged-in browser",
        "400 without the token",
        found,
    )


def local_redirects(survey: Survey) -> Step | None:
    """Redirects whose target comes from the request."""
    found = open_redirects(survey)
    if not found:
        return None
    return Step(
        "local-redirects",
        "Redirects stay on this host",
        "the target comes from the request",
        "a target on another host goes to the start page",
        found,
    )


def hash_passwords(survey: Survey) -> Step | None:
    """Passwords that can be read or guessed from the table."""
    scheme = survey.passwords.scheme
    if scheme not in WEAK | {"plain"} or passwords_improved(survey):
        return None
    return Step(
        "hash-passwords",
        "Passwords are hashed with argon2",
        "stored as typed" if scheme == "plain" else f"stored by {scheme}",
        "hashed; an old value is upgraded at the next login",
        survey.passwords.evidence,
    )


SAFETY_STEPS: tuple[MakeStep, ...] = (hash_passwords, post_only, cookie_flags, csrf, local_redirects)
