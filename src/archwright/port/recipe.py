"""What a recipe may be asked. A recipe is one module under `recipes/`; it defines only the parts it needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import libcst as cst

from archwright.model.facts import Facts
from archwright.model.parts import Part
from archwright.model.ported import Improvement
from archwright.port.rewrite import Rewriting
from archwright.port.roles import Claim
from archwright.port.source import Own, Source, Statement


@dataclass(frozen=True, eq=False)
class Original:
    """What a recipe sees of the original: its modules, its facts, and which names hold framework objects."""

    source: Source
    facts: Facts
    objects: dict[Own, str]

    def meaning(self, statement: Statement, node: cst.CSTNode) -> str:
        """As `Scope.meaning`, for a node at module level."""
        from archwright.port.rewrite import Scope

        return Scope(self.source, statement.module, self.objects).meaning(node)


@dataclass(frozen=True, eq=False)
class Recipes:
    """The recipes at hand, asked in the order of their ids."""

    modules: Sequence[ModuleType] = field(default=())

    def _having(self, name: str) -> list[Any]:
        return [getattr(module, name) for module in self.modules if hasattr(module, name)]

    @property
    def object_classes(self) -> frozenset[str]:
        """Qualified names of classes whose instances are framework objects ("flask.Flask")."""
        return frozenset(name for names in self._having("OBJECTS") for name in names)

    @property
    def rewritings(self) -> list[Rewriting]:
        """Every recipe's `rewrite`."""
        return self._having("rewrite")

    @property
    def claims(self) -> list[Callable[[Statement, Original], Claim | None]]:
        """Every recipe's `claim`."""
        return self._having("claim")

    def improvements(self, original: Original) -> list[Improvement]:
        """What every recipe's `improvements` makes better in this original, wherever it moves."""
        return [found for give in self._having("improvements") for found in give(original)]

    def parts(self, original: Original) -> list[Part]:
        """What every recipe's `parts` adds to the backend for this original."""
        return [part for give in self._having("parts") for part in give(original)]
