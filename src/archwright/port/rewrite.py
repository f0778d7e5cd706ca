"""Rewrites a moved piece of code: recipes replace framework expressions, imports are collected for what is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import libcst as cst

from archwright.port.code import code_of, dotted
from archwright.port.names import global_writes, local_names
from archwright.port.source import External, Own, Source

Answer = cst.CSTNode | cst.RemovalSentinel | cst.FlattenSentinel[cst.BaseStatement]


@dataclass(frozen=True, order=True)
class Import:
    """`from module import name as alias`; `import module` when `name` is ""."""

    module: str
    name: str = ""
    alias: str = ""

    def __str__(self) -> str:
        head = f"from {self.module} import {self.name}" if self.name else f"import {self.module}"
        return f"{head} as {self.alias}" if self.alias and self.alias != (self.name or self.module) else head

    @property
    def bound(self) -> str:
        """The name that the import binds."""
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def full(self) -> str:
        """What that name stands for: "module.name", "module" for a whole module."""
        return f"{self.module}.{self.name}" if self.name else self.module


class Unmovable(Exception):  # noqa: N818 - a finding, not a failure
    """A recipe met something that it cannot translate. The message is the reason a person reads."""

    def __init__(self, reason: str, unblocks: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.unblocks = unblocks


@dataclass(frozen=True, order=True)
class Said:
    """What a rewriting tells about a piece of code: an improvement, or with a `reason` a gap."""

    name: str
    before: str
    after: str = ""
    reason: str = ""


@dataclass
class Scope:
    """What a rewriter may ask and say while one piece of code moves: what a name means, and what to import."""

    source: Source
    module: str
    objects: dict[Own, str]
    hidden: list[frozenset[str]] = field(default_factory=list)
    needs: set[Import] = field(default_factory=set)
    here: str = ""
    keeps_behaviour: bool = False
    as_program: bool = True
    said: list[Said] = field(default_factory=list)

    def meaning(self, node: cst.CSTNode) -> str:
        """What a chain of names stands for: "flask.request.form", "@flask.Flask.config" (an object made by that class),
        "own:module:name" or "" when it is local or unknown."""
        chain = dotted(node)
        head, _, rest = chain.partition(".")
        if not chain or self.is_local(head):
            return ""
        origin = self.source.origin(self.module, head)
        if isinstance(origin, Own):
            if origin.name == "" and rest:
                return self._through_module(origin.module, rest)
            known = self.objects.get(origin)
            base = f"@{known}" if known else f"own:{origin.module}:{origin.name}"
        elif isinstance(origin, External):
            base = str(origin)
        else:
            return ""
        return f"{base}.{rest}" if rest else base

    def _through_module(self, module: str, rest: str) -> str:
        head, _, tail = rest.partition(".")
        origin = self.source.origin(module, head) if module in self.source.modules else None
        if isinstance(origin, Own) and origin in self.objects:
            base = f"@{self.objects[origin]}"
            return f"{base}.{tail}" if tail else base
        return f"own:{module}:{rest}"

    def is_local(self, name: str) -> bool:
        """Whether an enclosing function binds the name itself."""
        return any(name in names for names in self.hidden)

    def need(self, module: str, name: str = "", alias: str = "") -> None:
        """Says that the moved code uses an import."""
        self.needs.add(Import(module, name, alias))

    def need_as(self, module: str, name: str, otherwise: str) -> str:
        """`need`; gives the name that it is bound to: `otherwise` where the app calls something of its own `name`."""
        of_app = any(each.binder(name) for each in self.source.modules.values())
        bound = otherwise if of_app or self.is_local(name) else name
        self.need(module, name, bound if bound != name else "")
        return bound

    def improve(self, name: str, before: str, after: str) -> None:
        """Says that the moved code differs on purpose."""
        self.said.append(Said(name, before, after))

    def leave_gap(self, what: str, reason: str, code: str) -> None:
        """Says that something is left as it was although it should not be."""
        self.said.append(Said(what, code, reason=reason))


class Rewriting(Protocol):
    """One recipe's say on an expression or statement: a replacement, or None to leave it as it is."""

    def __call__(self, node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> Answer | None: ...


class Rewriter(cst.CSTTransformer):
    """Asks each rewriting, in order, about attributes, calls, names, subscripts, statements and with-blocks."""

    def __init__(self, scope: Scope, rewritings: Sequence[Rewriting]) -> None:
        super().__init__()
        self.scope = scope
        self.rewritings = rewritings
        self._fixed: set[cst.CSTNode] = set()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:  # noqa: N802
        self._fixed.add(node.name)
        self._hide(node)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:  # noqa: N802
        self._fixed.add(node.name)

    def visit_Attribute(self, node: cst.Attribute) -> None:  # noqa: N802
        self._fixed.add(node.attr)

    def visit_If(self, node: cst.If) -> None:  # noqa: N802
        if isinstance(node.orelse, cst.If):
            self._fixed.add(node.orelse)

    def visit_Arg(self, node: cst.Arg) -> None:  # noqa: N802
        if node.keyword:
            self._fixed.add(node.keyword)

    def visit_Param(self, node: cst.Param) -> None:  # noqa: N802
        self._fixed.add(node.name)

    def visit_Lambda(self, node: cst.Lambda) -> None:  # noqa: N802
        self.scope.hidden.append(frozenset(param.name.value for param in node.params.params))

    def leave_Lambda(self, original_node: cst.Lambda, updated_node: cst.Lambda) -> cst.Lambda:  # noqa: ARG002, N802
        self.scope.hidden.pop()
        return updated_node

    def leave_FunctionDef(  # noqa: N802
        self,
        original_node: cst.FunctionDef,  # noqa: ARG002
        updated_node: cst.FunctionDef,
    ) -> cst.FunctionDef:
        self.scope.hidden.pop()
        return updated_node

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> Answer:  # type: ignore[override]
        left: Answer = super().on_leave(original_node, updated_node)  # type: ignore[arg-type]
        if isinstance(original_node, _ASKED) and isinstance(left, cst.CSTNode) and original_node not in self._fixed:
            return self._ask(original_node, left)
        return left

    def _hide(self, node: cst.FunctionDef) -> None:
        bare = node.with_changes(decorators=[], leading_lines=[])
        self.scope.hidden.append(local_names(code_of(bare)) - global_writes(code_of(bare)))

    def _ask(self, original: cst.CSTNode, updated: cst.CSTNode) -> Answer:
        for rewriting in self.rewritings:
            answer = rewriting(updated, original, self.scope)
            if answer is not None:
                return answer
        return updated


_ASKED = (
    cst.Attribute,
    cst.Call,
    cst.Name,
    cst.Subscript,
    cst.With,
    cst.SimpleStatementLine,
    cst.Decorator,
    cst.ClassDef,
    cst.FunctionDef,
    cst.Comparison,
    cst.If,
)
