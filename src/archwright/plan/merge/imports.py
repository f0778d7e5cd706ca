"""Import statements as a set of names."""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archwright.plan.merge.weave import merge_sets

Import = ast.Import | ast.ImportFrom

_WIDTH = 120


@dataclass(frozen=True, order=True)
class Name:
    """One imported name. `module` is "" for a plain import, and holds the dots of a relative one."""

    module: str
    name: str
    alias: str = ""

    @property
    def bound(self) -> str:
        """What it is called here; for a plain `import a.b`, all of it."""
        return self.alias or self.name


def names_of(statements: Iterable[Import]) -> list[Name]:
    """All names, in order."""
    return [
        Name(_module(statement), alias.name, alias.asname or "")
        for statement in statements
        for alias in statement.names
    ]


def merge_imports(base: Sequence[Name], yours: Sequence[Name], ours: Sequence[Name]) -> list[Name] | None:
    """Both sides' imports; None when both bind one name to different things."""
    return merge_sets(_unique(base), _unique(yours), _unique(ours), key=lambda name: (bool(name.module), name.bound))


def rewritten(
    statements: Sequence[tuple[Import, tuple[str, ...]]], wanted: Sequence[Name]
) -> tuple[list[tuple[str, ...]], list[str]]:
    """The lines of each statement with only `wanted` in them, and new lines for what none of them imports yet.

    A statement with a comment inside keeps its text while anything of it is wanted.
    """
    there = set(names_of(node for node, _ in statements))
    new = [name for name in wanted if name not in there]
    lines: list[tuple[str, ...]] = []
    for node, text in statements:
        names = names_of([node])
        stay = [name for name in names if name in wanted]
        joined = [name for name in new if name.module and name.module == _module(node)]
        if any("#" in line for line in text):
            lines.append(text if stay else ())
            continue
        new = [name for name in new if name not in joined]
        lines.append(text if stay == names and not joined else import_line(stay + joined))
    return lines, import_lines(new)


def import_lines(names: Sequence[Name]) -> list[str]:
    """New statements, one for each module."""
    modules = dict.fromkeys(name.module for name in names if name.module)
    plain = [line for name in names if not name.module for line in import_line([name])]
    grouped = [[name for name in names if name.module == module] for module in modules]
    return plain + [line for group in grouped for line in import_line(group)]


def import_line(names: Sequence[Name]) -> tuple[str, ...]:
    """The lines of one statement for names of one module."""
    if not names:
        return ()
    texts = [f"{name.name} as {name.alias}" if name.alias else name.name for name in sorted(names)]
    if not names[0].module:
        return (f"import {', '.join(texts)}\n",)
    line = f"from {names[0].module} import {', '.join(texts)}\n"
    if len(line) <= _WIDTH:
        return (line,)
    return (f"from {names[0].module} import (\n", *(f"    {text},\n" for text in texts), ")\n")


def _module(statement: Import) -> str:
    return "." * statement.level + (statement.module or "") if isinstance(statement, ast.ImportFrom) else ""


def _unique(names: Sequence[Name]) -> list[Name]:
    return list(dict.fromkeys(names))
