"""Addresses that one logs in with are one in every case of their letters, on both databases."""

import pytest
from databases import BOTH
from login_backends import MEMBERS, backend, broken, failing

FILES = (
    "tests/integration/test_login_address.py",
    "tests/integration/test_recovery.py",
    "tests/integration/test_registration.py",
)
BREAKS = (
    ("app/models/folded.py", "value.lower()", "value", "test_an_address_opens_however_it_is_written"),
    ("app/models/user.py", "Folded(254)", "String(254)", "test_nobody_is_two_people_by_the_case_of_an_address"),
    (
        "app/models/user.py",
        "import Folded",
        "import Folded\nfrom sqlalchemy import String",
        "test_the_secret_of_a_mail_replaces_the_password",
    ),
)  # fmt: skip


@pytest.mark.slow
@BOTH
def test_an_address_is_one_in_every_case(database: dict[str, str]) -> None:
    assert failing(backend(MEMBERS), *FILES, **database) == []


@pytest.mark.slow
def test_addresses_that_differ_by_case_are_noticed() -> None:
    noticed, all_of_them = broken(MEMBERS, BREAKS)

    assert noticed == all_of_them
