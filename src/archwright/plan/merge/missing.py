"""Imports that a merged text still needs: one side dropped them, the other side's code uses them."""

import ast

from archwright.plan.merge.imports import Name, import_lines, names_of
from archwright.plan.merge.lines import split_lines
from archwright.plan.merge.sound import unbound
from archwright.plan.merge.units import module_units


def with_missing_imports(text: str, sides: tuple[str, str, str]) -> str:
    """The text with the imports back that its code uses and that one of the sides has."""
    missing = unbound(text)
    known = {_bound(name): name for side in sides for name in _imported(side)}
    wanted = [known[name] for name in sorted(missing) if name in known]
    units = module_units(text)
    if not wanted or units is None:
        return text
    last = max((node.end_lineno or 0 for node in units.imports if node.col_offset == 0), default=_below_docstring(text))
    lines = split_lines(text)
    return "".join([*lines[:last], *import_lines(wanted), *lines[last:]])


def _bound(name: Name) -> str:
    return name.bound if name.module or name.alias else name.bound.partition(".")[0]


def _imported(text: str) -> list[Name]:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return []
    return names_of([node for node in body if isinstance(node, ast.Import | ast.ImportFrom)])


def _below_docstring(text: str) -> int:
    body = ast.parse(text).body
    return body[0].end_lineno or 0 if body and ast.get_docstring(ast.parse(text)) is not None else 0
