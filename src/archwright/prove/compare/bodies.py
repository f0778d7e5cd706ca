"""Bodies: JSON by value, HTML by normalised tree, the rest by bytes."""

import json

from archwright.model.replay import Reply
from archwright.prove.compare.html import events
from archwright.prove.compare.text import around, shortened, without_addresses

Found = tuple[str, str, str]


def body_difference(expected: Reply, actual: Reply) -> Found | None:
    """The first unequal place, or None. The kind is that of the expected reply."""
    if expected.body == actual.body:
        return None
    kind = next((value for name, value in expected.headers if name == "content-type"), "")
    if "json" in kind:
        return _json(expected.body, actual.body)
    if "html" in kind:
        return _html(expected.body, actual.body)
    return _text(expected.body, actual.body)


def _json(left: bytes, right: bytes) -> Found | None:
    try:
        one, other = json.loads(left), json.loads(right)
    except ValueError:
        return _text(left, right)
    return _value(one, other, "$")


def _value(left: object, right: object, path: str) -> Found | None:
    if isinstance(left, dict) and isinstance(right, dict):
        return _object(left, right, path)
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        return next((found for i, (a, b) in pairs if (found := _value(a, b, f"{path}[{i}]"))), None)
    if isinstance(left, str) and isinstance(right, str):
        left, right = without_addresses(left), without_addresses(right)
    if isinstance(left, bool) == isinstance(right, bool) and left == right:
        return None
    return f"body {path}", shortened(json.dumps(left)), shortened(json.dumps(right))


def _object(left: dict[str, object], right: dict[str, object], path: str) -> Found | None:
    if left.keys() != right.keys():
        return f"body {path} keys", shortened(", ".join(sorted(left))), shortened(", ".join(sorted(right)))
    return next((found for key in left if (found := _value(left[key], right[key], f"{path}.{key}"))), None)


def _html(left: bytes, right: bytes) -> Found | None:
    one, other = (events(body.decode("utf-8", "replace")) for body in (left, right))
    if one == other:
        return None
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    before = "".join(one[max(0, place - 2) : place])
    return "body", *around(before + "".join(one[place:][:3]), before + "".join(other[place:][:3]), 120)


def _text(left: bytes, right: bytes) -> Found | None:
    one, other = (without_addresses(body.decode("utf-8", "replace")) for body in (left, right))
    if one == other and _is_text(left):
        return None
    return "body", *around(one, other)


def _is_text(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
