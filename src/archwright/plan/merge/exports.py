"""`__all__` as a set."""

import ast

from archwright.plan.merge.weave import merge_sets


def merge_exports(base: ast.stmt, yours: ast.stmt, ours: ast.stmt) -> tuple[str, ...] | None:
    """The lines of `__all__` with both sides' names; None when this is not `__all__`."""
    sides = [_names(node) for node in (base, yours, ours)]
    if any(side is None for side in sides):
        return None
    before, mine, new = ([*(side or ())] for side in sides)
    merged = merge_sets(before, mine, new, key=lambda name: name)
    if merged is None:
        return None
    names = sorted(merged) if mine == sorted(mine) else merged
    line = f"__all__ = [{', '.join(map(_quoted, names))}]\n"
    if len(line) <= 120:
        return (line,)
    return ("__all__ = [\n", *(f"    {_quoted(name)},\n" for name in names), "]\n")


def _names(node: ast.stmt) -> list[str] | None:
    match node:
        case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=items) | ast.Tuple(elts=items)):
            names = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            return names if len(names) == len(items) else None
    return None


def _quoted(name: str) -> str:
    return f'"{name}"'
