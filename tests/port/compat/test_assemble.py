"""The compat package holds what an app needs and nothing else."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from compat_backend import DATABASE, write_backend

from archwright.kit.errors import InternalError
from archwright.model.parts import Dependency, Parts, TextFile
from archwright.port.compat import assemble, counterpart, names_in_templates, provides
from archwright.port.compat.shelf import shelf

ROOT = Path(__file__).parents[3]
CORE = {"install.install_wire", "wire.wire"}
FEATURES = {
    "database.paginate",
    "errors.ErrorHandlers",
    "hooks.Hooks",
    "legacy.LegacyApp",
    "limits.Limits",
    "native.Native",
    "session.Sessions",
    "static.StaticFiles",
    "templating.add_to_context",
    "templating.extend_templates",
    "templating.search_templates",
}
FLASK = {found.needed for name, found in provides().items() if name.startswith("flask.") and "login" not in name}


def names(parts: Parts) -> set[str]:
    """Module names of the files."""
    return {Path(file.path).stem for file in parts.of(TextFile)}


def text(parts: Parts, module: str) -> str:
    """The text of one file."""
    return next(file.text for file in parts.of(TextFile) if file.path == f"app/core/compat/{module}.py")


def requirements(parts: Parts) -> list[str]:
    """What the files need from outside, without versions."""
    return [part.requirement.partition(">")[0] for part in parts.of(Dependency)]


def test_nothing_is_written_for_nothing() -> None:
    assert assemble(()).items == ()


def test_an_app_with_json_has_no_session_templates_or_configuration() -> None:
    parts = assemble({*CORE, "json.jsonify"})

    assert not names(parts) & {"session", "templating", "context", "flash", "files", "native", "legacy"}
    assert requirements(parts) == ["fastapi", "werkzeug"]


def test_a_definition_that_nobody_uses_is_left_out() -> None:
    assert "def dump(" not in text(assemble({*CORE, "json.jsonify"}), "json")
    assert "def dump(" in text(assemble({*CORE, "json.dump"}), "json")


def test_a_whole_module_may_be_asked_for() -> None:
    assert "loads = json.loads" in text(assemble({"json"}), "json")


def test_comments_stay_with_their_definition() -> None:
    assert "# FastAPI looks through __wrapped__" in text(assemble(CORE), "wire")


def test_declarations_for_the_engine_are_not_written() -> None:
    assert not any("__provides__" in file.text for file in assemble(CORE | FLASK).of(TextFile))


def test_templates_get_only_the_names_they_use() -> None:
    wanted = names_in_templates(["{{ url_for('x') }} {{ config.X }}"])
    parts = assemble({*CORE, "templating.render_template"}, wanted)

    assert wanted == {"config", "url_for"}
    assert 'NAMES["url_for"] = url_for' in text(parts, "templating")
    assert "session" not in names(parts)
    assert "session" in names(assemble({"templating.render_template"}))


def test_a_name_of_another_package_is_a_requirement_only() -> None:
    found = counterpart("flask.abort")

    assert found is not None
    assert found.needed == "werkzeug.exceptions.abort"
    assert list(assemble({found.needed}).items) == [Dependency("werkzeug>=3.1")]


def test_a_name_that_is_not_there_is_our_own_mistake() -> None:
    with pytest.raises(InternalError, match="has no nothing"):
        assemble({"json.nothing"})


def test_every_provided_name_can_be_assembled() -> None:
    for found in set(provides().values()):
        assemble({found.needed})


@pytest.mark.parametrize("needed", [CORE, CORE | FLASK | FEATURES], ids=["small", "all"])
def test_what_is_written_is_tidy(tmp_path: Path, needed: set[str]) -> None:
    compat = write_backend(tmp_path, needed) / "app/core/compat"
    ours = ["-q", "--isolated", "--line-length=120", "--target-version=py311", str(compat)]

    run(["ruff", "check", "--select=B,C4,E,F,I,PIE,RUF100,UP,W", *ours], tmp_path)
    run(["ruff", "format", "--check", *ours], tmp_path)


def test_what_is_written_is_typed(tmp_path: Path) -> None:
    folder = write_backend(tmp_path, CORE | FLASK | FEATURES)
    (folder / "app/core/database.py").write_text(DATABASE, "utf-8")

    run(
        ["mypy", "--strict", "--config-file=", f"--cache-dir={ROOT}/.mypy_cache/compat", "-p", "app.core.compat"],
        folder,
    )


def run(command: list[str], folder: Path) -> None:
    """Runs a tool of this environment, which must be content."""
    tool = str(Path(sys.executable).parent / command[0])
    done = subprocess.run([tool, *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", sorted(names(assemble(CORE | FLASK | FEATURES)) - {"__init__"}))
def test_a_runtime_file_and_its_functions_are_short(name: str) -> None:
    text = (ROOT / f"src/archwright/port/compat/runtime/{name}.py").read_text("utf-8")

    assert len(text.splitlines()) <= 200
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


@pytest.mark.parametrize("name", shelf())
def test_no_runtime_file_imports_flask(name: str) -> None:
    assert not [alias.module for alias in shelf()[name].imports if alias.module.startswith("flask")]
