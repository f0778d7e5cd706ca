"""Runs a command and turns whatever happens into a message of one screen and an exit code.

Codes: 0 clean, 1 findings or pending changes, 2 the user can put it right, 3 our bug.
"""

import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from archwright.kit.console import paint, wants_colour
from archwright.kit.errors import ArchwrightError
from archwright.kit.places import write_crash

_INTERRUPTED = 130


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return _interrupted(arguments)
    except (BrokenPipeError, SystemExit):
        # The reader went away (typer makes SystemExit of it): what is still to be flushed goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ArchwrightError as error:
        return _refused(error, arguments)
    except OSError as error:
        return _refused(_disk_trouble(error), arguments)
    except Exception as error:  # noqa: BLE001 - the last stop: nobody should see a traceback
        return _crashed(error, arguments)


def _run(arguments: Sequence[str]) -> int:
    from typer.exceptions import TyperException

    from archwright.faces.cli.app import app

    try:
        code = app(list(arguments), prog_name="archwright", standalone_mode=False)
    except TyperException as error:
        told = getattr(error, "format_message", None)
        raise ArchwrightError(told() if told else str(error), hint="See archwright --help.") from error
    sys.stdout.flush()
    return _interrupted(arguments) if code == _INTERRUPTED else int(code or 0)


def _stop(_: int, __: FrameType | None) -> None:
    """A polite request to end is like Ctrl-C: what was begun is rolled back."""
    raise KeyboardInterrupt


def _interrupted(arguments: Sequence[str]) -> int:
    return _refused(ArchwrightError("Interrupted: nothing was written."), arguments)


def _refused(error: ArchwrightError, arguments: Sequence[str]) -> int:
    _tell(error.message, error.where, error.hint, arguments, error.details)
    return error.exit_code


def _disk_trouble(error: OSError) -> ArchwrightError:
    """A file or folder that cannot be used is the machine's matter: a missing right, a full disk, a lost mount."""
    hint = "Check its rights and the space on the disk. Nothing was written to the backend."
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        _, where, why = error.args[0][0]
        said = re.sub(r"^\[Errno \d+\] |: '.*", "", str(why))
        return ArchwrightError(f"{said}.", where=str(where), hint=hint)
    return ArchwrightError(f"{error.strerror or error}.", where=str(error.filename or ""), hint=hint)


def _crashed(error: Exception, arguments: Sequence[str]) -> int:
    place = write_crash(error, f"archwright {' '.join(arguments)}\n{sys.version}")
    hint = f"Please report it with {place}." if place else "The story of the crash could not be kept."
    _tell(f"This is a bug in archwright: {type(error).__name__}. Nothing was written.", "", hint, arguments)
    return 3


def _tell(message: str, where: str, hint: str, arguments: Sequence[str], details: Sequence[object] = ()) -> None:
    if "--json" in arguments:
        told = {"message": message, "where": where, "hint": hint} | ({"problems": details} if details else {})
        sys.stdout.write(json.dumps({"error": told}) + "\n")
        sys.stdout.flush()
    colour = wants_colour(sys.stderr)
    lines = [paint("error", "bold red", colour=colour) + f": {message}"]
    lines += [f"  at: {where}"] if where and where not in message else []
    lines += [f"  {paint('go on', 'bold', colour=colour)}: {hint}"] if hint else []
    sys.stderr.write("\n".join(lines) + "\n")
