"""A tuple, list or dict that is written out as a set of items: keys of a table, names to filter by, rules."""

import ast
from dataclasses import dataclass

from archwright.plan.merge.units import Unit
from archwright.plan.merge.weave import merge_sets

_WIDTH = 120
_ENDS = {ast.Tuple: "()", ast.List: "[]", ast.Dict: "{}"}


@dataclass(frozen=True)
class Item:
    """`key` says who it is."""

    key: str
    text: str


def merge_items(base: Unit, yours: Unit, ours: Unit) -> tuple[str, ...] | None:
    """The lines with both sides' items; None when this is no such thing, or both changed one item."""
    sides = [_items(unit) for unit in (base, yours, ours)]
    before, mine, new = sides
    if before is None or mine is None or new is None or type(_value(yours)) is not type(_value(ours)):
        return None
    merged = merge_sets(before, mine, new, key=lambda item: item.key)
    return None if merged is None else _written(yours, [item.text for item in merged])


def _items(unit: Unit) -> list[Item] | None:
    """None when it is something else, or when a comment would get lost."""
    value = _value(unit)
    if "#" in "".join(unit.body):
        return None
    if isinstance(value, ast.Dict):
        keys = [key for key in value.keys if isinstance(key, ast.Constant)]
        pairs = zip(keys, value.values, strict=False)
        found = [Item(repr(key.value), f"{_text(unit, key)}: {_text(unit, item)}") for key, item in pairs]
        return found if len(keys) == len(value.keys) else None
    items = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    named = [(_name(item), item) for item in items]
    if value is None or not all(name for name, _ in named):
        return None
    return [Item(name, _text(unit, item)) for name, item in named]


def _value(unit: Unit) -> ast.expr | None:
    match unit.node:
        case ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(target=ast.Name(), value=value):
            return value if isinstance(value, ast.Tuple | ast.List | ast.Dict) else None
    return None


def _name(item: ast.expr) -> str:
    """A text, or the name of a constraint; "" for anything whose place may mean something."""
    match item:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="Index"), args=[ast.Constant(value=str(name)), *_]):
            return name
        case ast.Call(func=ast.Name(id="UniqueConstraint" | "CheckConstraint" | "ForeignKeyConstraint"), keywords=said):
            names = [each.value.value for each in said if each.arg == "name" and isinstance(each.value, ast.Constant)]
            return str(names[0]) if names else ast.unparse(item)
    return ""


def _text(unit: Unit, node: ast.expr) -> str:
    lines = [line.encode() for line in unit.body]
    first, last = node.lineno - 1 - unit.above, (node.end_lineno or node.lineno) - 1 - unit.above
    if first == last:
        return lines[first][node.col_offset : node.end_col_offset].decode()
    inner = [lines[first][node.col_offset :], *lines[first + 1 : last], lines[last][: node.end_col_offset]]
    return b"".join(inner).decode()


def _written(unit: Unit, items: list[str]) -> tuple[str, ...]:
    value = _value(unit)
    assert value is not None
    first = unit.body[value.lineno - 1 - unit.above]
    head = "".join(unit.body[: value.lineno - 1 - unit.above]) + first.encode()[: value.col_offset].decode()
    ends = _ENDS[type(value)]
    opens, closes = ends[0], ends[1]
    single = "," if len(items) == 1 and isinstance(value, ast.Tuple) else ""
    line = f"{head}{opens}{', '.join(items)}{single}{closes}\n"
    if len(line) <= _WIDTH and "\n" not in line[:-1] and len(unit.body) == 1:
        return (line,)
    indent = " " * (len(first) - len(first.lstrip()))
    rows = [f"{indent}    {item},\n" for item in items]
    text = "".join([f"{head}{opens}\n", *rows, f"{indent}{closes}\n"])
    return tuple(text.splitlines(keepends=True))
