"""A Python body as units: one statement each, with the comments above it, and a key that says who it is."""

import ast
import io
import textwrap
import tokenize
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archwright.kit.syntax import dotted, is_docstring
from archwright.plan.merge.imports import Import
from archwright.plan.merge.lines import split_lines

_SAME_NAME = ("setter", "deleter", "getter", "overload")


@dataclass(frozen=True)
class Unit:
    """`lead`: blank lines and comments above. `above`: the number of lines above `body`."""

    key: str
    name: str
    lead: tuple[str, ...]
    body: tuple[str, ...]
    node: ast.stmt
    above: int

    @property
    def import_nodes(self) -> list[Import]:
        """The node, when it is an import statement."""
        return [self.node] if isinstance(self.node, ast.Import | ast.ImportFrom) else []

    @property
    def is_import(self) -> bool:
        """Whether it is an import statement."""
        return bool(self.import_nodes)


@dataclass(frozen=True)
class Units:
    """All units of a body, and the lines below the last."""

    units: tuple[Unit, ...]
    tail: tuple[str, ...]

    @property
    def order(self) -> list[str]:
        """All keys."""
        return [unit.key for unit in self.units]

    @property
    def imports(self) -> list[Import]:
        """All import statements."""
        return [node for unit in self.units for node in unit.import_nodes]

    @property
    def statements(self) -> frozenset[str]:
        """Keys of the units that are known by their text only."""
        return frozenset(key for key in self.by_key() if key.startswith("statement "))

    @property
    def head(self) -> int:
        """How many units at the start are the docstring or imports."""
        others = (at for at, unit in enumerate(self.units) if not unit.is_import and unit.key != "docstring")
        return next(others, len(self.units))

    def by_key(self) -> dict[str, Unit]:
        """Units by who they are, without the imports."""
        return {unit.key: unit for unit in self.units if not unit.is_import}


def module_units(text: str) -> Units | None:
    """The units of a module; None when it does not parse or two of them cannot be told apart."""
    lines = split_lines(text)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    if len(lines) != len(text.splitlines()):
        return None  # a form feed or the like: positions of `ast` would not be ours
    return _body_units(tree.body, lines, 0)


def class_units(unit: Unit) -> tuple[tuple[str, ...], Units] | None:
    """The head of a class and its members; None when they share a line or cannot be told apart."""
    if not isinstance(unit.node, ast.ClassDef):
        return None
    head = first_line(unit.node.body[0]) - 1 - unit.above
    members = _body_units(unit.node.body, unit.body[head:], unit.above + head) if head > 0 else None
    return (unit.body[:head], members) if members else None


def _body_units(body: Sequence[ast.stmt], lines: Sequence[str], above: int) -> Units | None:
    start = 0
    units: list[Unit] = []
    for number, node in enumerate(body):
        first, last = first_line(node) - 1 - above, (node.end_lineno or node.lineno) - above
        if first < start:
            return None  # two statements on one line
        key, name = _key(node, is_first=number == 0)
        units.append(Unit(key, name, tuple(lines[start:first]), tuple(lines[first:last]), node, above + first))
        start = last
    if start > len(lines) or any(times > 1 for times in Counter(unit.key for unit in units).values()):
        return None
    return Units(tuple(units), tuple(lines[start:]))


def first_line(node: ast.stmt) -> int:
    """Where it begins, decorators included."""
    decorators: Iterable[ast.expr] = getattr(node, "decorator_list", ())
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _key(node: ast.stmt, *, is_first: bool) -> tuple[str, str]:
    if is_first and is_docstring(node):
        return "docstring", "the docstring"
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return f"def {node.name}{_variant(node)}", f"`{node.name}`"
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            name = dotted(target)
            if name:
                return f"name {name}", f"`{name}`"
    source = ast.unparse(node)
    return f"statement {source}", f"`{source.splitlines()[0][:60]}`"


def _variant(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str:
    names = [dotted(decorator) for decorator in node.decorator_list]
    return "".join(f" {name}" for name in names if name.rpartition(".")[2] in _SAME_NAME)


def same_code(left: Unit, right: Unit) -> bool:
    """Whether two units differ in layout at most: same syntax tree, same comments."""
    if left.body == right.body:
        return True
    return ast.dump(left.node) == ast.dump(right.node) and _comments(left) == _comments(right)


def _comments(unit: Unit) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(textwrap.dedent("".join(unit.body))).readline)
    try:
        return [token.string for token in tokens if token.type == tokenize.COMMENT]
    except (tokenize.TokenError, SyntaxError):
        return list(unit.body)
