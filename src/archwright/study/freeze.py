"""Notes to JSON and back. JSON, because a cache that somebody else wrote must not be able to run code."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

from archwright.model import facts, notes, place
from archwright.study import imports, world

_TYPES: dict[str, type] = {
    kind.__name__: kind
    for module in (place, facts, notes, imports, world)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(item.name for item in fields(kind)) for kind in _TYPES.values() if is_dataclass(kind)
}


def freeze(value: object) -> str:
    """One line of JSON for a tree of frozen dataclasses, tuples, dicts and plain values."""
    return json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"))


def thaw(line: str) -> Any:
    """The value that `freeze` was given. Raises ValueError or KeyError on anything else."""
    return _alive(json.loads(line))


def _plain(value: object) -> object:
    kind = type(value)
    if kind in _FIELDS:
        return [kind.__name__, *[_plain(getattr(value, name)) for name in _FIELDS[kind]]]
    if isinstance(value, tuple | frozenset | set):
        return ["", *[_plain(item) for item in value]]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _alive(value: Any) -> Any:
    if value.__class__ is list:
        items = [_alive(item) if item.__class__ is list or item.__class__ is dict else item for item in value[1:]]
        return tuple(items) if value[0] == "" else _revive(_TYPES[value[0]], items)
    if value.__class__ is dict:
        return {key: _alive(item) for key, item in value.items()}
    return value


def _revive(kind: type, values: list[object]) -> object:
    # Past the frozen __init__: it would set field by field, four times slower.
    made: object = object.__new__(kind)
    made.__dict__.update(zip(_FIELDS[kind], values, strict=True))
    return made
