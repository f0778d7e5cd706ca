"""Text -> blueprint, or everything that is wrong with the text."""

from archwright.language.check import check
from archwright.language.complete import complete
from archwright.language.found import Found
from archwright.language.nodes import read
from archwright.language.problems import BlueprintErrors
from archwright.language.shape import document
from archwright.model.blueprint import Blueprint


def load(text: str, file: str = "blueprint.yaml") -> Blueprint:
    """The blueprint of a page. Raises BlueprintErrors with all problems at once."""
    root, problems = read(text)
    if problems:
        raise BlueprintErrors(file, problems)
    found = Found(root)
    blueprint = complete(document(found), found)
    check(blueprint, found)
    if found.problems:
        raise BlueprintErrors(file, found.problems)
    return blueprint
