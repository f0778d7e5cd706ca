"""What people call their things never meets what the written code calls its own; where it would, the page says so."""

import re

import pytest

from archwright.kit.errors import ArchwrightError
from archwright.language import BlueprintErrors, load
from archwright.workbench.generating import generated_tree, parts_of

PAGE = """
archwright: 1
name: shop
auth: {{issuers: {{other: {{url: "https://id.example.com", audience: shop}}}}}}
idempotency: true
traces: true
entities:
  {name}:
    plural: {plural}
    fields: {{title: "str(1..20)", content: file?}}
    lock: true
    audit: true
    soft_delete: true
    bulk: true
operations:
  finish: {{route: "POST /{plural}/{{{slug}}}/finish", form: true, input: {{more: file}}, output: {name}}}
"""
REFUSED = ("as", "data", "changes", "file", "if_match", "once", "request", "store")
FREE = (
    "addresses",
    "answers",
    "files",
    "issuers",
    "metrics",
    "queries",
    "reads",
    "stores",
    "tenants",
    "traces",
    "versions",
)


@pytest.mark.parametrize("plural", FREE)
def test_code_of_things_of_that_name_compiles(plural: str) -> None:
    name = {"addresses": "Address"}.get(plural, plural.removesuffix("s").capitalize())
    blueprint = load(PAGE.format(name=name, plural=plural, slug=name.lower()), "blueprint.yaml")

    tree = generated_tree(blueprint, parts_of(blueprint))

    for path in tree:
        if path.endswith(".py"):
            compile(tree.text(path), path, "exec", dont_inherit=True)


@pytest.mark.parametrize("plural", REFUSED)
def test_a_name_that_is_taken_is_told_with_another(plural: str) -> None:
    with pytest.raises(BlueprintErrors, match=f"Add `plural: other_{plural}`"):
        load(PAGE.format(name="Thing", plural=plural, slug="thing"), "blueprint.yaml")


@pytest.mark.parametrize("name", ["Answers", "Audit", "Work"])
def test_a_file_that_is_there_already_is_told_with_another_name(name: str) -> None:
    text = PAGE.format(name=name, plural="things", slug=name.lower())
    blueprint = load(text.replace("finish:", "end:"), "blueprint.yaml")

    with pytest.raises(ArchwrightError, match="has something of its own") as told:
        generated_tree(blueprint, parts_of(blueprint))

    assert f"`{name}Record`" in told.value.hint


def test_one_and_many_may_have_one_word() -> None:
    text = PAGE.format(name="Series", plural="series", slug="series")
    blueprint = load(text, "blueprint.yaml")

    routes = generated_tree(blueprint, parts_of(blueprint)).text("app/api/routes/v1/series.py")

    assert "series: Series" in routes
    assert not re.search(r"^ +series = ", routes, re.MULTILINE)
