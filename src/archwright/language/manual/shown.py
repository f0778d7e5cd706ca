"""What two blueprints differ in, in words."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

from archwright.language.measures import duration_text, rate_text
from archwright.language.writing import field_line, relation_line
from archwright.model.blueprint import Field, Rate, Relation


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """`entities.Task.soft_delete: true`, one for each thing that is another."""
    if before == after:
        return
    if is_dataclass(before) and type(before) is type(after) and not isinstance(before, Rate | Field | Relation):
        for each in fields(before):
            below = f"{path}.{each.name}" if path else each.name
            yield from differences(getattr(before, each.name), getattr(after, each.name), below)
    elif isinstance(before, tuple) and isinstance(after, tuple) and _named(before) and _named(after):
        yield from _of_named(before, after, path)
    elif isinstance(before, Field | Relation) and isinstance(after, Field | Relation):
        yield f"{path}: {_line(after)}" if _line(before) != _line(after) else f"{path}.doc: {after.doc}"
    else:
        yield f"{path}: {shown(after)}"


def shown(value: Any) -> str:
    """A value, as short as it can be."""
    if isinstance(value, timedelta):
        return duration_text(value)
    if value is None or isinstance(value, Rate):
        return rate_text(value)
    if isinstance(value, tuple):
        return f"[{', '.join(shown(each) for each in value)}]"
    if isinstance(value, Field | Relation):
        return f"{value.name}: {_line(value)}"
    if is_dataclass(value):
        said = {each.name: getattr(value, each.name) for each in fields(value)}
        plain = {name: each for name, each in said.items() if each not in ("", (), 0, None, False)}
        return "{" + ", ".join(f"{name}: {shown(each)}" for name, each in plain.items()) + "}"
    return value if isinstance(value, str) and value else json.dumps(value)


def _of_named(before: tuple[Any, ...], after: tuple[Any, ...], path: str) -> Iterator[str]:
    old = {_name(each): each for each in before}
    for each in after:
        name = _name(each)
        if name in old:
            yield from differences(_value(old.pop(name)), _value(each), f"{path}.{name}")
        elif isinstance(each, Field | Relation):
            yield f"{path}.{name}: {_line(each)}"
        else:
            yield f"{path}.{name}: {shown(_value(each))}"
    for name in old:
        yield f"{path}.{name}: gone"


def _named(values: tuple[Any, ...]) -> bool:
    return all(_name(each) for each in values)


def _name(value: Any) -> str:
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) and not isinstance(value[1], str):
        return value[0]
    return str(getattr(value, "name", "") or getattr(value, "code", ""))


def _value(each: Any) -> Any:
    return each[1] if isinstance(each, tuple) else each


def _line(each: Field | Relation) -> str:
    return field_line(each, full=True) if isinstance(each, Field) else relation_line(each, full=True)
