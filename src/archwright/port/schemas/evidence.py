"""What the original answered, and how a derived shape gives way to it."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archwright.model.replay import Exchange
from archwright.port.schemas.shape import ANY, Either, Key, Keyed, Listed, Scalar, Shape

_HTTP_DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")
_DATES = frozenset({"datetime", "date"})


@dataclass(frozen=True)
class Heard:
    """One JSON answer that was recorded."""

    endpoint: str
    method: str
    status: int
    value: Any


def heard_in(exchanges: Iterable[Exchange]) -> list[Heard]:
    """The JSON answers among what was recorded."""
    found = []
    for each in exchanges:
        kind = dict(each.reply.headers).get("content-type", "")
        if not kind.startswith("application/json"):
            continue
        try:
            value = json.loads(each.reply.body)
        except ValueError:
            continue
        found.append(Heard(each.request.endpoint, each.request.method, each.reply.status, value))
    return found


def held_against(shape: Shape, values: Sequence[Any], *, by_name: bool = False) -> Shape | None:
    """The shape as far as all recorded values bear it out; None when one has other keys. `by_name`: the original writes
    keys in the order of their names."""
    for value in values:
        found = _widened(shape, value)
        if found is None:
            return None
        shape = found
    return _ordered(shape, values, by_name)


def _widened(shape: Shape, value: Any) -> Shape | None:
    if isinstance(shape, Scalar):
        return _scalar(shape, value)
    if isinstance(shape, Listed):
        return _list(shape, value) if isinstance(value, list) else None
    if isinstance(shape, Keyed):
        return _object(shape, value) if isinstance(value, dict) else None
    return _option(shape, value) if isinstance(shape, Either) else None


def _option(shape: Either, value: Any) -> Shape | None:
    """The options with the one widened that the value is of."""
    for index, option in enumerate(shape.options):
        found = _widened(option, value)
        if found is not None and (found != ANY or option == ANY):
            return Either((*shape.options[:index], found, *shape.options[index + 1 :]))
    return None


def _scalar(shape: Scalar, value: Any) -> Scalar:
    """A type that a recorded value contradicts is not known after all."""
    kind = "None" if value is None else type(value).__name__
    if shape == ANY or kind in shape.kinds:
        return shape
    if (kind == "int" and "StoredInt" in shape.kinds) or (kind in ("int", "float") and "StoredFloat" in shape.kinds):
        return shape
    if kind == "int" and "float" in shape.kinds:
        return Scalar(shape.kinds | {"int"})
    if kind == "str" and shape.kinds & (_DATES | {"HttpDate"}):
        written = "HttpDate" if _HTTP_DATE.fullmatch(value) else ""
        return Scalar(shape.kinds - _DATES | {written}) if written else ANY
    return ANY


def _list(shape: Listed, values: list[Any]) -> Listed:
    item = shape.item
    for value in values:
        item = _widened(item, value) or ANY
    return Listed(item)


def _object(shape: Keyed, value: dict[str, Any]) -> Keyed | None:
    required = {key.name for key in shape.keys if not key.optional}
    if not required <= value.keys() <= shape.names:
        return None
    return replace(shape, keys=tuple(_key(key, value) for key in shape.keys))


def _key(key: Key, value: dict[str, Any]) -> Key:
    return replace(key, shape=_widened(key.shape, value[key.name]) or ANY) if key.name in value else key


def _ordered(shape: Shape, values: Sequence[Any], by_name: bool) -> Shape:
    """The keys of each object as the original wrote them; those that it never wrote in the order that it keeps to."""
    if isinstance(shape, Either):
        kinds = ((option, [value for value in values if _is_of(option, value)]) for option in shape.options)
        return Either(tuple(_ordered(option, own, by_name) for option, own in kinds))
    if isinstance(shape, Listed):
        lists = [value for value in values if isinstance(value, list)]
        return Listed(_ordered(shape.item, [item for value in lists for item in value], by_name))
    if not isinstance(shape, Keyed):
        return shape
    objects = [value for value in values if isinstance(value, dict)]
    places = {name: place for value in objects for place, name in enumerate(value)}
    if by_name and not places:
        places = {name: place for place, name in enumerate(sorted(shape.names))}
    inner = ((key, [value[key.name] for value in objects if key.name in value]) for key in shape.keys)
    keys = (replace(key, shape=_ordered(key.shape, own, by_name)) for key, own in inner)
    return replace(shape, keys=tuple(sorted(keys, key=lambda key: places.get(key.name, len(places)))))


def _is_of(shape: Shape, value: Any) -> bool:
    return _widened(shape, value) is not None


def writes_by_name(heard: Iterable[Heard]) -> bool:
    """Whether the original writes the keys of its objects in the order of their names, as Flask does."""
    written = [list(each.value) for each in heard if isinstance(each.value, dict) and len(each.value) > 1]
    return bool(written) and all(names == sorted(names) for names in written)
