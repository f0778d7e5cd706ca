"""Whatever is wrong with what it is given: one screen, exit code 2, nothing written, the source untouched."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from archwright.faces.cli.main import run

LINES = 24


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that is not a cache."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and "cache" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


BAD = {
    "not Python": ("notes.txt", b"hello\n", "not a Python file"),
    "not UTF-8": ("app.py", b"from flask import Flask\nname = '\xff\xfe\xe9'\n", "UTF-8"),
    "a syntax error": (
        "app.py",
        b"from flask import Flask\napp = Flask(__name__)\ndef broken(:\n    pass\n",
        "app.py:3",
    ),
    "no Flask": ("app.py", b"print('hello')\n", "no Flask application"),
    "no routes": ("app.py", b"from flask import Flask\napp = Flask(__name__)\n", "no routes"),
    "an empty file": ("app.py", b"", "no Flask application"),
    "null bytes": ("app.py", b"\x00\x01\x02", "app.py"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["build", "plan"])
def test_a_bad_source_gets_a_message_and_nothing_is_written(tmp_path: Path, capfd, name: str, command: str) -> None:
    file, content, told = BAD[name]
    source = write(tmp_path / "source" / file, content)
    before = contents(tmp_path)

    code = run([command, str(source), "-o", str(tmp_path / "backend"), "--no-cache"])

    out, err = capfd.readouterr()
    assert code == 2, err
    assert told in err
    assert "Traceback" not in err
    assert len(err.splitlines()) <= LINES
    assert out == ""
    assert contents(tmp_path) == before


def test_a_missing_file_is_named(tmp_path: Path, capfd) -> None:
    code = run(["study", str(tmp_path / "nowhere.py")])

    assert code == 2
    assert "nowhere.py" in capfd.readouterr().err


def test_a_loop_of_links_does_no_harm(tmp_path: Path, capfd) -> None:
    folder = tmp_path / "source"
    write(folder / "app.py", b"print('no flask')\n")
    (folder / "self").symlink_to(folder)
    (folder / "loop.py").symlink_to(folder / "loop.py")

    assert run(["build", str(folder), "-o", str(tmp_path / "backend"), "--no-cache"]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_a_foreign_folder_is_refused_before_any_work(app: Path, tmp_path, capfd) -> None:
    foreign = write(tmp_path / "backend" / "important.txt", b"mine").parent

    code = run(["build", str(app), "-o", str(foreign), "--no-prove", "--no-cache"])

    err = capfd.readouterr().err
    assert code == 2
    assert "--force" in err
    assert contents(foreign) == {"important.txt": b"mine"}


@pytest.mark.parametrize("target", [".", "..", "templates"])
def test_a_folder_of_the_source_is_refused(app: Path, capfd, target: str) -> None:
    write(app.parent / "templates" / "index.html", b"<p>")
    before = contents(app.parent)

    code = run(["build", str(app), "-o", str(app.parent / target), "--no-prove", "--force", "--no-cache"])

    assert code == 2
    assert "source" in capfd.readouterr().err
    assert contents(app.parent) == before


def test_a_link_as_target_is_refused(app: Path, tmp_path, capfd) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert run(["build", str(app), "-o", str(tmp_path / "link"), "--no-prove", "--no-cache"]) == 2
    assert "link" in capfd.readouterr().err
    assert list((tmp_path / "real").iterdir()) == []


def as_anybody(arguments: list[str], errors: Path) -> int:
    """Run a command in a child without root's rights; what is needed has been imported before."""
    child, code = os.fork(), 99
    if child == 0:
        try:
            with errors.open("w") as sys.stderr:
                if os.geteuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                code = run(arguments)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def open_up(folder: Path) -> None:
    """Let anybody come as far as `folder`, below the common folder of all tests."""
    for above in (folder, *folder.parents):
        if above in (Path(tempfile.gettempdir()), above.parent):
            return
        above.chmod(above.stat().st_mode | 0o055)


def test_a_source_that_may_not_be_read_is_refused(app: Path, tmp_path: Path) -> None:
    open_up(tmp_path)
    app.parent.chmod(0o000)

    code = as_anybody(["build", str(app), "-o", str(tmp_path / "backend"), "--no-cache"], tmp_path / "errors.txt")

    app.parent.chmod(0o755)
    told = (tmp_path / "errors.txt").read_text()
    assert code == 2, told
    assert "Permission denied" in told
    assert not (tmp_path / "backend").exists()


def test_a_read_only_target_is_refused(app: Path, tmp_path: Path) -> None:
    arguments = ["build", str(app), "--no-prove", "--no-cache", "-o"]
    assert run([*arguments, str(tmp_path / "first")]) == 0
    target = tmp_path / "locked"
    target.mkdir()
    target.chmod(0o555)
    open_up(tmp_path)

    code = as_anybody([*arguments, str(target / "backend")], tmp_path / "errors.txt")

    target.chmod(0o755)
    told = (tmp_path / "errors.txt").read_text()
    assert code == 2, told
    assert "Permission denied" in told
    assert "folder is as it was" in told
    assert list(target.iterdir()) == []


def test_an_interpreter_that_is_none_is_named(app: Path, tmp_path, capfd) -> None:
    code = run(["build", str(app), "-o", str(tmp_path / "backend"), "--python", "/nowhere/python", "--no-cache"])

    assert code == 2
    assert "/nowhere/python" in capfd.readouterr().err
    assert not (tmp_path / "backend").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_with_a_sentence_and_nothing_written(app: Path, tmp_path, environment, number: int) -> None:
    command = [sys.executable, "-m", "archwright", "build", str(app), "-o", str(tmp_path / "backend")]
    before = contents(app.parent)
    child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    assert child.stderr is not None
    first = child.stderr.readline()
    child.send_signal(number)

    _, err = child.communicate(timeout=30)

    assert child.returncode == 2, first + err
    assert "nothing was written" in err
    assert "Traceback" not in err
    assert not (tmp_path / "backend").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert contents(app.parent) == before


def test_a_reader_that_goes_away_is_no_error(app: Path, environment) -> None:
    command = [sys.executable, "-m", "archwright", "study", str(app), "--json", "-q"]
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.close()

    _, err = child.communicate(timeout=30)

    assert (child.returncode, err) == (0, "")
