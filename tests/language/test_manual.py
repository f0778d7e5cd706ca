"""The page of the docs is the one that is generated, and every example in it was run."""

from pathlib import Path

import pytest

from archwright.language import load
from archwright.language.manual import Example, manual, sections
from archwright.language.manual.page import lines

PAGE = Path(__file__).parents[2] / "docs" / "blueprint.md"
EXAMPLES = [(title, example) for title, examples in sections() for example in examples]


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), "run: python -m archwright.language.manual > docs/blueprint.md"


@pytest.mark.parametrize(("title", "example"), EXAMPLES, ids=[f"{title}.{each.key}" for title, each in EXAMPLES])
def test_every_key_has_an_example_that_makes_a_difference(title: str, example: Example) -> None:
    assert example.gives or example.key == "archwright"


@pytest.mark.parametrize("line", [line for line, _ in lines()])
def test_every_line_loads(line: str) -> None:
    only_sent = "omittable" in line or " as " in line
    stored, sent = ("str", line) if only_sent else (line, "str")
    page = f"""archwright: 1
name: demo
auth: true
tenancy: {{by: Firm}}
entities:
  Project: {{fields: {{name: str}}}}
  Task:
    fields:
      it: {stored}
shapes:
  Told:
    it: {sent}
"""
    assert load(page).entity("Task")
