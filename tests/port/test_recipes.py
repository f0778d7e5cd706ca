"""Every example that a recipe carries becomes what it says."""

from collections.abc import Callable

import pytest

from archwright import recipes
from archwright.kit.discovery import plugin_id, plugins
from archwright.model.facts import Facts
from archwright.model.parts import SettingPart, TextFile
from archwright.port import port
from archwright.port.example import SETTINGS, Example, missing

RECIPES = plugins(recipes)
CASES = [
    pytest.param(example, id=f"{plugin_id(recipes, recipe)}: {example.name}")
    for recipe in RECIPES
    for example in getattr(recipe, "EXAMPLES", ())
]


@pytest.mark.parametrize("example", CASES)
def test_an_example_becomes_what_it_says(example: Example, study_files: Callable[[str], Facts]) -> None:
    parts = port(study_files(example.source), RECIPES).parts

    settings = "\n".join(f"{part.name}: {part.type} = {part.default}" for part in parts.of(SettingPart))
    files = {file.path: file.text for file in parts.of(TextFile)} | {SETTINGS: settings}
    assert missing(example, files) == []


def test_every_recipe_carries_an_example() -> None:
    assert {plugin_id(recipes, recipe) for recipe in RECIPES if not getattr(recipe, "EXAMPLES", ())} == set()


def test_no_two_examples_have_one_name() -> None:
    names = [case.id for case in CASES]

    assert len(set(names)) == len(names)
