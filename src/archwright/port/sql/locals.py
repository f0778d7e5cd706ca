"""The local names of a function: the values they are given, the types of its parameters, how often each is bound."""

import ast
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of


@dataclass(frozen=True)
class Locals:
    """`values` holds what is assigned; a loop target or the like is in `types` with no type."""

    node: cst.CSTNode
    values: Mapping[str, Sequence[cst.BaseExpression]]
    types: dict[str, str]
    stores: Mapping[str, int]

    def is_stable(self, name: str) -> bool:
        """Whether a name means the same from its first line to the last."""
        parameter = name in self.types and name not in self.values
        return self.stores.get(name, 0) <= (0 if parameter and self.types[name] != _ELSEWHERE else 1)


_ELSEWHERE = "?"


def locals_of(node: cst.CSTNode) -> Locals:
    """Looks through one function, nested ones included."""
    finder = _Finder()
    node.visit(finder)
    tree = ast.parse(textwrap.dedent(code_of(node)))
    stores = Counter(n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    elsewhere = {name: _ELSEWHERE for name, count in stores.items() if count > len(finder.values.get(name, ()))}
    return Locals(node, finder.values, {**elsewhere, **finder.types}, stores)


class _Finder(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[cst.BaseExpression]] = {}
        self.types: dict[str, str] = {}

    def visit_Param(self, node: cst.Param) -> None:  # noqa: N802
        self.types[node.name.value] = code_of(node.annotation.annotation) if node.annotation else ""

    def visit_Assign(self, node: cst.Assign) -> None:  # noqa: N802
        for target in node.targets:
            if isinstance(target.target, cst.Name):
                self.values.setdefault(target.target.value, []).append(node.value)
            elif isinstance(target.target, cst.Tuple):
                self._unpack(target.target, node.value)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:  # noqa: N802
        if isinstance(node.target, cst.Name):
            self.values.setdefault(node.target.value, []).append(node.value)

    def _unpack(self, target: cst.Tuple, value: cst.BaseExpression) -> None:
        if isinstance(value, cst.Tuple) and len(value.elements) == len(target.elements):
            for each, given in zip(target.elements, value.elements, strict=True):
                if isinstance(each.value, cst.Name):
                    self.values.setdefault(each.value.value, []).append(given.value)
