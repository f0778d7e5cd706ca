"""Reads a target: what was generated last time, what stands there now, what it remembers."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from archwright.apply.disk import content_of, digest, locked, remove_abandoned
from archwright.apply.paths import BASE, INDEX, MANIFEST, REPORT, inside
from archwright.apply.transaction import roll_back
from archwright.kit.errors import ArchwrightError
from archwright.model.manifest import Manifest
from archwright.model.tree import Tree

_LOST = b"\0 this base is lost"


def recover(target: Path) -> bool:
    """Put right what a killed run left; whether there was anything."""
    for place in target.absolute().parent.glob(f".{target.name}.archwright-*"):
        remove_abandoned(place)
    if not target.is_dir():
        return False
    try:
        with locked(target):
            return roll_back(target)
    except PermissionError as error:
        hint = "A killed run left its journal there, and it cannot be put right without the right to write."
        raise ArchwrightError("This folder may not be written to.", where=str(target), hint=hint) from error


def read_base(target: Path, ours: Tree | None = None) -> Tree:
    """What was generated last time. A content that is lost stands for something that nothing is equal to.

    `ours` is generated now: what is the same as last time need not be in the store.
    """
    index = read_index(target)
    now = {path: _bytes(ours[path]) for path in ours if path in index} if ours else {}
    base = {path: now[path] if digest(now.get(path)) == name else _blob(target, name) for path, name in index.items()}
    return Tree(MappingProxyType(base))


def read_index(target: Path) -> Mapping[str, str]:
    """Path -> name of its content in the store; empty when there is none."""
    known = _json(target / INDEX)
    return {path: name for path, name in known.items() if isinstance(name, str)}


def read_yours(target: Path, paths: Iterable[str]) -> Tree:
    """What stands at `paths` now. Raises ArchwrightError when one of them leads out of the folder."""
    found = {path: content_of(inside(target, path)) for path in paths}
    return Tree(MappingProxyType({path: content for path, content in found.items() if content is not None}))


def read_manifest(target: Path) -> Manifest | None:
    """How the folder was built last; None when it was not built by us, or cannot be read."""
    known = _json(target / MANIFEST)
    if not known:
        return None
    answers = known.get("answers")
    pairs = tuple((str(key), str(value)) for key, value in answers.items()) if isinstance(answers, dict) else ()
    texts = [str(known.get(name, "")) for name in ("archwright", "ruff", "source", "digest")]
    return Manifest(texts[0], texts[1], texts[2], texts[3], pairs)


def read_report(target: Path) -> Mapping[str, object]:
    """What the last build said; empty when there is none, or it cannot be read."""
    return _json(target / REPORT)


def blob_path(name: str) -> str:
    """Where the store keeps the content of that name."""
    return f"{BASE}/{name[:2]}/{name}"


def _blob(target: Path, name: str) -> bytes:
    content = content_of(target / blob_path(name))
    return content if content is not None and digest(content) == name else _LOST


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _json(place: Path) -> Mapping[str, object]:
    try:
        known = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
