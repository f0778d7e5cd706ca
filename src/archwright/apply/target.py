"""Whether a folder is one that we may write to."""

from collections.abc import Iterable
from pathlib import Path

from archwright.apply.paths import MANIFEST, OWN
from archwright.kit.errors import ArchwrightError

# A folder that lost its records counts as generated when most of what would be written stands there.
_LOOKS_GENERATED = 0.6


def check_target(target: Path, *, source: Path | None = None, force: bool = False, paths: Iterable[str] = ()) -> None:
    """Raises ArchwrightError when nothing may be written to `target`.

    `source` is what is read: it is never written to. `paths` are the files that would be written, when they are known.
    """
    if target.is_symlink():
        raise ArchwrightError("The target is a link.", where=str(target), hint="Name the folder itself.")
    if target.exists() and not target.is_dir():
        raise ArchwrightError("The target is a file.", where=str(target), hint="Name a folder with -o.")
    ours = (target / MANIFEST).is_file()
    if source is not None:
        _check_source(target.resolve(), source.resolve(), ours=ours)
    if _is_empty(target) or ours or force or _looks_generated(target, list(paths)):
        return
    hint = "Name a new folder with -o, or add --force: what is there stays, files that differ become conflicts."
    raise ArchwrightError("The target holds files that were not written by archwright.", where=str(target), hint=hint)


def _check_source(target: Path, source: Path, *, ours: bool) -> None:
    folder = source if source.is_dir() else source.parent
    if source.is_relative_to(target):
        raise ArchwrightError(
            "The source lies inside the target.", where=str(target), hint="Name another folder with -o."
        )
    if target.is_relative_to(folder) and not ours and not _is_empty(target):
        hint = "Inside the source only a new folder is written; name one with -o."
        raise ArchwrightError("The target is a folder of the source.", where=str(target), hint=hint)


def _is_empty(target: Path) -> bool:
    """Whether there is nothing yet, or only what an interrupted first build left."""
    return not target.exists() or all(item.name == OWN for item in target.iterdir())


def _looks_generated(target: Path, paths: list[str]) -> bool:
    there = sum((target / path).is_file() for path in paths)
    return len(paths) >= 5 and there >= len(paths) * _LOOKS_GENERATED
