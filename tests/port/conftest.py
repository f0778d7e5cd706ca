"""Small originals: a few files in a scratch folder, read and ported without being run."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from archwright import readers, recipes
from archwright.kit.discovery import plugins
from archwright.model.facts import Facts
from archwright.port.engine import Porting
from archwright.port.recipe import Recipes
from archwright.port.source import Source, load
from archwright.study import study

READERS = plugins(readers)
RECIPES = plugins(recipes)

StudyFiles = Callable[..., Facts]
ReadFiles = Callable[..., Source]
PortFiles = Callable[..., Porting]


@pytest.fixture
def study_files(tmp_path: Path) -> StudyFiles:
    """Writes an original whose entry is `app.py` and studies it; other files by their path."""

    def make(app: str, files: dict[str, str] | None = None) -> Facts:
        for path, text in {"app.py": app, **(files or {})}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(dedent(text), "utf-8")
        return study(tmp_path if files else tmp_path / "app.py", READERS)

    return make


@pytest.fixture
def read_files(study_files: StudyFiles) -> ReadFiles:
    """The same, parsed."""

    def make(app: str, files: dict[str, str] | None = None) -> Source:
        return load(study_files(app, files))

    return make


@pytest.fixture
def port_files(study_files: StudyFiles) -> PortFiles:
    """The same, ported by all recipes: what one run knows at its end."""

    def make(app: str, files: dict[str, str] | None = None) -> Porting:
        porting = Porting(study_files(app, files), Recipes(RECIPES), {})
        porting.run()
        return porting

    return make
