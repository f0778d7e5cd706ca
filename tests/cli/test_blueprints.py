"""Pages on the command line: begun, completed, refused on one screen."""

import json
from pathlib import Path

import pytest

from archwright.faces.cli.main import run
from archwright.language import json_schema, load


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "blueprint.yaml"


def test_init_writes_a_page_that_loads_and_its_schema(page: Path, capfd) -> None:
    assert run(["init", "corner-shop", "-o", str(page), "--example", "shop"]) == 0

    assert load(page.read_text()).name == "corner-shop"
    assert json.loads((page.parent / "blueprint.schema.json").read_text()) == json_schema()
    assert f"next: archwright build {page}" in capfd.readouterr().out


def test_init_keeps_a_page_that_is_there(page: Path, capfd) -> None:
    page.write_text("mine")
    assert run(["init", "shop", "-o", str(page)]) == 2
    assert "--force" in capfd.readouterr().err
    assert [each.name for each in page.parent.iterdir()] == ["blueprint.yaml"]
    assert page.read_text() == "mine"

    assert run(["init", "shop", "-o", str(page), "--force", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["wrote"][0] == str(page)
    assert load(page.read_text()).name == "shop"


def test_design_of_a_page_prints_what_was_decided(page: Path, capfd) -> None:
    page.write_text("archwright: 1\nname: demo\nentities:\n  Task: {fields: {title: str}}\n")

    assert run(["design", str(page)]) == 0
    short = capfd.readouterr().out
    assert run(["design", str(page), "--full"]) == 0
    full = capfd.readouterr().out
    assert "title: str(..255)" in full
    assert "title: str\n" in short
    assert load(short) == load(full) == load(page.read_text())


def test_a_page_with_mistakes_is_refused_on_one_screen(page: Path, capfd) -> None:
    page.write_text("archwright: 1\nname: demo\nstak: {}\ncors: [x]\n")

    assert run(["design", str(page)]) == 2
    assert f"{page}:3:1  `stak` is not known here." in capfd.readouterr().err
    assert run(["design", str(page), "--json"]) == 2
    problems = json.loads(capfd.readouterr().out)["error"]["problems"]
    assert [(each["line"], each["column"], each["did_you_mean"]) for each in problems] == [(3, 1, "stack"), (4, 8, "")]


def test_the_schema_is_printed(capfd) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capfd.readouterr().out) == json_schema()
