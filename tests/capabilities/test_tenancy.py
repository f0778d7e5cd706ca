"""Tenancy: the written tests hold, also on PostgreSQL as a role that row-level security is for."""

from collections.abc import Iterator

import pytest
from login_backends import TENANTS, backend, broken, complaints, failing

from archwright.kit.folders import scratch_folder
from archwright.prove.postgres import new_database, postgres_server, why_no_postgres

TRAIT = "app/repositories/traits/tenancy.py"
BREAKS = (
    (
        TRAIT,
        "yield of_tenant(self.table.c[self.tenant])",
        "yield self.table.c[self.tenant].is_not(None)",
        "test_no_other_tenant_may_read_it",
    ),
    (TRAIT, "if found and not all(found.values()):", "if not given:", "test_nothing_refers_to_rows_of_another_tenant"),
    (
        "app/core/tenancy.py",
        "    if forgotten:",
        "    if not text:",
        "test_a_statement_that_names_no_tenant_is_refused",
    ),
)


@pytest.fixture
def plain_role() -> Iterator[str]:
    """A database of a role that is no superuser: those see all rows."""
    if why_no_postgres():
        pytest.skip(why_no_postgres())
    with scratch_folder({}) as folder, postgres_server(folder) as url:
        yield new_database(url, "tenants").replace("postgresql+psycopg", "postgresql")


@pytest.mark.slow
def test_a_backend_with_tenants_passes_its_own_tests_and_all_tools() -> None:
    assert failing(backend(TENANTS)) == []
    assert complaints(TENANTS) == ""


@pytest.mark.slow
def test_what_is_broken_in_tenancy_is_noticed() -> None:
    noticed, all_of_them = broken(TENANTS, BREAKS)

    assert noticed == all_of_them


@pytest.mark.slow
def test_row_level_security_hides_what_a_query_forgets(plain_role: str) -> None:
    tests = (
        "tests/integration/test_tenant_rows.py",
        "tests/integration/test_tenancy_tasks.py",
        "tests/integration/test_auth.py",
    )

    assert failing(backend(TENANTS), *tests, TEST_DATABASE_URL=plain_role) == []
