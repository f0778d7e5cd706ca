"""One fast walk of a module: its nodes sorted by kind and by the function or class they stand in."""

import ast
from dataclasses import dataclass, field
from typing import TypeVar, cast

N = TypeVar("N", bound=ast.AST)
ScopeNode = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

_SCOPES = frozenset({ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef})
_SKIPPED = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)
_NOT_NODES = frozenset(
    {
        "arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "kwd_attrs", "level", "module", "name",
        "names", "op", "ops", "rest", "simple", "type_comment",
    }
)  # fmt: skip


def _children(kind: type[ast.AST]) -> tuple[str, ...]:
    if kind in (ast.Constant, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom):
        return ()
    return tuple(name for name in kind._fields if name not in _NOT_NODES)


def _kinds() -> list[type[ast.AST]]:
    found = [kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)]
    return [kind for kind in found if not issubclass(kind, _SKIPPED)]


_CHILDREN: dict[type, tuple[str, ...]] = {kind: _children(kind) for kind in _kinds()}
_CHILDREN[type(None)] = ()
for _plain in (str, bool, int, float, complex, bytes, type(Ellipsis)):
    _CHILDREN[_plain] = ()
# Kinds that no reader asks for are walked through and not kept.
_KEPT = frozenset(
    {
        ast.AnnAssign, ast.Assign, ast.Attribute, ast.AugAssign, ast.BinOp, ast.BoolOp, ast.Call, ast.Compare,
        ast.Constant, ast.Expr, ast.For, ast.Global, ast.JoinedStr, ast.NamedExpr, ast.Return, ast.Subscript,
        ast.With, ast.Yield, ast.YieldFrom,
    }
)  # fmt: skip


@dataclass
class Scope:
    """The module, a class or a function. `name` is qualified ("create_app.index", "Items.get"), "" for the module."""

    node: ScopeNode
    name: str
    parent: "Scope | None" = None
    kinds: dict[type[ast.AST], list[ast.AST]] = field(default_factory=dict, repr=False)
    names: set[str] = field(default_factory=set, repr=False)
    _ordered: set[type[ast.AST]] = field(default_factory=set, repr=False)

    @property
    def is_function(self) -> bool:
        return isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef)

    @property
    def line(self) -> int:
        """The line of `def` or `class`; 0 for the module."""
        return getattr(self.node, "lineno", 0)

    def of(self, kind: type[N]) -> list[N]:
        """The nodes of one kind that stand directly in this scope, in the order of the source."""
        found = cast("list[N]", self.kinds.get(kind, []))
        if kind not in self._ordered:
            self._ordered.add(kind)
            found.sort(key=_position)
        return found


def _position(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def scopes_of(tree: ast.Module) -> tuple[Scope, ...]:
    """All scopes of a module, outer before inner."""
    found = [Scope(tree, "")]
    for scope in found:
        found.extend(_fill(scope))
    return tuple(found)


def _fill(scope: Scope) -> list[Scope]:
    """Sort the nodes of one scope; gives the scopes right inside it. No recursion: generated code nests deeply."""
    inner: list[Scope] = []
    kinds, names, children = scope.kinds, scope.names, _CHILDREN
    stack: list[ast.AST] = list(scope.node.body)
    push, pop, extend = stack.append, stack.pop, stack.extend
    while stack:
        node = pop()
        kind = node.__class__
        if kind is ast.Name:
            names.add(node.id)  # type: ignore[attr-defined]
            continue
        if kind in _SCOPES:
            inner.append(_enter(cast("ast.FunctionDef", node), scope, stack))
            continue
        if kind in _KEPT:
            if kind in kinds:
                kinds[kind].append(node)
            else:
                kinds[kind] = [node]
        for name in children[kind]:
            value = getattr(node, name)
            if value.__class__ is list:
                extend(value)
            else:
                push(value)
    inner.reverse()
    return inner


def _enter(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, scope: Scope, stack: list[ast.AST]) -> Scope:
    """Open a scope; its decorators, bases and defaults belong to the one around it."""
    stack.extend(node.decorator_list)
    if isinstance(node, ast.ClassDef):
        stack.extend(node.bases)
        stack.extend(node.keywords)
    else:
        stack.extend(node.args.defaults)
        stack.extend(default for default in node.args.kw_defaults if default is not None)
    return Scope(node, f"{scope.name}.{node.name}" if scope.name else node.name, scope)
