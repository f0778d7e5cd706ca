"""Tests of a backend change one field at a time: the rules of its entity must bear that."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from checking import TYPES, Written, builds, files_of

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


CIRCLE = """
archwright: 1
name: firm
entities:
  Department:
    fields: {head: "Employee?, set null", name: str}
  Employee:
    fields: {department: Department, name: str}
"""


def test_tables_that_refer_to_each_other_are_emptied_in_the_order_that_lets_them(tmp_path: Path) -> None:
    written = Written(tmp_path / "firm", CIRCLE, TYPES)
    builds(written)
    asked = "from tests.rows import _tables; print([table.name for table in _tables][:2])"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", asked], cwd=written.folder, capture_output=True, text=True, check=False
    )

    assert (done.stdout.strip(), done.stderr) == ("['employees', 'departments']", "")
