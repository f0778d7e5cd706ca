"""A small backend from a page, built once and copied for each test."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archwright.faces.cli.main import run

PAGE = """archwright: 1
name: desk
entities:
  Person:
    fields:
      name: str(1..80)   # as on the badge
  Task:
    fields:
      title: str(1..200), search
      notes: text?
      status: enum(todo, doing, done) = todo
      points: int(0..)?
      person: Person?
    list: {filter: [status], sort: [title]}
"""


@dataclass(frozen=True)
class Desk:
    """A folder with a page beside its backend. `capfd` gives what the command says."""

    folder: Path
    capfd: Any

    @property
    def page(self) -> Path:
        """The blueprint."""
        return self.folder / "blueprint.yaml"

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """A command; its code, and what it said."""
        self.capfd.readouterr()
        code = run([*map(str, arguments)])
        said = self.capfd.readouterr()
        return code, said.out, said.err

    def build(self, *arguments: object) -> tuple[int, str, str]:
        """Build without proofs."""
        return self("build", self.page, "-o", self.folder, "--no-prove", "-q", *arguments)

    def plan(self, *arguments: object) -> dict[str, Any]:
        """The plan, as a program sees it."""
        known: dict[str, Any] = json.loads(self("plan", self.page, "-o", self.folder, "--no-prove", "--json", "-q")[1])
        return known

    def refused(self) -> str:
        """What a plan that is an error says; nothing is written."""
        before = contents(self.folder)
        code, out, err = self("plan", self.page, "-o", self.folder, "--no-prove", "-q")
        assert (code, out) == (2, ""), out + err
        assert "Traceback" not in err
        assert contents(self.folder) == before
        return err

    def change(self, path: str, old: str, new: str) -> None:
        """Another text in place of one that is there."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}:\n{text}"
        file.write_text(text.replace(old, new), "utf-8")

    def text(self, path: str) -> str:
        """A file."""
        return (self.folder / path).read_text("utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backend that all tests begin with."""
    folder = tmp_path_factory.mktemp("built") / "desk"
    folder.mkdir()
    (folder / "blueprint.yaml").write_text(PAGE, "utf-8")
    assert run(["build", str(folder / "blueprint.yaml"), "-o", str(folder), "--no-prove", "-q", "--force"]) == 0
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path, capfd: Any) -> Desk:
    """A copy of it."""
    shutil.copytree(built, tmp_path / "desk")
    return Desk(tmp_path / "desk", capfd)


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file, byte for byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
