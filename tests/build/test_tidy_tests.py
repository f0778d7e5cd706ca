"""Tests that are added to a finished tree are as tidy as the rest of it; so is the composition root."""

import subprocess
import sys
from pathlib import Path

from archwright.build import assemble, replay_tests, tidied_tests
from archwright.kit.folders import fill
from archwright.model.parts import MainLine, Parts, TextFile
from archwright.model.replay import Exchange, Recording, Reply, Request

JSON = (("content-type", "application/json"),)


def told(folder: Path, *command: str) -> str:
    full = [sys.executable, "-m", *command]
    done = subprocess.run(full, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_tests_from_answers_of_any_length_pass_the_backends_own_checks(tmp_path: Path) -> None:
    tree = assemble("Long", Parts())
    words = " ".join(["lasting"] * 30)
    answers = [f'{{"text": "{words}"}}'.encode(), b"true", b'{"a": null, "b": [1, 2, 3]}']
    asked = [Exchange(Request("GET", f"/words/{n}"), Reply(200, JSON, body)) for n, body in enumerate(answers)]
    drafts = {file.path: file.text for file in replay_tests(Recording(tuple(asked)))}

    fill(tmp_path, tree.plus(tidied_tests(drafts, tree)).files)

    assert told(tmp_path, "ruff", "check", "--no-cache", ".") == ""
    assert told(tmp_path, "ruff", "format", "--no-cache", "--check", ".") == ""
    assert words in (tmp_path / "tests/integration/test_words.py").read_text("utf-8")


def test_what_is_imported_for_its_effect_leaves_the_name_of_the_application_alone(tmp_path: Path) -> None:
    effect = TextFile("app/core/configuration.py", '"""Sets up."""\n\nREADY = True\n')
    tree = assemble("Effect", Parts((effect, MainLine("", ("import app.core.configuration",)))))
    fill(tmp_path, tree.files)

    assert "from app.core import configuration  # noqa: F401" in tree.text("app/main.py")
    assert "\nimport app." not in tree.text("app/main.py")
    assert told(tmp_path, "ruff", "check", "--no-cache", ".") == ""
    assert told(tmp_path, "mypy", "--cache-dir", "none") == ""
