"""An app that cannot be run, or a machine that is in the way: `build` says so on one screen and leaves nothing."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

LINES = 24
HEAD = "from flask import Flask\napp = Flask(__name__)\n"
ROUTE = '\n\n@app.route("/")\ndef index():\n    return "hello"\n'

REFUSED = {
    "raises at import": ('raise RuntimeError("no configuration")', "RuntimeError: no configuration", "app.py:3"),
    "a missing dependency": ("import flask_nowhere_to_be_found", "pip install flask-nowhere-to-be-found", "app.py:3"),
    "the network": (
        'import urllib.request\nurllib.request.urlopen("http://example.com/settings.json")',
        "needs the network",
        "app.py:4",
    ),
    "a database server": (
        'import psycopg\ndb = psycopg.connect("host=db.internal dbname=shop connect_timeout=3")',
        "needs a PostgreSQL server",
        "app.py:4",
    ),
    "stops by itself": ('import sys\nsys.exit("set API_KEY first")', "set API_KEY first", "app.py:4"),
}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "app.py").write_text(text)
    return folder / "app.py"


def is_one_screen(done: "subprocess.CompletedProcess[str]") -> bool:
    told = done.stderr.splitlines()
    assert "Traceback" not in done.stderr
    assert sum(line.startswith("error: ") for line in told) == 1
    assert sum(line.startswith("  go on: ") for line in told) == 1
    assert max(map(len, told)) < 300
    return len(told) <= LINES


@pytest.mark.parametrize("name", REFUSED)
def test_an_app_that_does_not_load_is_refused_with_place_and_way_out(tmp_path: Path, archwright, name: str) -> None:
    lines, told, where = REFUSED[name]
    source = write(tmp_path / "source", HEAD + lines + ROUTE)
    before = contents(tmp_path)

    done = archwright("build", source, "-o", tmp_path / "backend", "--no-cache")

    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert told in done.stderr
    assert f"at: {where}" in done.stderr
    assert is_one_screen(done)
    assert contents(tmp_path) == before


@pytest.mark.slow
def test_an_app_that_never_stops_loading_is_stopped(tmp_path: Path, archwright) -> None:
    source = write(tmp_path / "source", HEAD + "while True:\n    pass" + ROUTE)

    done = archwright("build", source, "-o", tmp_path / "backend", "--no-cache", timeout=90)

    assert done.returncode == 2, done.stderr
    assert "does not come back from loading" in done.stderr
    assert is_one_screen(done)
    assert not (tmp_path / "backend").exists()


@pytest.mark.slow
def test_a_file_of_20000_lines_is_read_and_planned(tmp_path: Path, archwright) -> None:
    more = "".join(f"def f{n}(x):\n    y = x + {n}\n    return y\n\n\n" for n in range(4000))
    source = write(tmp_path / "source", HEAD + "\n\n" + more + ROUTE)
    before = contents(tmp_path)

    done = archwright("plan", source, "-o", tmp_path / "backend", "--no-prove", "--no-cache", timeout=300)

    assert done.returncode == 1, done.stderr
    assert "create  app/" in done.stdout
    assert contents(tmp_path) == before


def test_links_in_a_circle_beside_the_app_are_not_followed(tmp_path: Path, archwright) -> None:
    source = write(tmp_path / "source", HEAD + ROUTE)
    (source.parent / "self").symlink_to(source.parent)
    (source.parent / "loop.py").symlink_to(source.parent / "loop.py")
    (source.parent / "gone.py").symlink_to(tmp_path / "nowhere.py")
    before = contents(source.parent)

    done = archwright("build", source, "-o", tmp_path / "backend", "--no-cache", "--limit", "2")

    assert done.returncode == 0, done.stderr
    assert contents(source.parent) == before


def on_own_disk(
    mount: Path, options: str, script: str, environment: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run a shell script that sees a small disk of its own at `mount`."""
    mount.mkdir()
    command = ["unshare", "-m", *([] if os.geteuid() == 0 else ["-r"]), "sh", "-c"]
    prepared = f"mount -t tmpfs -o {options} none {mount} || exit 77\n{script}"
    done = subprocess.run(
        [*command, prepared], capture_output=True, text=True, check=False, env=environment, timeout=90
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"this machine gives no disk of our own: {done.stderr.strip()[-200:]}")
    return done


def build_command(source: Path, output: Path, *more: str) -> str:
    return f"{sys.executable} -m archwright build {source} -o {output} --no-cache {' '.join(more)}"


def test_a_full_disk_under_the_target_leaves_nothing(tmp_path: Path, environment) -> None:
    source = write(tmp_path / "source", HEAD + ROUTE)
    mount = tmp_path / "disk"
    script = f"{build_command(source, mount / 'backend', '--no-prove')}\ncode=$?\nls -A {mount}\nexit $code"

    done = on_own_disk(mount, "size=24k", script, environment)

    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "No space left on device" in done.stderr
    assert is_one_screen(done)


@pytest.mark.parametrize("size", ["16k", "280k", "300k", "320k"])
def test_a_full_disk_for_scratch_files_is_told_as_that(tmp_path: Path, environment, size: str) -> None:
    source = write(tmp_path / "source", HEAD + ROUTE)
    mount = tmp_path / "scratch"

    done = on_own_disk(
        mount, f"size={size}", build_command(source, tmp_path / "backend"), {**environment, "TMPDIR": str(mount)}
    )

    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "No space left on device" in done.stderr
    assert is_one_screen(done)
    assert not (tmp_path / "backend").exists()


def test_a_target_on_a_read_only_disk_is_refused(tmp_path: Path, environment) -> None:
    source = write(tmp_path / "source", HEAD + ROUTE)
    mount = tmp_path / "disk"
    script = f"mount -o remount,ro {mount} || exit 77\n{build_command(source, mount / 'backend', '--no-prove')}"

    done = on_own_disk(mount, "size=1m", script, environment)

    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Read-only file system" in done.stderr
    assert is_one_screen(done)


MODELS = """
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
db = SQLAlchemy(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))


@app.route("/")
def index():
    return str(Note.query.count())


with app.app_context():
    db.create_all()
"""


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder for temporary files that any user can come to, as /tmp is."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("step", ["recording the original", "replaying", "up again on PostgreSQL"])
def test_ctrl_c_at_any_step_leaves_no_file_and_no_process(
    tmp_path: Path, environment, scratch: Path, step: str
) -> None:
    source = write(tmp_path / "source", MODELS)
    before = contents(source.parent)
    command = [sys.executable, "-m", "archwright", "build", str(source), "-o", str(tmp_path / "backend")]
    wanted = {**environment, "TMPDIR": str(scratch)}
    child = subprocess.Popen([*command, "--limit", "3"], env=wanted, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    for line in child.stderr:
        if step in line:
            child.send_signal(signal.SIGINT)
            break

    _, err = child.communicate(timeout=30)

    assert child.returncode == 2, err
    assert err.splitlines()[-1] == "error: Interrupted: nothing was written."
    assert "Traceback" not in err
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "backend").exists()
    assert contents(source.parent) == before
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(scratch) not in running
