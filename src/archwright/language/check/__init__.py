"""What a completed blueprint must not contradict: one file a subject, all of them run."""

from archwright.language.check.access import check_access
from archwright.language.check.auth import check_auth
from archwright.language.check.changes import check_changes
from archwright.language.check.checks import check_rules
from archwright.language.check.names import check_names
from archwright.language.check.operations import check_operations
from archwright.language.check.policies import check_policies
from archwright.language.check.references import check_references
from archwright.language.check.relations import check_relations
from archwright.language.check.roles import check_roles
from archwright.language.check.tenancy import check_tenancy
from archwright.language.found import Found
from archwright.model.blueprint import Blueprint

_CHECKS = (
    check_names,
    check_relations,
    check_references,
    check_rules,
    check_roles,
    check_access,
    check_auth,
    check_tenancy,
    check_operations,
    check_policies,
    check_changes,
)


def check(blueprint: Blueprint, found: Found) -> None:
    """Problems are added to `found`."""
    for each in _CHECKS:
        each(blueprint, found)
