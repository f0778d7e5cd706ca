"""When two header values say the same."""

import re

_SETS = ("vary", "allow", "cache-control", "access-control-allow-methods", "access-control-allow-headers")
# Their values follow from file times and paths, which differ between two trees by nature.
_PRESENCE = ("etag", "expires", "last-modified")


def same_header(name: str, left: list[str], right: list[str]) -> bool:
    """Equal in meaning: sets in any order, validators by presence, URLs without our own host."""
    if name in _PRESENCE:
        return bool(left) == bool(right)
    if name in _SETS:
        return _as_set(left) == _as_set(right)
    if name == "content-type":
        return [_media_type(value) for value in left] == [_media_type(value) for value in right]
    if name == "location":
        return [_local(value) for value in left] == [_local(value) for value in right]
    return left == right


def _as_set(values: list[str]) -> set[str]:
    return {part.strip().lower() for value in values for part in value.split(",") if part.strip()}


def _media_type(value: str) -> tuple[str, ...]:
    parts = [part.strip() for part in value.split(";")]
    return (parts[0].lower(), *sorted(re.sub(r"\s*=\s*", "=", part).lower() for part in parts[1:] if part))


def _local(value: str) -> str:
    return re.sub(r"^https?://localhost(?=/|$)", "", value) or "/"
