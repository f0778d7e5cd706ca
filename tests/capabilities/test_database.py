"""Values of every type are stored and read alike, whether the engine or the driver itself runs the statements."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from archwright.kit.folders import fill
from archwright.language import load
from archwright.prove.postgres import postgres_server, why_no_postgres
from archwright.workbench.generating import generated_tree, parts_of

PAGE = """
archwright: 1
name: taskhub
entities:
  Task:
    fields: {title: str}
"""
SCRIPT = Path(__file__).parent / "database" / "types_on.txt"


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was written for a short page."""
    folder = tmp_path_factory.mktemp("backend")
    blueprint = load(PAGE, "blueprint.yaml")
    fill(folder, generated_tree(blueprint, parts_of(blueprint)).files)
    return folder


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """A server of our own."""
    if reason := why_no_postgres():
        pytest.skip(reason)
    with TemporaryDirectory(prefix="aw") as name, postgres_server(Path(name)) as url:
        yield url


def wrong(backend: Path, url: str) -> str:
    """What is not as it should be on the database of the URL."""
    command = [sys.executable, str(SCRIPT), url]
    done = subprocess.run(
        command, check=False, cwd=backend, env={"PYTHONPATH": "."}, capture_output=True, text=True, timeout=60
    )
    return (done.stdout + done.stderr).strip()


def test_values_of_every_type_come_back_from_sqlite(backend: Path, tmp_path: Path) -> None:
    assert wrong(backend, f"sqlite:///{tmp_path}/test.db") == ""


def test_values_of_every_type_come_back_from_postgres(backend: Path, postgres: str) -> None:
    assert wrong(backend, postgres) == ""
