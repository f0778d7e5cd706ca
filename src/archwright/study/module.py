"""One parsed file, and the scopes in it: what every reader is handed."""

import ast
from dataclasses import dataclass, field
from functools import cached_property

from archwright.kit.syntax import dotted
from archwright.model.place import Place
from archwright.study.imports import Imports, imports_of
from archwright.study.scopes import Scope, scopes_of


@dataclass(frozen=True)
class Module:
    """`path` is relative to the root. For a file that is not Python, `tree` is empty and only `text` counts."""

    path: str
    text: str
    tree: ast.Module = field(repr=False)
    name: str = ""

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The module itself first, then each class and function. Walked once, when first asked for."""
        return scopes_of(self.tree)

    @cached_property
    def functions(self) -> tuple[Scope, ...]:
        """The scopes that are functions or methods."""
        return tuple(scope for scope in self.scopes if scope.is_function)

    @cached_property
    def imports(self) -> Imports:
        """Local names and where they come from."""
        return imports_of(self.tree, self.text, self.name, is_package=self.path.endswith("__init__.py"))

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """Module-level names bound once, and their values."""
        values: dict[str, ast.expr] = {}
        twice: set[str] = set()
        for name, value in _assigned(self.tree):
            if name in values:
                twice.add(name)
            values[name] = value
        return {name: value for name, value in values.items() if name not in twice}

    def origin(self, node: ast.AST | str | None) -> str:
        """The dotted name of a node, imports resolved: `request.form` -> "flask.request.form"; "" for no name."""
        written = node if isinstance(node, str) else dotted(node)
        head, dot, rest = written.partition(".")
        return self.imports.names.get(head, head) + dot + rest

    def place(self, node: ast.AST) -> Place:
        """Where a node stands."""
        return Place(self.path, getattr(node, "lineno", 0))


def _assigned(tree: ast.Module) -> list[tuple[str, ast.expr]]:
    found: list[tuple[str, ast.expr]] = []
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            found += [(target.id, statement.value) for target in statement.targets if isinstance(target, ast.Name)]
        elif isinstance(statement, ast.AnnAssign) and statement.value and isinstance(statement.target, ast.Name):
            found.append((statement.target.id, statement.value))
    return found
