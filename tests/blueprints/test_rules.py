"""Tests of a backend change one field at a time: the rules of its entity must bear that."""

import re

import pytest
from checking import files_of

PAGE = """
archwright: 1
name: calendar
auth: true
entities:
  Visit:
    fields: {{{fields}}}
    checks: {{in_order: ends_at > starts_at}}
    access: {{list: user, read: user, create: user, update: user, delete: user}}
"""
BOTH = "ends_at: datetime, starts_at: datetime"


@pytest.mark.parametrize(
    ("fields", "access", "update"),
    [(f"{BOTH}, note: 'str(1..80)'", "note", "note"), (BOTH, "ends_at", "starts_at")],
    ids=["one without a rule", "only those with one"],
)
def test_a_field_changes_alone_where_no_rule_minds(fields: str, access: str, update: str) -> None:
    files = files_of(PAGE.format(fields=fields))
    changed = re.search(r'name == "(\w+)"', str(files["tests/integration/test_access_visits.py"]))
    sent = re.search(r'json=\{"(\w+)"', str(files["tests/integration/test_visits.py"]))

    assert changed
    assert sent
    assert (changed[1], sent[1]) == (access, update)
