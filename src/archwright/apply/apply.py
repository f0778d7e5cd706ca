"""Brings a plan to the disk."""

import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from archwright.apply.disk import content_of, digest, locked, remove_empty, replace, sync_folder
from archwright.apply.entries import entries
from archwright.apply.folder import blob_path, read_index, recover
from archwright.apply.paths import ENVIRONMENT, IGNORED, INDEX, MANIFEST, REPORT, check_writable, inside
from archwright.apply.transaction import make
from archwright.kit.errors import ArchwrightError
from archwright.model.manifest import Manifest
from archwright.model.plan import ConflictChoice, Plan

_KEPT_ENTRIES = 20


def apply(
    plan: Plan, target: Path, *, manifest: Manifest, report: str = "{}\n", choice: ConflictChoice = "report"
) -> int:
    """Write what the plan says and remember it, in one step; the number of files changed.

    Killed, or out of space, it leaves the folder as it was. Raises ArchwrightError when the folder changed since the
    plan was made, or cannot be written.
    """
    recover(target)
    contents = {path: _bytes(content) for path, content in plan.writes(choice)}
    changed = len(contents)
    remembered = _remembered(plan, target, manifest, choice)
    try:
        if not target.exists():
            _write_new(target, contents | remembered | {REPORT: report.encode()})
            return changed
        with locked(target):
            _check(plan, target, contents)
            if changed or any(content_of(target / path) != content for path, content in remembered.items()):
                make(target, contents | remembered | {REPORT: report.encode()})
                _forget_oldest(target)
            else:
                replace(target / REPORT, report.encode())
    except OSError as error:
        raise _failed(error, target) from error
    return changed


def _check(plan: Plan, target: Path, contents: Mapping[str, bytes | None]) -> None:
    check_writable(target, [*contents, MANIFEST])
    for path in contents:
        expected = plan.yours.files.get(path)
        if content_of(inside(target, path)) != (None if expected is None else _bytes(expected)):
            hint = "Nothing was written. Run the command again."
            raise ArchwrightError("This file changed while the plan was made.", where=path, hint=hint)


def _write_new(target: Path, contents: Mapping[str, bytes | None]) -> None:
    """A folder that is not there yet is written beside its place and moved there."""
    above = next(folder for folder in target.absolute().parents if folder.exists())
    beside = target.absolute().with_name(f".{target.name}.archwright-{secrets.token_hex(4)}")
    try:
        beside.mkdir(parents=True)
        with locked(beside):
            make(beside, contents, fresh=True)
            beside.rename(target)
        sync_folder(target.parent)
    except BaseException:  # Ctrl-C too
        shutil.rmtree(beside, ignore_errors=True)
        remove_empty(beside.parent, above)
        raise


def _remembered(plan: Plan, target: Path, manifest: Manifest, choice: ConflictChoice) -> dict[str, bytes | None]:
    """The base store, its index and the manifest as they will be; contents that nothing names any more go."""
    base = {path: _bytes(content) or b"" for path, content in plan.next_base(choice).items()}
    index = {path: digest(content) for path, content in sorted(base.items())}
    old = {blob_path(name): None for name in read_index(target).values() if (target / blob_path(name)).is_file()}
    new = {blob_path(index[path]): content for path, content in base.items() if path != ENVIRONMENT}
    about = asdict(manifest) | {"answers": dict(manifest.answers)}
    return {**old, **new, INDEX: _json(index), MANIFEST: _json(about), IGNORED: b"/journal/\n"}


def _forget_oldest(target: Path) -> None:
    for entry in entries(target)[:-_KEPT_ENTRIES]:
        shutil.rmtree(entry.place, ignore_errors=True)


def _failed(error: OSError, target: Path) -> ArchwrightError:
    reason = error.strerror or str(error)
    hint = f"{reason}. Nothing was written, the folder is as it was."
    return ArchwrightError("The backend could not be written.", where=str(error.filename or target), hint=hint)


def _bytes(content: str | bytes | None) -> bytes | None:
    return content.encode() if isinstance(content, str) else content


def _json(data: object) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
