"""Which Python runs the original: the one that is named, else the one its environment has, else our own."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archwright.kit.commands import run
from archwright.kit.errors import ArchwrightError

_ASK = """
import json, site, sys, sysconfig
folders = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")] + getattr(site, "getsitepackages", list)()
print(json.dumps([list(sys.version_info[:3]), list(dict.fromkeys(folders))]))
"""
_FOLDERS = (".venv", "venv", "env", ".env")


@dataclass(frozen=True)
class Interpreter:
    """A Python that can be started. `found_by` says for people why it is this one."""

    path: Path
    version: tuple[int, int, int]
    site_packages: tuple[Path, ...]
    found_by: str

    @property
    def is_own(self) -> bool:
        """Whether it is the one that runs us."""
        return self.path == Path(sys.executable)


def find_interpreter(app: Path, named: str = "", environment: Mapping[str, str] | None = None) -> Interpreter:
    """The Python for the application at `app` (a file or a folder). Raises ArchwrightError when `named` is none."""
    if named:
        return _asked(_named(named), "--python")
    for path, reason in _candidates(app, os.environ if environment is None else environment):
        if path.is_file() and os.access(path, os.X_OK):
            try:
                return _asked(path, reason)
            except ArchwrightError:
                continue  # a broken environment beside the app must not be in the way
    return _asked(Path(sys.executable), "the one that runs archwright")


def _candidates(app: Path, environment: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    active = environment.get("VIRTUAL_ENV")
    if active:
        yield _python_in(Path(active)), "$VIRTUAL_ENV"
    folder = app.resolve() if app.is_dir() else app.resolve().parent
    for name in _FOLDERS:
        yield _python_in(folder / name), f"{name} beside the app"


def _named(named: str) -> Path:
    path = Path(named).expanduser()
    return _python_in(path) if path.is_dir() else path


def _python_in(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _asked(path: Path, reason: str) -> Interpreter:
    hint = "Name a Python of version 3.8 or newer with --python: a file, or the folder of an environment."
    try:
        done = run([str(path), "-I", "-c", _ASK], cwd=Path.cwd(), seconds=20)
        version, folders = json.loads(done.out)
    except (ArchwrightError, ValueError) as error:
        raise ArchwrightError("This is no Python that can be started.", hint=hint, where=str(path)) from error
    packages = tuple(Path(folder) for folder in folders if Path(folder).is_dir())
    return Interpreter(path.absolute(), (version[0], version[1], version[2]), packages, reason)
