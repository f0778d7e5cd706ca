"""Other issuers, and logins by OAuth: the written tests hold, and notice what is broken."""

import pytest
from login_backends import FOREIGN, backend, broken, complaints, failing

BREAKS = (
    ("app/services/issuers.py", "        **audience,\n", "", "test_a_token_with_wrong_claims_is_refused"),
    ("app/core/jwks.py", "FRESH_SECONDS = 600", "FRESH_SECONDS = -1", "test_keys_are_asked_for_once"),
    (
        "app/api/routes/oauth.py",
        "not equal(state, left_with)",
        "not equal(state, state)",
        "test_a_login_that_began_elsewhere_is_refused",
    ),
    (
        "app/services/external_accounts.py",
        'claims.get("email_verified") is True',
        "claims",
        "test_an_address_that_nobody_verified_takes_no_user_over",
    ),
)


@pytest.mark.slow
def test_a_backend_with_foreign_logins_passes_its_own_tests_and_all_tools() -> None:
    assert failing(backend(FOREIGN)) == []
    assert complaints(FOREIGN) == ""


@pytest.mark.slow
def test_what_is_broken_in_foreign_logins_is_noticed() -> None:
    noticed, all_of_them = broken(FOREIGN, BREAKS)

    assert noticed == all_of_them
