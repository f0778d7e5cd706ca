"""Every example that a reader carries gives what it says."""

from pathlib import Path

import pytest

from archwright import readers
from archwright.kit.discovery import plugin_id, plugins
from archwright.model.facts import Facts
from archwright.study import study
from archwright.study.reader import Example
from archwright.study.render.lines import answer_line, lines, read_line

READERS = plugins(readers)
CASES = [
    pytest.param(example, id=f"{plugin_id(readers, reader)}-{number}")
    for reader in READERS
    for number, example in enumerate(reader.EXAMPLES, start=1)
]


@pytest.mark.parametrize("example", CASES)
def test_an_example_gives_the_facts_it_names(example: Example, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(example.source, encoding="utf-8")
    for name, text in example.files:
        (tmp_path / name).write_text(text, encoding="utf-8")

    facts = study(tmp_path / "app.py", READERS)

    fields = {line.partition(": ")[0] for line in example.gives}
    found = [f"{field}: {line}" for field in sorted(fields) for line in _lines(facts, field)]
    assert sorted(found) == sorted(example.gives)


def _lines(facts: Facts, field: str) -> list[str]:
    if field == "reads":
        return [read_line(item) for view in facts.views for item in view.reads]
    if field == "answers":
        return [answer_line(item) for view in facts.views for item in view.answers]
    return lines(facts, field)


def test_every_reader_carries_an_example_or_feeds_others() -> None:
    silent = {plugin_id(readers, reader) for reader in READERS if not reader.EXAMPLES}

    assert silent == {"python.objects"}
