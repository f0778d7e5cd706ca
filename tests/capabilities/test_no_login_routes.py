"""A backend that has logins, and no routes of them: its tests ask none."""

import re

from archwright.language import load
from archwright.workbench.generating import generated_tree, parts_of

PAGE = """
archwright: 1
name: inner
auth:
  routes: false
  issuers: {other: {url: "https://login.example.com", audience: inner}}
entities:
  Task:
    fields: {title: "str(1..80)"}
"""


def test_no_test_asks_a_route_of_logins() -> None:
    blueprint = load(PAGE, "blueprint.yaml")
    tree = generated_tree(blueprint, parts_of(blueprint))
    tests = {path: tree.text(path) for path in tree.files if path.startswith("tests/")}

    assert "tests/integration/test_foreign_tokens.py" in tests
    assert [path for path, text in tests.items() if re.search(r"/auth/\w", text)] == []
