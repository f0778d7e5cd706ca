"""Logins, passwords, keys, sessions and rights: the written tests hold, and notice what is broken."""

import pytest
from login_backends import MEMBERS, NUMBERED, backend, broken, complaints, failing

from archwright.language import load
from archwright.workbench.generating import parts_of

SECURITY = "app/core/security.py"
BREAKS = (
    (SECURITY, '["HS256"]', '["HS256", "HS512"]', "test_a_token_of_another_algorithm_is_refused"),
    (SECURITY, "if known.expires <= time.time():", "if not known:", "test_a_token_that_was_good_expires"),
    (
        "app/repositories/refresh_token.py",
        "tokens.c.used_at.is_(None), ",
        "",
        "test_a_refresh_token_that_comes_twice_ends_its_login",
    ),
    (
        "app/services/auth.py",
        "        self.tokens.revoke(user_id, now)\n",
        "",
        "test_logging_out_everywhere_ends_every_login_at_once",
    ),
    (
        SECURITY,
        "return fits and hashed is not None",
        "return hashed is not None",
        "test_a_wrong_password_and_an_unknown_login_get_the_same_answer",
    ),
    ("app/schemas/passwords.py", "min_length=8", "min_length=0", "test_a_password_that_is_too_short_is_refused"),
    (
        "app/repositories/traits/guarded.py",
        "if not rule.passes(self.actor):",
        "if not rule:",
        "test_with_no_role_one_may_do_what_every_user_may",
    ),
    (
        "app/repositories/api_key.py",
        ", keys.c.expires_at > utc_now()",
        ",",
        "test_a_key_that_is_too_old_is_refused",
    ),
    (
        "app/core/scopes.py",
        "if isinstance(actor, KeyActor) and",
        "if not isinstance(actor, KeyActor) and",
        "test_a_key_reaches_as_far_as_its_scopes",
    ),
    ("app/services/sessions.py", "raise CsrfMissing", "pass", "test_without_the_token_nothing_is_changed"),
    ("app/repositories/login_session.py", "> utc_now(), since", "> utc_now()", "test_with_the_token_it_is"),
    ("app/repositories/mail_code.py", ", codes.c.expires_at > utc_now()", "", "test_a_secret_is_good_for_an_hour"),
    ("app/services/passwords.py", "raise NotConfirmed", "pass", "test_nobody_logs_in_before"),
)  # fmt: skip
# What of the platform there is because of passwords, and not of the options.
BASIS = (
    "app/api/identity.py",
    "app/api/routes/auth.py",
    "app/api/routes/passwords.py",
    "app/core/identity.py",
    "app/core/security.py",
    "app/models/credential.py",
    "app/models/refresh_token.py",
    "app/models/security_event.py",
    "app/repositories/credential.py",
    "app/repositories/refresh_token.py",
    "app/schemas/auth.py",
    "app/schemas/passwords.py",
    "app/services/auth.py",
    "app/services/passwords.py",
)


@pytest.mark.slow
@pytest.mark.parametrize("page", [MEMBERS, NUMBERED], ids=["members", "numbered"])
def test_a_backend_with_logins_passes_its_own_tests_and_all_tools(page: str) -> None:
    assert failing(backend(page)) == []
    assert complaints(page) == ""


@pytest.mark.slow
def test_whatever_is_broken_in_logins_is_noticed() -> None:
    noticed, all_of_them = broken(MEMBERS, BREAKS)

    assert noticed == all_of_them


def test_without_a_login_there_is_nothing_of_it() -> None:
    given = parts_of(load("archwright: 1\nname: plain\nentities:\n  Note:\n    fields:\n      title: str", "page.yaml"))

    assert not [part for part in given.items if "Guarded" in str(part) or "Unauthenticated" in str(part)]


def test_the_basis_of_logins_is_read_in_one_sitting() -> None:
    texts = [(backend(MEMBERS) / path).read_text() for path in BASIS]

    assert sum(bool(line.strip()) for text in texts for line in text.splitlines()) <= 600


def test_nobody_finds_a_secret_in_what_is_written() -> None:
    folder = backend(MEMBERS)

    assert "SECRET_KEY=change-me" in (folder / ".env.example").read_text()
    assert "secret_key: Annotated[str, Field(min_length=32)]\n" in (folder / "app/core/config.py").read_text()
