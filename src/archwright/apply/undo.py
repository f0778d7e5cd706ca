"""The way back: the state before the last apply, byte for byte."""

from pathlib import Path

from archwright.apply.disk import content_of, digest, locked, remove_empty
from archwright.apply.entries import Entry, entries
from archwright.apply.folder import recover
from archwright.apply.paths import OWN
from archwright.apply.transaction import make, sweep
from archwright.kit.errors import ArchwrightError

_SHOWN = 5


def undo(target: Path, *, force: bool = False) -> tuple[str, ...]:
    """Take back the last apply; the paths that changed. Can be done again for the one before.

    Raises ArchwrightError when there is nothing to undo, or a file was edited since (unless `force`).
    """
    recover(target)
    done = entries(target)
    if not done:
        hint = "Only what archwright wrote into a folder can be undone there."
        raise ArchwrightError("There is nothing to undo.", where=str(target), hint=hint)
    last = done[-1]
    with locked(target):
        if not force:
            _check_edits(target, last)
        sweep(target, make(target, last.olds(), undoes=last))
        _remove_folders(target, last)
    return tuple(change.path for change in last.changes if not change.path.startswith(f"{OWN}/"))


def _check_edits(target: Path, last: Entry) -> None:
    edited = [
        change.path
        for change in last.changes
        if not change.path.startswith(f"{OWN}/") and digest(content_of(target / change.path)) != change.new
    ]
    if edited:
        more = f" and {len(edited) - _SHOWN} more" if len(edited) > _SHOWN else ""
        hint = "Keep a copy of these changes, or add --force to lose them."
        raise ArchwrightError("Files were changed since.", where=", ".join(edited[:_SHOWN]) + more, hint=hint)


def _remove_folders(target: Path, last: Entry) -> None:
    remove_empty(target / OWN, target)
    for folder in reversed(last.folders):
        try:
            (target / folder).rmdir()
        except OSError:
            continue  # something of the user's is in it
