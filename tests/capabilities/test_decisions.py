"""What a backend records of its decisions is true of it."""

import re

import pytest

from archwright.language import load
from archwright.model.tree import Tree
from archwright.workbench.generating import generated_tree, parts_of

PAGE = """
archwright: 1
name: shop
auth: {sessions: true, api_keys: true, issuers: {partner: {url: "https://id.example.com", audience: shop}}}
idempotency: true
entities:
  Order:
    fields:
      number: str(1..20), unique
      receipt: file?
    soft_delete: true
    lock: true
    audit: true
"""
FOLDER = "docs/decisions/"
# Settings of the server, not of the backend.
OTHERS = {"FORWARDED_ALLOW_IPS"}


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The backend of the page."""
    blueprint = load(PAGE, "blueprint.yaml")
    return generated_tree(blueprint, parts_of(blueprint))


@pytest.fixture(scope="module")
def records(tree: Tree) -> dict[str, str]:
    """Name -> text of the records."""
    return {path.removeprefix(FOLDER): tree.text(path) for path in tree if path.startswith(FOLDER)}


def test_each_capability_records_what_it_decided(records: dict[str, str]) -> None:
    always = {"database.md", "errors.md", "layers.md", "pages.md", "rate-limits.md", "transactions.md"}
    login = {"access.md", "api-keys.md", "issuers.md", "sessions.md", "tokens.md"}
    rows = {"audit.md", "files.md", "idempotency.md", "soft-delete.md", "versions.md"}

    assert set(records) == always | login | rows


def test_files_that_a_record_names_are_there(tree: Tree, records: dict[str, str]) -> None:
    named = {path for text in records.values() for path in re.findall(r"`((?:app|tests)/[\w/]+\.py)`", text)}

    assert named
    assert [path for path in sorted(named) if path not in set(tree)] == []


def test_settings_that_a_record_names_can_be_set(tree: Tree, records: dict[str, str]) -> None:
    named = {name for text in records.values() for name in re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", text)}
    known = set(re.findall(r"^# ?([A-Z_]+)=|^([A-Z_]+)=", tree.text(".env.example"), re.MULTILINE))

    assert named
    assert named - {name for pair in known for name in pair} - OTHERS == set()


def test_the_map_leads_to_every_record(tree: Tree, records: dict[str, str]) -> None:
    links = set(re.findall(r"\(decisions/([\w-]+\.md)\)", tree.text("docs/architecture.md")))

    assert links == set(records)
