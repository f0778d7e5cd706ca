"""Running one of our own tools, such as the formatter: trusted and short. User code runs in `processes`."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archwright.kit.errors import ArchwrightError


@dataclass(frozen=True)
class Finished:
    """How a tool ended."""

    code: int
    out: str
    err: str


def run(command: Sequence[str], *, cwd: Path, seconds: float = 60) -> Finished:
    """Runs `command` to its end. Raises ArchwrightError when it cannot start or takes too long."""
    try:
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, encoding="utf-8", errors="replace", timeout=seconds, check=False
        )
    except OSError as error:
        raise ArchwrightError(f"cannot start {command[0]}", hint=str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise ArchwrightError(f"{command[0]} did not end within {seconds:g} seconds") from error
    return Finished(done.returncode, done.stdout, done.stderr)
