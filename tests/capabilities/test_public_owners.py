"""Rows that everybody may make and that belong to somebody: whose they must be says who may."""

import pytest

from archwright.language import load
from archwright.workbench.generating import generated_tree, parts_of

PAGE = """
archwright: 1
name: wall
auth: true
entities:
  Note:
    fields: {{title: "str(1..80)", owner: "User{optional}, readonly"}}
    owner: owner
    access: public
"""


@pytest.mark.parametrize(("optional", "rule", "status"), [("", "LOGGED_IN", 401), ("?", "PUBLIC", 201)])
def test_nobody_makes_what_must_belong_to_somebody(optional: str, rule: str, status: int) -> None:
    blueprint = load(PAGE.format(optional=optional), "blueprint.yaml")
    tree = generated_tree(blueprint, parts_of(blueprint))

    assert f'"create": {rule},' in tree.text("app/repositories/note.py")
    assert f'("create", {status})' in tree.text("tests/integration/test_access_notes.py")
