"""One content for each path: what was given wins over what the platform would write."""

from collections.abc import Iterable
from pathlib import Path

from archwright.kit.errors import InternalError
from archwright.model.parts import Asset, Parts, TextFile


def collected(given: Parts, everything: Parts) -> dict[str, str]:
    """Path -> text of all text files. Raises InternalError when two given files disagree."""
    texts = {file.path: file.text for file in everything.of(TextFile)}
    return texts | _agreed(given.of(TextFile))


def carried(parts: Parts) -> dict[str, bytes]:
    """Path -> bytes of all assets. Raises InternalError when two disagree."""
    found: dict[str, bytes] = {}
    for asset in parts.of(Asset):
        data = _data(asset)
        if found.setdefault(asset.path, data) != data:
            raise InternalError("two parts carry different files to one path", where=asset.path)
    return found


def _agreed(files: Iterable[TextFile]) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files:
        if found.setdefault(file.path, file.text) != file.text:
            raise InternalError("two parts write different texts to one path", where=file.path)
    return found


def _data(asset: Asset) -> bytes:
    return asset.data if asset.data is not None else Path(asset.source).read_bytes()
