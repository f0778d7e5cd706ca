"""Other issuers, and logins by OAuth: the written tests hold, and notice what is broken."""

import pytest
from login_backends import FOREIGN, NAMED, backend, broken, complaints, failing

BREAKS = (
    (
        "app/services/issuers.py",
        '        aud={"essential": True, "value": issuer.audience},\n',
        "",
        "test_a_token_with_wrong_claims_is_refused",
    ),
    ("app/core/jwks.py", "FRESH_SECONDS = 600", "FRESH_SECONDS = -1", "test_keys_are_asked_for_once"),
    (
        "app/api/routes/oauth.py",
        "not equal(state, left_with)",
        "not equal(state, state)",
        "test_a_login_that_began_elsewhere_is_refused",
    ),
    (
        "app/services/oauth.py",
        "if not provider.metadata:",
        "if provider:",
        "test_the_secret_is_sent_in_the_form_where_the_metadata_says_so",
    ),
    ("app/services/oauth.py", "quote_plus(client_id)", "client_id", "test_the_secret_is_sent_in_the_header"),
    (
        "app/services/external_accounts.py",
        'claims.get("emailVerified")) is True',
        "True) is not None",
        "test_an_address_that_nobody_verified_takes_no_user_over",
    ),
    (
        "app/services/external_accounts.py",
        "        if verified:\n            await accounts.change",
        "        if user:\n            await accounts.change",
        "test_an_address_that_was_never_verified_waits_for_nobody",
    ),
    (
        "app/services/external_accounts.py",
        "            if account is None:\n                raise\n",
        "            raise\n",
        "test_two_first_requests_at_once_make_one_user",
    ),
    (
        "app/services/issuers.py",
        'issued <= account["not_before"].timestamp()',
        'account["not_before"] is None',
        "test_what_was_revoked_stays_so_when_it_is_forgotten",
    ),
    (
        "app/core/jwks.py",
        "suppress(JoseError, ValueError, KeyError, TypeError)",
        "suppress()",
        "test_a_key_of_an_unknown_kind_leaves_the_others_good",
    ),
    (
        "app/api/routes/oauth.py",
        'code: Annotated[str, Query(max_length=2000)] = "",',
        "code: Annotated[str, Query(min_length=1, max_length=2000)],",
        "test_who_was_not_let_in_is_told",
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize("page", [FOREIGN, NAMED], ids=["email", "username"])
def test_a_backend_with_foreign_logins_passes_its_own_tests_and_all_tools(page: str) -> None:
    assert failing(backend(page)) == []
    assert complaints(page) == ""


@pytest.mark.slow
def test_what_is_broken_in_foreign_logins_is_noticed() -> None:
    noticed, all_of_them = broken(FOREIGN, BREAKS)

    assert noticed == all_of_them
