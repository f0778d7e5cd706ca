"""Which Python runs the original."""

import os
import sys
from pathlib import Path

import pytest

from archwright.kit.errors import ArchwrightError
from archwright.kit.interpreters import find_interpreter


def environment_at(folder: Path) -> Path:
    """An environment that is only a link to our Python."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return folder


def test_without_any_environment_it_is_our_own(tmp_path: Path) -> None:
    found = find_interpreter(tmp_path / "app.py", environment={})

    assert found.is_own
    assert found.version == sys.version_info[:3]
    assert any((folder / "pytest").is_dir() for folder in found.site_packages)


def test_the_environment_beside_the_app_comes_before_our_own(tmp_path: Path) -> None:
    place = environment_at(tmp_path / ".venv")

    assert find_interpreter(tmp_path / "app.py", environment={}).path == place / "bin" / "python"
    assert find_interpreter(tmp_path, environment={}).found_by == ".venv beside the app"


def test_an_active_environment_comes_before_the_one_beside_the_app(tmp_path: Path) -> None:
    environment_at(tmp_path / ".venv")
    active = environment_at(tmp_path / "active")

    found = find_interpreter(tmp_path / "app.py", environment={"VIRTUAL_ENV": str(active)})

    assert found.found_by == "$VIRTUAL_ENV"


def test_what_is_named_comes_first_and_may_be_a_folder(tmp_path: Path) -> None:
    named = environment_at(tmp_path / "named")

    assert find_interpreter(tmp_path, str(named), dict(os.environ)).path == named / "bin" / "python"


def test_a_broken_environment_beside_the_app_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    broken = tmp_path / "venv" / "bin" / "python"
    broken.write_text("#!/bin/false\n")
    broken.chmod(0o755)

    assert find_interpreter(tmp_path / "app.py", environment={}).is_own


def test_what_is_named_and_is_no_python_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchwrightError, match="no Python"):
        find_interpreter(tmp_path, "/bin/true", {})
