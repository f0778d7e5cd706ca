"""Who is logged in, and what keeps the passwords."""

from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.survey.passwords import WEAK
from archwright.design.survey.traits import passwords_improved, server_sessions
from archwright.design.words import agree, codes, count, unique
from archwright.model.design import Decision, Option

_COOKIE = {"session": "the session cookie", "flask-login": "Flask-Login over the session cookie"}
_COOKIE_KEPT = Option(
    "keep the cookie",
    "people stay logged in over the switch; mounted views read the same session",
    "the secret key must stay the same",
)
_TOKENS = Option(
    "bearer tokens", "fits other clients than browsers", "every page needs script to send them; old sessions end"
)
_STORED = Option("sessions in the database", "can be revoked one by one", "a query for each request; old sessions end")
_HASHES = {"werkzeug": "Werkzeug's hash", "bcrypt": "bcrypt", "argon2": "argon2", "passlib": "passlib"}


def decide(survey: Survey) -> Iterator[Decision]:
    """Nothing when nobody logs in and no password is kept."""
    if survey.login.kind in _COOKIE:
        yield _cookie(survey)
    elif survey.login.kind != "none":
        yield _header(survey)
    if survey.passwords.scheme in _HASHES or survey.passwords.scheme in WEAK or survey.passwords.stored_readable:
        yield _passwords(survey)


def _guarded(survey: Survey) -> str:
    guards = unique(guard for deed in survey.deeds for guard in deed.guards)
    if not guards:
        return ""
    number = sum(bool(deed.guards) for deed in survey.deeds)
    return f" {codes(guards)} {agree(len(guards), 'guards', 'guard')} {count(number, 'route')}."


def _cookie(survey: Survey) -> Decision:
    how, server = _COOKIE[survey.login.kind], server_sessions(survey)
    at = f" set at `{survey.login.login.rule}`" if survey.login.login else ""
    kept = f" {server.what} keeps the session on the server." if server else ""
    pages = bool(survey.answering("template"))
    return Decision(
        slug="login-cookie",
        title="Sessions stay on the server" if server else "The session cookie stays, in Flask's format",
        context=f"Login is {how}{at}.{kept}{_guarded(survey)}",
        evidence=(*survey.login.evidence, *([server] if server else [])),
        options=(_COOKIE_KEPT, _TOKENS, _STORED),
        chosen=_COOKIE_KEPT.name,
        because="the clients are browsers with pages" if pages else "the clients already send it",
        consequences=("`SECRET_KEY` keeps its value when it moves to the environment; changing it logs everybody out",),
    )


def _header(survey: Survey) -> Decision:
    name = {"jwt": "JWT", "basic": "HTTP basic", "header": "Header key"}[survey.login.kind]
    return Decision(
        slug="login-token",
        title=f"{name} login stays as it is",
        context=f"Clients prove who they are: {name}.{_guarded(survey)}",
        evidence=survey.login.evidence,
        options=(
            Option(
                f"keep {name}",
                "clients and issued credentials keep working",
                "its lifetime and revocation stay as the source has them",
            ),
            Option(
                "short tokens with refresh",
                "a stolen token dies in minutes; reuse is noticed",
                "each client must learn to refresh",
            ),
        ),
        chosen=f"keep {name}",
        because="claims, lifetime and header are part of the wire",
        consequences=("the check is a dependency of the routes that had it",),
    )


def _passwords(survey: Survey) -> Decision:
    scheme = survey.passwords.scheme
    if scheme in _HASHES:
        return _hash_kept(survey, _HASHES[scheme])
    found = "no hash was seen around them" if scheme == "plain" else f"they go through {scheme}, which is fast to guess"
    keep, upgrade = "keep as found", "argon2, old ones upgraded at login"
    hashed = passwords_improved(survey)
    return Decision(
        slug="password-hash",
        title="Passwords are hashed with argon2" if hashed else "Passwords stay as they are stored, for now",
        context=f"Passwords are stored, and {found}.",
        evidence=survey.passwords.evidence,
        options=(
            Option(upgrade, "a stolen table is not a list of passwords", "the original can no longer read new rows"),
            Option(keep, "the original can go on using the same table", "who reads the table can log in as anybody"),
        ),
        chosen=upgrade if hashed else keep,
        because="answers stay the same; only the stored value differs" if hashed else "existing rows must work at once",
        consequences=("`--keep-behaviour` leaves this out" if hashed else "take the step `hash-passwords` soon",),
    )


def _hash_kept(survey: Survey, name: str) -> Decision:
    return Decision(
        slug="password-hash",
        title=f"Passwords keep {name}",
        context=f"Stored passwords go through {name}.",
        evidence=survey.passwords.evidence,
        options=(
            Option(f"keep {name}", "stored passwords stay valid", "parameters stay those of the time each was set"),
            Option(
                "argon2 for new ones",
                "the current recommendation",
                "two formats in one column until everybody logged in",
            ),
        ),
        chosen=f"keep {name}",
        because="it is a sound hash and the stored values need it",
        consequences=("hashing is one function of the service, so a later change is one place",),
    )
