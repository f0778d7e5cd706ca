"""Pages of many trades: each becomes a backend. All of it runs by `just blueprints`; two pages run here."""

import re
from pathlib import Path

import pytest
from checking import CHECKS, TYPES, ZEBRA, Written, builds, builds_again, checked, files_of, grows_alone, page_texts

from archwright.language import load

PAGES = page_texts()
EVERY = pytest.mark.parametrize("name", PAGES)
BUDGET = 160


def test_there_are_thirty_pages_of_one_to_sixty_entities() -> None:
    sizes = {len(load(text, name).entities) for name, text in PAGES.items()}

    assert len(PAGES) >= 30
    assert min(sizes) == 1
    assert max(sizes) >= 60


@EVERY
def test_every_page_is_generated(name: str) -> None:
    files = files_of(PAGES[name])

    assert "app/main.py" in files
    for path, content in files.items():
        if path.endswith(".py"):
            compile(content, path, "exec")


@pytest.mark.parametrize("name", ["counter", "types"])
def test_building_twice_changes_nothing(name: str, tmp_path: Path) -> None:
    written = Written(tmp_path / name, PAGES[name], TYPES)
    builds(written)

    assert builds_again(written) == ""


@EVERY
def test_another_entity_touches_no_file_of_those_that_are_there(name: str, tmp_path: Path) -> None:
    assert grows_alone(Written(tmp_path, PAGES[name], TYPES)) == ""


def test_modules_of_a_name_with_a_single_letter_in_it_are_imported_where_they_stand() -> None:
    text = "archwright: 1\nname: plans\nentities:\n  PlanBItem:\n    fields: {name: str}\n"
    text += "  Step:\n    fields: {item: PlanBItem}\n"
    files = files_of(text)
    modules = {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in files}
    found = (re.findall(r"^from ((?:app|tests)[\w.]*) import", str(text), re.M) for text in files.values())
    imported = {name for names in found for name in names}

    assert "app.models.plan_b_item" in imported
    assert imported - modules - {"tests", "tests.factories"} == set()


def test_a_plain_resource_keeps_to_its_budget() -> None:
    text = "archwright: 1\nname: herd\nauth: true\nentities:\n" + ZEBRA
    files = files_of(text)
    own = [path for path in files if path.startswith("app/") and re.search(r"/zebras?\.py$", path)]
    lines = sum(len([line for line in str(files[path]).splitlines() if line.strip()]) for path in own)

    assert len(own) == 5
    assert lines <= BUDGET


@pytest.mark.parametrize("name", ["counter", "todo"])
def test_a_page_passes_everything(name: str, tmp_path: Path) -> None:
    checks = tuple(check for check in CHECKS if check != "postgres")
    found = dict(checked(Written(tmp_path / name, PAGES[name], TYPES), checks))

    assert {check: outcome.trouble for check, outcome in found.items()} == dict.fromkeys(checks, "")
