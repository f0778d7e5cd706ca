"""The shapes of JSON values, as far as the code that makes them tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Scalar:
    """One value. `kinds`: names of Python types, "None" among them; "Any" when the type is not known."""

    kinds: frozenset[str]


@dataclass(frozen=True)
class Listed:
    """A list of items of one shape."""

    item: Shape


@dataclass(frozen=True)
class Key:
    """One key of an object; an `optional` one may be absent."""

    name: str
    shape: Shape
    optional: bool = False


@dataclass(frozen=True)
class Keyed:
    """An object whose keys are known. `entity`: the stored thing that it shows, "" for none."""

    keys: tuple[Key, ...]
    entity: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Names of all keys."""
        return frozenset(key.name for key in self.keys)


@dataclass(frozen=True)
class Either:
    """One of several shapes, none of which is an Either."""

    options: tuple[Shape, ...]


@dataclass(frozen=True)
class Stored:
    """A row of a mapped class ("app.models.task.Task"); no JSON value itself."""

    entity: str


@dataclass(frozen=True)
class Query:
    """A query of a mapped class. `bare`: what it gives are rows, not yet the objects in them."""

    entity: str
    bare: bool = False


@dataclass(frozen=True)
class Row:
    """A row that SQL text gave: its columns in order. `entity`: the table's name in the facts."""

    columns: tuple[Key, ...]
    entity: str = ""


@dataclass(frozen=True)
class Nothing:
    """The item of a list that is empty so far."""


Shape = Scalar | Listed | Keyed | Either | Stored | Query | Row | Nothing
_PLAIN = frozenset({"str", "int", "float", "bool", "StoredInt", "StoredFloat", "None"})
LOOSE = {"int": "StoredInt", "float": "StoredFloat"}
"""Types of columns in which SQLite also stores the texts that a client sent for a number."""
ANY = Scalar(frozenset({"Any"}))


def scalar(*kinds: str) -> Scalar:
    """A value of one of those types."""
    return Scalar(frozenset(kinds))


def join(shapes: Iterable[Shape]) -> Shape:
    """What covers all of them."""
    found: Shape = Nothing()
    for shape in shapes:
        found = _both(found, shape)
    return found


def _both(one: Shape, other: Shape) -> Shape:
    if one == other or isinstance(other, Nothing):
        return one
    if isinstance(one, Nothing):
        return other
    if ANY in (one, other):
        return ANY
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return Scalar(_union(one.kinds | other.kinds))
    if isinstance(one, Listed) and isinstance(other, Listed):
        return Listed(_both(one.item, other.item))
    if isinstance(one, Keyed) and isinstance(other, Keyed) and one.names == other.names:
        return _keyed(one, other)
    return _either([*_options(one), *_options(other)])


def _union(kinds: frozenset[str]) -> frozenset[str]:
    """A number from a column may be a text, whatever else gives such a number."""
    return frozenset(kind for kind in kinds if LOOSE.get(kind) not in kinds)


def _keyed(one: Keyed, other: Keyed) -> Keyed:
    others = {key.name: key for key in other.keys}
    keys = [
        replace(key, shape=_both(key.shape, others[key.name].shape), optional=key.optional or others[key.name].optional)
        for key in one.keys
    ]
    return Keyed(tuple(keys), one.entity if one.entity == other.entity else "")


def _options(shape: Shape) -> tuple[Shape, ...]:
    return shape.options if isinstance(shape, Either) else (shape,)


def _either(options: list[Shape]) -> Shape:
    """Alike options become one; anything but objects and plain values has no name of its own."""
    found: list[Shape] = []
    for option in options:
        alike = next((each for each in found if _alike(each, option)), None)
        if alike is None:
            found.append(option)
        else:
            found[found.index(alike)] = _both(alike, option)
    if not all(isinstance(option, Keyed | Scalar | Listed) for option in found):
        return ANY
    return found[0] if len(found) == 1 else Either(tuple(found))


def _alike(one: Shape, other: Shape) -> bool:
    if isinstance(one, Keyed) and isinstance(other, Keyed):
        return one.names == other.names
    return type(one) is type(other)


def settled(shape: Shape) -> Shape:
    """The shape with all that is no JSON value told as unknown."""
    if isinstance(shape, Keyed):
        return replace(shape, keys=tuple(replace(key, shape=settled(key.shape)) for key in shape.keys))
    if isinstance(shape, Listed):
        return Listed(settled(shape.item))
    if isinstance(shape, Either):
        return join(settled(option) for option in shape.options)
    return shape if isinstance(shape, Scalar) else ANY


def has_model(shape: Shape) -> bool:
    """Whether some object in it has known keys."""
    if isinstance(shape, Listed):
        return has_model(shape.item)
    if isinstance(shape, Either):
        return all(has_model(option) for option in shape.options)
    return isinstance(shape, Keyed) and bool(shape.keys)


def is_told(shape: Shape) -> bool:
    """Whether there is something to say of it: known keys, or a plain type."""
    if isinstance(shape, Listed):
        return is_told(shape.item)
    return has_model(shape) or (isinstance(shape, Scalar) and shape.kinds <= _PLAIN and shape.kinds != {"None"})
