"""What every command promises: help with an example, JSON alone on stdout, the right exit code."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from archwright.faces.cli.main import run
from archwright.kit.places import cache_folder

COMMANDS = ("init", "schema", "study", "design", "build", "plan", "undo", "prove", "version")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example(capfd, command: str) -> None:
    code = run([command, "--help"])

    out = capfd.readouterr().out
    assert code == 0
    assert f"Example: archwright {command}" in out
    assert "--json" in out


def test_an_unknown_option_is_the_users_error(capfd) -> None:
    assert run(["study", "--wrong"]) == 2
    assert "--wrong" in capfd.readouterr().err


def test_no_command_points_to_the_help(capfd) -> None:
    assert run([]) == 2
    assert "archwright --help" in capfd.readouterr().err


def test_json_of_a_study_is_all_that_stands_on_stdout(app: Path, capfd) -> None:
    assert run(["study", str(app), "--json", "--no-cache"]) == 0

    facts = json.loads(capfd.readouterr().out)
    assert [route["rule"] for route in facts["routes"]] == ["/"]


def test_an_error_is_json_too_when_json_is_asked_for(tmp_path: Path, capfd) -> None:
    assert run(["study", str(tmp_path / "nowhere.py"), "--json"]) == 2

    assert set(json.loads(capfd.readouterr().out)["error"]) == {"message", "where", "hint"}


def test_a_design_names_its_decisions(app: Path, capfd) -> None:
    assert run(["design", str(app), "--no-cache", "-q"]) == 0
    assert "Decisions" in capfd.readouterr().out


def test_build_plan_undo_without_running_anything(app: Path, tmp_path: Path, capfd) -> None:
    arguments = [str(app), "-o", str(tmp_path / "backend"), "--no-prove", "--no-cache", "-q"]

    assert run(["plan", *arguments, "--check"]) == 1
    assert not (tmp_path / "backend").exists()
    assert run(["build", *arguments]) == 0
    assert (tmp_path / "backend" / "app" / "main.py").is_file()
    capfd.readouterr()
    assert run(["plan", *arguments, "--check", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["ops"] == []
    report = json.loads((tmp_path / "backend" / ".archwright" / "report.json").read_text())
    assert {"routes", "statements", "replay", "tests", "migrations", "gaps", "fallbacks", "improvements"} <= set(report)
    assert run(["undo", str(tmp_path / "backend")]) == 0
    assert not (tmp_path / "backend").exists()


def test_our_own_bug_is_a_short_text_and_a_file(app: Path, tmp_path: Path, capfd, monkeypatch) -> None:
    from archwright import workbench

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(workbench, "study_app", lambda *_, **__: 1 / 0)

    assert run(["study", str(app)]) == 3

    err = capfd.readouterr().err
    assert "Traceback" not in err
    (story,) = (cache_folder() / "crashes").iterdir()
    assert str(story) in err
    assert "ZeroDivisionError" in story.read_text()


def on_a_terminal(command: list[str], environment: dict[str, str]) -> str:
    """What a command shows when stdout and stderr are a terminal."""
    ours, its = pty.openpty()
    child = subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=environment)
    os.close(its)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:
        pass  # the other end is closed: that is how a terminal ends
    child.wait(30)
    os.close(ours)
    return shown.decode()


def test_colour_and_an_overwritten_line_are_for_terminals_only(app: Path, archwright, environment) -> None:
    command = [sys.executable, "-m", "archwright", "study", str(app), "--no-cache"]

    shown = on_a_terminal(command, environment | {"TERM": "xterm"})
    piped = archwright("study", app, "--no-cache")

    assert "\r\x1b[2K" in shown
    assert "\x1b" not in piped.stdout + piped.stderr
    assert "reading app.py\n" in piped.stderr


def test_no_color_is_respected(environment) -> None:
    command = [sys.executable, "-m", "archwright", "study", "/nowhere.py"]

    coloured = on_a_terminal(command, environment | {"TERM": "xterm"})
    plain = on_a_terminal(command, environment | {"TERM": "xterm", "NO_COLOR": "1"})

    assert "\x1b[1;31merror" in coloured
    assert "\x1b[1;31m" not in plain
