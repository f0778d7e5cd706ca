"""Parts of a statement that the code itself writes down: names from a literal list, lists of placeholders."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import libcst as cst

from archwright.port.code import code_of, text_of
from archwright.port.sql.keys import has_written_keys, loops_over
from archwright.port.sql.kinds import Values, kind_of
from archwright.port.sql.pieces import Hole, Piece, pieces_of
from archwright.port.sql.scan import Choice, Kept

_MARKS = re.compile(r"^[?,%s:()\s]*$")


@dataclass(frozen=True)
class Chooser:
    """Knows the values of a function's local names. `constant` gives the value of a name of the module."""

    function: cst.CSTNode
    values: Values
    types: dict[str, str]
    constant: Callable[[str], cst.BaseExpression | None]

    def choose(self, hole: Hole) -> Choice:
        """The text a hole stands for, or that it is safe; None when neither can be told."""
        if isinstance(hole.value, cst.Name):
            written = self._text_of_name(hole.value.value)
            if written is not None:
                return written
        is_number = hole.shape == "d" or kind_of(hole.value, self.values, self.types) == "number"
        return Kept(hole) if is_number or self._is_safe(hole.value, 3) else None

    def _text_of_name(self, name: str) -> list[Piece] | None:
        """The pieces of a text that is built once under a local name, or of a constant."""
        found = self.values.get(name)
        if found is None:
            constant = self.constant(name)
            return pieces_of(constant, _unknown) if constant is not None else None
        return pieces_of(found[0], _unknown) if len(found) == 1 and name not in self.types else None

    def _is_safe(self, node: cst.BaseExpression, depth: int) -> bool:
        if isinstance(node, cst.IfExp):
            guarded = _is_in(node.test, code_of(node.body)) and self._is_literal_bag(_right(node.test))
            return self._is_safe(node.orelse, depth) and (guarded or self._is_safe(node.body, depth))
        if text_of(node) is not None:
            return True
        if isinstance(node, cst.Name) and depth:
            found = self.values.get(node.value, ())
            own = (
                bool(found) and node.value not in self.types and all(self._is_safe(value, depth - 1) for value in found)
            )
            return own or self._is_guarded(node.value)
        if isinstance(node, cst.Subscript):
            return self._is_literal_dict(node.value)
        return isinstance(node, cst.Call) and (self._is_looked_up(node, depth) or self._is_joined(node))

    def _is_looked_up(self, node: cst.Call, depth: int) -> bool:
        """`COLUMNS.get(key, "name")`."""
        if not isinstance(node.func, cst.Attribute) or node.func.attr.value != "get" or len(node.args) != 2:
            return False
        return self._is_literal_dict(node.func.value) and self._is_safe(node.args[1].value, depth)

    def _is_joined(self, node: cst.Call) -> bool:
        """`", ".join("?" * len(ids))`, or of a list that only literals are appended to."""
        if not isinstance(node.func, cst.Attribute) or node.func.attr.value != "join" or len(node.args) != 1:
            return False
        given = node.args[0].value
        if isinstance(given, cst.Name):
            return self._holds_literals(given.value)
        if isinstance(given, cst.GeneratorExp | cst.ListComp) and self._spells_keys(given):
            return True
        if isinstance(given, cst.GeneratorExp | cst.ListComp):
            written = text_of(given.elt)
        elif isinstance(given, cst.BinaryOperation):
            left = given.left
            written = text_of(left.elements[0].value if isinstance(left, cst.List) and left.elements else left)
        else:
            return False
        return written is not None and bool(_MARKS.match(written))

    def _spells_keys(self, node: cst.GeneratorExp | cst.ListComp) -> bool:
        """`f"{key} = ?" for key in new`, where the code itself writes down the keys."""
        pieces = pieces_of(node.elt, _unknown) or []
        spelled = {piece.code for piece in pieces if isinstance(piece, Hole)}
        return any(
            spelled == {key} and (self._is_written(name) or has_written_keys(name, self.function, self._is_written))
            for key, name in loops_over(node)
        )

    def _is_written(self, code: str) -> bool:
        """Whether an expression is a list of literals, or a name that holds nothing else."""
        node = cst.parse_expression(code)
        if isinstance(node, cst.Name) and (node.value in self.values or node.value in self.types):
            return self._holds_literals(node.value)
        return self._is_literal_bag(node)

    def _holds_literals(self, name: str) -> bool:
        made = self.values.get(name, ())
        plain = all(isinstance(v, cst.List) and all(text_of(e.value) is not None for e in v.elements) for v in made)
        finder = _Appended(name)
        self.function.visit(finder)
        return (
            bool(made) and name not in self.types and plain and all(self._is_spelled(value) for value in finder.found)
        )

    def _is_spelled(self, node: cst.BaseExpression) -> bool:
        """A text of literals and of what a loop takes from literals."""
        pieces = pieces_of(node, _unknown)
        holes = [piece.value for piece in pieces or [] if isinstance(piece, Hole)]
        return pieces is not None and all(
            isinstance(hole, cst.Name) and self._runs_over_literals(hole.value) for hole in holes
        )

    def _runs_over_literals(self, name: str) -> bool:
        loops = _Loops(name)
        self.function.visit(loops)
        bound = name in self.values or self.types.get(name, "?") != "?"
        return bool(loops.found) and not bound and all(self._is_literal_bag(each) for each in loops.found)

    def _is_guarded(self, name: str) -> bool:
        """Whether `if name not in (...)` leaves the function or sets a literal."""
        finder = _Guards(name)
        self.function.visit(finder)
        return any(self._is_literal_bag(_right(guard.test)) for guard in finder.found)

    def _is_literal_bag(self, node: cst.BaseExpression | None) -> bool:
        if isinstance(node, cst.Name):
            found = self.values.get(node.value, ())
            node = found[0] if len(found) == 1 else self.constant(node.value)
        if isinstance(node, cst.Dict):
            return all(isinstance(e, cst.DictElement) and text_of(e.key) is not None for e in node.elements)
        return isinstance(node, cst.List | cst.Tuple | cst.Set) and all(
            text_of(e.value) is not None for e in node.elements
        )

    def _is_literal_dict(self, node: cst.BaseExpression) -> bool:
        if isinstance(node, cst.Name):
            found = self.values.get(node.value, ())
            known = found[0] if len(found) == 1 else self.constant(node.value)
            return known is not None and not isinstance(known, cst.Name) and self._is_literal_dict(known)
        elements = node.elements if isinstance(node, cst.Dict) else ()
        return bool(elements) and all(isinstance(e, cst.DictElement) and text_of(e.value) is not None for e in elements)


def _unknown(_: str) -> None:
    return None


def _is_in(test: cst.BaseExpression, name: str, *, negated: bool = False) -> bool:
    if not isinstance(test, cst.Comparison) or len(test.comparisons) != 1 or code_of(test.left) != name:
        return False
    return isinstance(test.comparisons[0].operator, cst.NotIn if negated else cst.In)


def _right(test: cst.BaseExpression) -> cst.BaseExpression | None:
    return test.comparisons[0].comparator if isinstance(test, cst.Comparison) else None


class _Appended(cst.CSTVisitor):
    """What is appended to a list."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[cst.BaseExpression] = []

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802
        if code_of(node.func) in (f"{self._name}.append", f"{self._name}.insert", f"{self._name}.extend") and node.args:
            self.found.append(node.args[-1].value)


class _Loops(cst.CSTVisitor):
    """What loops take a name from."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[cst.BaseExpression] = []

    def visit_For(self, node: cst.For) -> None:  # noqa: N802
        if self._name in code_of(node.target).replace(",", " ").split():
            self.found.append(node.iter)


class _Guards(cst.CSTVisitor):
    """`if name not in ...` whose body does not go on with the name as it was."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[cst.If] = []

    def visit_If(self, node: cst.If) -> None:  # noqa: N802
        body = node.body.body
        last = body[-1].body[-1] if body and isinstance(body[-1], cst.SimpleStatementLine) else None
        leaves = isinstance(last, cst.Return | cst.Raise) or (
            isinstance(last, cst.Expr) and code_of(last).startswith("abort(")
        )
        sets = (
            isinstance(last, cst.Assign)
            and code_of(last.targets[0].target) == self._name
            and text_of(last.value) is not None
        )
        if _is_in(node.test, self._name, negated=True) and (leaves or sets):
            self.found.append(node)
