"""What the local names of a function are bound to, and what is put into the objects and lists that they hold."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

HARMLESS = frozenset(
    {"jsonify", "len", "str", "dumps", "append", "make_response", "bool", "sorted", "list", "dict", "print"}
)
_LISTS = frozenset({"append"})


@dataclass(frozen=True)
class Spot:
    """A place in a function: its line, and the blocks around it, the innermost last."""

    line: int = 0
    blocks: tuple[int, ...] = ()

    @property
    def block(self) -> int:
        """The innermost block."""
        return self.blocks[-1] if self.blocks else 0

    def comes_surely_before(self, other: "Spot") -> bool:
        """Whether nobody gets to the other place past this one."""
        return self.line < other.line and self.block in other.blocks


@dataclass(frozen=True)
class Bound:
    """A value given to a name: the expression itself or (`item`) each of what it holds, None for what is not known."""

    value: ast.expr | None
    spot: Spot = field(default_factory=Spot)
    item: bool = False


@dataclass(frozen=True)
class Put:
    """`name[key] = value`, or `name.append(value)` when the key is ""."""

    key: str
    value: ast.expr
    spot: Spot


@dataclass
class Bindings:
    """Of one function; what nested functions do is not looked at."""

    values: dict[str, list[Bound]] = field(default_factory=dict)
    puts: dict[str, list[Put]] = field(default_factory=dict)
    appended: dict[str, list[Put]] = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)
    returns: list[Spot] = field(default_factory=list)
    loops: set[int] = field(default_factory=set)

    def reaching(self, name: str, spot: Spot | None) -> list[Bound]:
        """What a name may hold at a place; everything that it is ever given when the place is not known."""
        bounds = self.values.get(name, [])
        before = [bound for bound in bounds if spot and bound.spot.comes_surely_before(spot)]
        if spot is None or not before:
            return bounds
        last = max(before, key=lambda bound: bound.spot.line)
        around = {block for block in spot.blocks if block in self.loops and block not in last.spot.blocks}
        later = (b for b in bounds if last.spot.line < b.spot.line < spot.line or around & set(b.spot.blocks))
        return [last, *later]


def bindings_of(body: Sequence[ast.stmt]) -> Bindings:
    """Reads the statements of a function."""
    found = _Reading(Bindings())
    found.block(body)
    return found.bindings


class _Reading(ast.NodeVisitor):
    def __init__(self, bindings: Bindings) -> None:
        self.bindings = bindings
        self._around: tuple[int, ...] = ()
        self._blocks = 0
        self._line = 0

    def block(self, body: Sequence[ast.stmt], *, again: bool = False) -> None:
        """One list of statements, which may run `again`."""
        outer, self._blocks = self._around, self._blocks + 1
        self.bindings.loops |= {self._blocks} if again else set()
        self._around = (*outer, self._blocks)
        for statement in body:
            self._line = statement.lineno
            self.visit(statement)
        self._around = outer

    @property
    def _spot(self) -> Spot:
        return Spot(self._line, self._around)

    def visit_Return(self, node: ast.Return) -> None:
        self.bindings.returns.append(self._spot)
        self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                self.block(value, again=isinstance(node, ast.For | ast.While))
            elif isinstance(value, list):
                for each in value:
                    if isinstance(each, ast.AST):
                        self.visit(each)
            elif isinstance(value, ast.AST):
                self.visit(value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._bind(ast.Name(node.name), None)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Has names of its own."""

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._bind(target, node.value)
        self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._bind(node.target, node.value)
            self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._bind(node.target, None)
        self.visit(node.value)

    def visit_For(self, node: ast.For) -> None:
        self._bind(node.target, node.iter, item=True)
        self.generic_visit(node)

    def visit_withitem(self, node: ast.withitem) -> None:
        if node.optional_vars is not None:
            self._bind(node.optional_vars, None)
        self.visit(node.context_expr)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._bind(node.target, node.value)
        self.visit(node.value)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(ast.Name(node.name), None)
        self.generic_visit(node)

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                self.bindings.spoiled.add(target.value.id)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = (
            node.func.value.id if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) else ""
        )
        if owner and name in _LISTS and len(node.args) == 1:
            self.bindings.appended.setdefault(owner, []).append(Put("", node.args[0], self._spot))
        elif owner:
            self.bindings.spoiled.add(owner)
        if name not in HARMLESS:
            given = [*node.args, *(each.value for each in node.keywords)]
            self.bindings.spoiled |= {each.id for each in given if isinstance(each, ast.Name)}
        self.generic_visit(node)

    def _bind(self, target: ast.expr, value: ast.expr | None, *, item: bool = False) -> None:
        if isinstance(target, ast.Name):
            self.bindings.values.setdefault(target.id, []).append(Bound(value, self._spot, item))
        elif isinstance(target, ast.Tuple | ast.List):
            for each in target.elts:
                self._bind(each, None)
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self._put(target.value.id, target.slice, value)

    def _put(self, name: str, key: ast.expr, value: ast.expr | None) -> None:
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and value is not None:
            self.bindings.puts.setdefault(name, []).append(Put(key.value, value, self._spot))
        else:
            self.bindings.spoiled.add(name)
