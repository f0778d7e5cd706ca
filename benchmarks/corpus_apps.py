"""A list of real apps and the folder they are checked out in; running the installed `archwright` on one of them."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

SECONDS = 300


@dataclass(frozen=True)
class App:
    """One row. `loads`: it loads without a network and answers the same twice, so it has to build."""

    id: str
    path: str
    loads: bool
    folder: Path

    @property
    def file(self) -> Path:
        """Where the app is: at its place in the repository, or at the top when only its folder was checked out."""
        whole = self.folder / self.path
        return whole if whole.is_file() else self.folder / PurePosixPath(self.path).name


@dataclass(frozen=True)
class Run:
    """How a build ended. `report` is what it printed, empty when that was no JSON."""

    code: int
    report: dict[str, object]
    error: str
    seconds: float


def apps_of(table: Path, checkouts: Path, only: Iterable[str] = ()) -> list[App]:
    """The Flask apps of a list. `only`: ids, or beginnings of ids."""
    beginnings = tuple(only)
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        App(row["id"], row["path"], row["offline_loads"] == row["deterministic"] == "1", checkouts / row["id"])
        for row in rows
        if row["framework"] == "flask" and (not beginnings or row["id"].startswith(beginnings))
    ]


def build(app: Path, output: Path, python: str, *options: str) -> Run:
    """Run `archwright build` as its own process group, so that nothing of it outlives its time."""
    command = [str(Path(sys.executable).with_name("archwright")), "build", str(app), "-o", str(output)]
    command += ["--json", "--quiet", "--no-cache", *(["--python", python] if python else []), *options]
    started = time.monotonic()
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
    try:
        out, error = child.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return Run(-1, {}, f"it did not end within {SECONDS} seconds", time.monotonic() - started)
    return Run(child.returncode, _parsed(out), error, time.monotonic() - started)


@contextmanager
def output_folder(chosen: Path | None) -> Iterator[Path]:
    """The folder for what is written: the chosen one, which stays, or a temporary one."""
    if chosen:
        chosen.mkdir(parents=True, exist_ok=True)
        yield chosen
        return
    with TemporaryDirectory(prefix="corpus-") as folder:
        yield Path(folder)


def digest_of(folder: Path) -> str:
    """One name for everything in a folder: paths, kinds and contents."""
    found = hashlib.sha256()
    for place in sorted(folder.rglob("*")):
        content = os.readlink(place).encode() if place.is_symlink() else place.read_bytes() if place.is_file() else b""
        found.update(f"{place.relative_to(folder)}\0{place.lstat().st_mode}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def say(line: str = "") -> None:
    """A line at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _parsed(out: str) -> dict[str, object]:
    try:
        found = json.loads(out)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
