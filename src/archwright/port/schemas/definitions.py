"""What the names in moved code stand for: mapped classes, functions, methods."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archwright.model.facts import Entity
from archwright.port.move import MovedCode

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Definitions:
    """All definitions by "module.name"; mapped classes among them with what the facts tell; tables by their name."""

    codes: Mapping[str, MovedCode] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    tables: Mapping[str, Entity] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """The names that one piece of code sees."""

    definitions: Definitions
    imports: Mapping[str, str]
    module: str = ""

    def meaning(self, name: str) -> str:
        """ "module.name" of a name, "" when it is none that is known."""
        beside = f"{self.module}.{name}"
        return self.imports.get(name) or (beside if beside in self.definitions.codes else "")

    def entity(self, name: str) -> str:
        """The mapped class that a name stands for, "" for none."""
        meaning = self.meaning(name)
        return meaning if meaning in self.definitions.entities else ""

    def of(self, full: str) -> "Scope":
        """The scope inside a definition."""
        return Scope(self.definitions, imports_of(self.definitions.codes[full]), full.rpartition(".")[0])

    def function(self, full: str) -> Function | None:
        """The function of that name."""
        return next((n for n in self._nodes(full) if isinstance(n, Function)), None)

    def method(self, full: str, name: str) -> tuple[Function, str] | None:
        """A method of a class or of those it is derived from, with the class that has it."""
        for node in self._nodes(full):
            if not isinstance(node, ast.ClassDef):
                continue
            own = next((n for n in node.body if isinstance(n, Function) and n.name == name), None)
            if own is not None:
                return own, full
            bases = [self.of(full).meaning(base.id) for base in node.bases if isinstance(base, ast.Name)]
            found = (self.method(base, name) for base in bases if base in self.definitions.codes)
            return next((each for each in found if each), None)
        return None

    def _nodes(self, full: str) -> Sequence[ast.stmt]:
        code = self.definitions.codes.get(full)
        return _statements(code.text) if code else ()


@lru_cache(maxsize=512)
def _statements(code: str) -> Sequence[ast.stmt]:
    return ast.parse(code).body


def imports_of(code: MovedCode) -> dict[str, str]:
    """Bound name -> "module.name" of what moved code imports."""
    return {need.bound: need.full for need in code.imports}
