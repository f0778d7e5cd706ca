"""Set-Cookie: names and flags, that they end at all, and the value where it is not a signature."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterator

from archwright.prove.compare.text import shortened

Found = tuple[str, str, str]


def cookie_differences(expected: list[str], actual: list[str]) -> Iterator[Found]:
    """Cookies are paired by name."""
    left, right = _by_name(expected), _by_name(actual)
    if left.keys() != right.keys():
        yield "cookie names", ", ".join(sorted(left)) or "none", ", ".join(sorted(right)) or "none"
    for name in sorted(left.keys() & right.keys()):
        (value, flags), (other, other_flags) = left[name], right[name]
        if flags != other_flags:
            yield f"cookie {name} flags", "; ".join(sorted(flags)), "; ".join(sorted(other_flags))
        if _meaning(value) != _meaning(other):
            yield f"cookie {name}", shortened(str(_meaning(value))), shortened(str(_meaning(other)))


def _by_name(values: list[str]) -> dict[str, tuple[str, frozenset[str]]]:
    found = {}
    for value in values:
        head, *flags = value.split(";")
        name, _, content = head.partition("=")
        found[name.strip()] = (content.strip(), frozenset(_flag(flag) for flag in flags))
    return found


def _flag(flag: str) -> str:
    name, _, value = flag.strip().partition("=")
    return name.lower() if name.lower() in ("expires", "max-age") else f"{name.lower()}={value}".rstrip("=")


def _meaning(value: str) -> object:
    """The payload of a signed value when it can be read, "signed" when not, else the value itself."""
    parts = value.strip('"').lstrip(".").split(".")
    if len(parts) < 3 or any(len(part) < 5 for part in parts[-2:]):
        return value
    try:
        payload = base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4))
        return json.loads(zlib.decompress(payload) if value.strip('"').startswith(".") else payload)
    except (binascii.Error, zlib.error, ValueError):
        return "signed"
