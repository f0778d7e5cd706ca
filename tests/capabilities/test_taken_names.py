"""What people call their things never meets what the written code calls its own; where it would, the page says so."""

import pytest

from archwright.language import BlueprintErrors, load
from archwright.workbench.generating import generated_tree, parts_of

PAGE = """
archwright: 1
name: shop
auth: {{}}
idempotency: true
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
FREE = ("answers", "files", "queries", "reads", "stores", "versions")


@pytest.mark.parametrize("plural", FREE)
def test_code_of_things_of_that_name_compiles(plural: str) -> None:
    name = plural.removesuffix("s").capitalize()
    blueprint = load(PAGE.format(name=name, plural=plural, slug=name.lower()), "blueprint.yaml")

    tree = generated_tree(blueprint, parts_of(blueprint))

    for path in tree:
        if path.endswith(".py"):
            compile(tree.text(path), path, "exec", dont_inherit=True)


@pytest.mark.parametrize("plural", REFUSED)
def test_a_name_that_is_taken_is_told_with_another(plural: str) -> None:
    with pytest.raises(BlueprintErrors, match=f"Add `plural: other_{plural}`"):
        load(PAGE.format(name="Thing", plural=plural, slug="thing"), "blueprint.yaml")
