"""The example app becomes a backend, from nothing to the second build."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archwright.model.report import BuildReport
from archwright.workbench import BuildOptions, build_backend

APP = Path(__file__).parents[2] / "examples" / "notes" / "app.py"
TOOLS = Path(sys.executable).parent
OPTIONS = BuildOptions(python=sys.executable, limit=18)

Built = tuple[Path, BuildReport]


def build(output: Path) -> BuildReport:
    return build_backend(APP, output, options=OPTIONS, progress=lambda _: None)


def route_file(backend: Path, url: str) -> Path:
    """The module that holds the route of a URL."""
    files = sorted((backend / "app" / "api" / "routes").glob("*.py"))
    return next(path for path in files if f'("{url}"' in path.read_text("utf-8"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The backend after one build."""
    backend = tmp_path_factory.mktemp("notes") / "backend"
    return backend, build(backend)


@pytest.fixture(scope="module")
def second(first: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, BuildReport]:
    """A copy of it, edited in a route and built again; with the text of the edit."""
    backend = tmp_path_factory.mktemp("again") / "backend"
    shutil.copytree(first[0], backend)
    path = route_file(backend, "/logout")
    edited = (
        path.read_text("utf-8")
        + '\n\n@router.get("/by-hand")\ndef by_hand() -> dict[str, bool]:\n    return {"kept": True}\n'
    )
    path.write_text(edited, "utf-8")
    return backend, edited, build(backend)


@pytest.mark.slow
def test_every_answer_is_the_originals(first: Built) -> None:
    replay = first[1].replay

    assert replay.requests >= 18
    assert (replay.equal, replay.trouble) == (replay.requests, "")


@pytest.mark.slow
def test_every_view_left_flask(first: Built) -> None:
    assert first[1].routes.total == 8
    assert (first[1].routes.mounted, first[1].fallbacks) == (0, ())


@pytest.mark.slow
def test_its_tests_pass(first: Built) -> None:
    tests = first[1].tests

    assert tests.passed >= 8
    assert (tests.failed, tests.trouble) == (0, "")


@pytest.mark.slow
def test_its_migrations_go_up_down_and_up_again(first: Built) -> None:
    migrations = first[1].migrations

    assert (migrations.up, migrations.down, migrations.up_again) == (True, True, True), migrations.trouble


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", ["ruff check --no-cache", "ruff format --check --no-cache", "mypy", "lint-imports --no-cache"]
)
def test_a_tool_finds_nothing_to_say(first: Built, command: str, tmp_path: Path) -> None:
    program, *arguments = command.split()
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "MYPY_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [TOOLS / program, *arguments], cwd=first[0], env=surroundings, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_nothing_but_a_mounted_original_imports_flask(first: Built) -> None:
    modules = [path for path in (first[0] / "app").rglob("*.py") if "legacy" not in path.parts]

    assert len(modules) > 20
    lines = [line.split() for path in modules for line in path.read_text("utf-8").splitlines()]
    assert [line for line in lines if line[:1] in (["import"], ["from"]) and line[1].partition(".")[0] == "flask"] == []


@pytest.mark.slow
def test_a_second_build_changes_nothing(second: tuple[Path, str, BuildReport]) -> None:
    files = second[2].files

    assert (files.pending, files.conflicts) == (0, 0)


@pytest.mark.slow
def test_an_edit_in_a_route_survives_a_second_build(second: tuple[Path, str, BuildReport]) -> None:
    backend, edited, _ = second

    assert route_file(backend, "/logout").read_text("utf-8") == edited
